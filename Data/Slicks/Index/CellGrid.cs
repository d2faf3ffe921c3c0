namespace Review.Data.Slicks.Index;

/// <summary>Which rows lie in which tile of zoom 8, by their boxes; a few that cover many are kept apart.</summary>
internal sealed class CellGrid
{
    /// <summary>1.4° of longitude: a scene covers a few, a slick mostly one.</summary>
    public const int Zoom = 8;

    private const int MostCells = 16;
    private const int Side = 1 << Zoom;

    private readonly List<int>?[] cells = new List<int>?[Side * Side];
    private readonly List<int> wide = [];

    /// <summary>Rows that cover too many cells to be listed in each.</summary>
    public IReadOnlyList<int> Wide => wide;

    public ReadOnlySpan<int> At(int column, int row) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(cells[(row * Side) + column]);

    public int Count(int column, int row) => cells[(row * Side) + column]?.Count ?? 0;

    public void Add(int row, DegreeBox box)
    {
        if (CellRange.Of(box, Zoom) is { Count: <= MostCells } range)
        {
            foreach (var cell in range.Indices())
            {
                (cells[cell] ??= []).Add(row);
            }
        }
        else
        {
            wide.Add(row);
        }
    }

    public void Remove(int row, DegreeBox box)
    {
        if (CellRange.Of(box, Zoom) is { Count: <= MostCells } range)
        {
            foreach (var cell in range.Indices())
            {
                cells[cell]!.Remove(row);
            }
        }
        else
        {
            wide.Remove(row);
        }
    }

    public void Clear()
    {
        Array.Clear(cells);
        wide.Clear();
    }
}

/// <summary>
/// Tiles of one zoom, from one column and row to another, both inclusive. <paramref name="Right"/> lies beyond the last column where it
/// goes over the antimeridian.
/// </summary>
internal readonly record struct CellRange(int Zoom, int Left, int Top, int Right, int Bottom)
{
    public int Count => (Right - Left + 1) * (Bottom - Top + 1);

    public static CellRange Of(DegreeBox box, int zoom)
    {
        var side = 1 << zoom;
        var left = Cell(WebMap.X(box.West), zoom);
        var right = box.East > 180 ? side + Cell(WebMap.X(box.East - 360), zoom) : Cell(WebMap.X(box.East), zoom);
        return new CellRange(
            zoom,
            left,
            Cell(WebMap.Y(box.North), zoom),
            Math.Min(right, left + side - 1),
            Cell(WebMap.Y(box.South), zoom)
        );
    }

    // As 64 bits: of 32, a shift by 32 is none.
    private static int Cell(ulong place, int zoom) => (int)(place >> (32 - zoom));

    /// <returns>Row-major numbers of the tiles of this zoom.</returns>
    public IEnumerable<int> Indices()
    {
        var side = 1 << Zoom;
        for (var row = Top; row <= Bottom; row++)
        {
            for (var column = Left; column <= Right; column++)
            {
                yield return (row * side) + (column & (side - 1));
            }
        }
    }
}
