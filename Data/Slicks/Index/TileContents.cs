using System.Buffers;
using System.Runtime.InteropServices;

namespace Review.Data.Slicks.Index;

/// <summary>
/// What a tile shows: outlines of what is big enough to see, and points for the others, each for those of one class and state in a few
/// pixels.
/// </summary>
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
        using var points = new PointCells(all, area, area.Zoom <= LastCoarseZoom ? CoarseCells : FineCells);
        var listed = RowsUnder.Listed(all, grid, area);
        var count = listed?.Count ?? all.End;
        for (var at = 0; at < count; at++)
        {
            var row = listed is null ? at : listed[at];
            var outline = all.LengthM[row] >= smallestM;
            if ((outline ? !area.Meets(in all.Box[row]) : !area.Holds(all.X[row], all.Y[row])) || !filter.Matches(all, row))
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

        foreach (var row in Crowded(all, area, ref outlines))
        {
            if (area.Holds(all.X[row], all.Y[row]))
            {
                points.Add(row);
            }
        }

        return new TileContents([.. outlines.Select(row => all.Id[row])], points.Made());
    }

    /// <summary>Takes the smallest outlines out that a tile has no room for.</summary>
    private static IReadOnlyList<int> Crowded(SlickColumns all, TileArea area, ref List<int> outlines)
    {
        var bytes = 0d;
        foreach (var row in outlines)
        {
            bytes += Bytes(all, area, row);
        }

        if (outlines.Count <= MostOutlines && bytes <= MostOutlineBytes)
        {
            return [];
        }

        var longest = new Longest[outlines.Count];
        for (var at = 0; at < longest.Length; at++)
        {
            longest[at] = new Longest(all.LengthM[outlines[at]], all.Id[outlines[at]], outlines[at]);
        }

        var most = Math.Min(longest.Length, MostOutlines);
        PartialOrder.Nth(longest.AsSpan(), most - 1);
        longest.AsSpan(0, most).Sort();
        var (kept, room) = (0, MostOutlineBytes);
        while (kept < most && (room -= Bytes(all, area, longest[kept].Row)) >= 0)
        {
            kept++;
        }

        outlines = [.. longest[..kept].Select(one => one.Row)];
        return [.. longest[kept..].Select(one => one.Row)];
    }

    private readonly record struct Longest(double LengthM, long Id, int Row) : IComparable<Longest>
    {
        public int CompareTo(Longest other) => other.LengthM.CompareTo(LengthM) is not 0 and var longer ? longer : Id.CompareTo(other.Id);
    }

    // Both sides of a ribbon, a vertex for a pixel and a half at the most; what is simplified away is not sent.
    private static double Bytes(SlickColumns all, TileArea area, int row) =>
        BytesOfOutline + (BytesOfVertex * Math.Min(all.Vertices[row], 6 + (2 * all.LengthM[row] / area.PixelM / 1.5)));

    /// <summary>Adds up points of one class and state that lie in one cell.</summary>
    private sealed class PointCells(SlickColumns all, TileArea area, int perSide) : IDisposable
    {
        // A class is below 32, a state below 8.
        private const int KindBits = 8;

        private readonly List<Sum> sums = [];

        // By cell, class and state: one more than the place of the sum; 0 where there is none.
        private readonly int[] places = Cleared(perSide * perSide << KindBits);

        public void Add(int row)
        {
            ref var place = ref places[(area.CellOf(all.X[row], all.Y[row], perSide) << KindBits) | (all.Class[row] << 3) | all.State[row]];
            if (place == 0)
            {
                sums.Add(
                    new Sum
                    {
                        First = all.Id[row],
                        Row = row,
                        Time = all.Time[row],
                        IsOfOneTime = true,
                    }
                );
                place = sums.Count;
            }

            ref var sum = ref CollectionsMarshal.AsSpan(sums)[place - 1];
            sum.First = Math.Min(sum.First, all.Id[row]);
            sum.IsOfOneTime &= sum.Time == all.Time[row];
            sum.N++;
            sum.X += all.X[row];
            sum.Y += all.Y[row];
        }

        public IReadOnlyList<TilePoint> Made() =>
            [
                .. sums.Select(sum => new TilePoint(
                    sum.First,
                    all.Class[sum.Row],
                    all.StateOf(sum.Row),
                    sum.N,
                    (double)sum.X / sum.N,
                    (double)sum.Y / sum.N,
                    sum.IsOfOneTime ? (int)Math.Round(sum.Time / 60e6) : null
                )),
            ];

        public void Dispose() => ArrayPool<int>.Shared.Return(places);

        private static int[] Cleared(int size)
        {
            var places = ArrayPool<int>.Shared.Rent(size);
            places.AsSpan(0, size).Clear();
            return places;
        }

        private struct Sum
        {
            public long First;
            public int Row;
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
