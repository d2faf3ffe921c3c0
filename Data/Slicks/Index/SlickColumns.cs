using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>Active versions column by column, so that a pass over all of them reads little. A row that was freed is used again.</summary>
internal sealed class SlickColumns
{
    private readonly Dictionary<long, int> rows = [];
    private readonly Stack<int> free = [];

    /// <summary>0 in a row that is free.</summary>
    public long[] Id = [];
    public byte[] Class = [];
    public byte[] State = [];

    /// <summary>0 where no model said one.</summary>
    public byte[] MachineClass = [];
    public double[] Confidence = [];
    public long[] Time = [];
    public long[] Scene = [];
    public double[] AreaM2 = [];
    public double[] LengthM = [];
    public int[] Vertices = [];
    public DegreeBox[] Box = [];
    public CellSpan[] Cells = [];
    public uint[] X = [];
    public uint[] Y = [];

    public GroupTotals Totals { get; } = new();

    /// <summary>How many versions there are.</summary>
    public int Count => rows.Count;

    /// <summary>Rows in use are below this.</summary>
    public int End { get; private set; }

    /// <returns>The row of a version, or -1.</returns>
    public int Find(long id) => rows.GetValueOrDefault(id, -1);

    public int Add(in IndexedSlick slick)
    {
        var row = free.TryPop(out var freed) ? freed : Next();
        rows.Add(slick.Id, row);
        Id[row] = slick.Id;
        Class[row] = (byte)slick.Class;
        State[row] = (byte)slick.State;
        MachineClass[row] = (byte)slick.MachineClass;
        Confidence[row] = slick.MachineConfidence;
        Time[row] = slick.TimeMicroseconds;
        Scene[row] = slick.Scene;
        AreaM2[row] = slick.AreaM2;
        LengthM[row] = slick.LengthM;
        Vertices[row] = slick.Vertices;
        Box[row] = slick.Box;
        Cells[row] = CellSpan.Of(slick.Box);
        X[row] = WebMap.X(slick.Longitude);
        Y[row] = WebMap.Y(slick.Latitude);
        Totals.Add(Class[row], State[row], in Box[row]);
        return row;
    }

    public void Remove(int row)
    {
        Totals.Remove(Class[row], State[row], in Box[row]);
        rows.Remove(Id[row]);
        Id[row] = 0;
        free.Push(row);
    }

    public SlickState StateOf(int row) => (SlickState)State[row];

    private int Next()
    {
        if (End == Id.Length)
        {
            Grow(Math.Max(1024, Id.Length + (Id.Length / 2)));
        }

        return End++;
    }

    private void Grow(int size)
    {
        Array.Resize(ref Id, size);
        Array.Resize(ref Class, size);
        Array.Resize(ref State, size);
        Array.Resize(ref MachineClass, size);
        Array.Resize(ref Confidence, size);
        Array.Resize(ref Time, size);
        Array.Resize(ref Scene, size);
        Array.Resize(ref AreaM2, size);
        Array.Resize(ref LengthM, size);
        Array.Resize(ref Vertices, size);
        Array.Resize(ref Box, size);
        Array.Resize(ref Cells, size);
        Array.Resize(ref X, size);
        Array.Resize(ref Y, size);
    }
}
