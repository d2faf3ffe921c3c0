using System.Runtime.InteropServices;

namespace Review.Data.Slicks.Index;

/// <summary>What a tile shows: outlines of what is big enough to see, and points for the others, each for those of one class and state in a few pixels.</summary>
/// <param name="Outlines">Ids of versions.</param>
/// <param name="Points">Places as <see cref="WebMap"/> counts them, the mean of those that a point stands for.</param>
internal sealed record TileContents(long[] Outlines, IReadOnlyList<TilePoint> Points)
{
    // Slicks shorter than this on the screen are points.
    private const int SmallestOutlinePixels = 3;

    // Beyond these the smallest outlines of a tile become points: it is a crowd then, and nobody waits for half a megabyte.
    private const int MostOutlines = 3_000;
    private const double MostOutlineBytes = 400_000;
    private const double BytesOfOutline = 24;
    private const double BytesOfVertex = 3;

    // Whole worlds are looked at from afar; from near, points of 4 pixels of a 256-pixel tile.
    private const int LastCoarseZoom = 7;
    private const int CoarseCells = 32;
    private const int FineCells = 64;

    /// <summary>One pass over what lies there; takes about 10 ms for a million.</summary>
    public static TileContents Of(SlickColumns all, CellGrid grid, TileArea area, RowFilter filter)
    {
        var smallestM = SmallestOutlinePixels * area.PixelM;
        var outlines = new List<int>();
        var points = new PointCells(all, area, area.Zoom <= LastCoarseZoom ? CoarseCells : FineCells);
        foreach (var row in new RowsUnder(all, grid, area))
        {
            var outline = all.LengthM[row] >= smallestM;
            if ((outline ? !area.Meets(all.Box[row]) : !area.Holds(all.X[row], all.Y[row])) || !filter.Matches(all, row))
            {
                continue;
            }

            if (outline)
            {
                outlines.Add(row);
            }
            else
            {
                points.Add(row);
            }
        }

        foreach (var row in Crowded(all, area, outlines).Where(row => area.Holds(all.X[row], all.Y[row])))
        {
            points.Add(row);
        }

        return new TileContents([.. outlines.Select(row => all.Id[row])], points.Made());
    }

    /// <summary>Takes the smallest outlines out that a tile has no room for.</summary>
    private static List<int> Crowded(SlickColumns all, TileArea area, List<int> outlines)
    {
        var bytes = outlines.Sum(row => Bytes(all, area, row));
        if (outlines.Count <= MostOutlines && bytes <= MostOutlineBytes)
        {
            return [];
        }

        outlines.Sort((a, b) => all.LengthM[b].CompareTo(all.LengthM[a]) is not 0 and var longer ? longer : all.Id[a].CompareTo(all.Id[b]));
        var (kept, room) = (0, MostOutlineBytes);
        while (kept < Math.Min(outlines.Count, MostOutlines) && (room -= Bytes(all, area, outlines[kept])) >= 0)
        {
            kept++;
        }

        var rest = outlines[kept..];
        outlines.RemoveRange(kept, rest.Count);
        return rest;
    }

    // Both sides of a ribbon, a vertex for a pixel and a half at the most; what is simplified away is not sent.
    private static double Bytes(SlickColumns all, TileArea area, int row) =>
        BytesOfOutline + (BytesOfVertex * Math.Min(all.Vertices[row], 6 + (2 * all.LengthM[row] / area.PixelM / 1.5)));

    /// <summary>Adds up points of one class and state that lie in one cell.</summary>
    private sealed class PointCells(SlickColumns all, TileArea area, int perSide)
    {
        private readonly Dictionary<int, Sum> sums = [];

        public void Add(int row)
        {
            var key = (area.CellOf(all.X[row], all.Y[row], perSide) << 8) | (all.Class[row] << 3) | all.State[row];
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out var there);
            sum.First = there ? Math.Min(sum.First, all.Id[row]) : all.Id[row];
            sum.IsOfOneTime = !there || (sum.IsOfOneTime && sum.Time == all.Time[row]);
            sum.Time = all.Time[row];
            sum.N++;
            sum.X += all.X[row];
            sum.Y += all.Y[row];
        }

        public IReadOnlyList<TilePoint> Made() =>
            [.. sums.Select(pair => new TilePoint(
                pair.Value.First, (pair.Key >> 3) & 31, (Domain.Slicks.SlickState)(pair.Key & 7), pair.Value.N, (double)pair.Value.X / pair.Value.N, (double)pair.Value.Y / pair.Value.N,
                pair.Value.IsOfOneTime ? (int)Math.Round(pair.Value.Time / 60e6) : null))];

        private struct Sum
        {
            public long First;
            public int N;
            public ulong X;
            public ulong Y;
            public long Time;
            public bool IsOfOneTime;
        }
    }
}

/// <param name="Id">The lowest of those it stands for.</param>
/// <param name="N">For how many.</param>
/// <param name="Minutes">Since 1970, when the radar saw them; null for those of several times.</param>
internal sealed record TilePoint(long Id, int Class, Domain.Slicks.SlickState State, int N, double X, double Y, int? Minutes);
