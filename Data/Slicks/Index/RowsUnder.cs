namespace Review.Data.Slicks.Index;

/// <summary>
/// Rows that may be under a tile, each once: by its cells where those hold few, and otherwise all, since a pass in order is faster than
/// many leaps.
/// </summary>
internal static class RowsUnder
{
    private const int FewerThan = 8;

    /// <returns>Null for all of them.</returns>
    public static List<int>? Listed(SlickColumns all, CellGrid grid, TileArea area)
    {
        if (area.Zoom < 3)
        {
            return null;
        }

        var cells = area.Cells(CellGrid.Zoom);
        var count = grid.Wide.Count;
        for (var y = cells.Top; y <= cells.Bottom; y++)
        {
            for (var x = cells.Left; x <= cells.Right; x++)
            {
                count += grid.Count(x, y);
            }
        }

        return count > all.End / FewerThan ? null : Listed(all, grid, cells, count);
    }

    // A row stands in each cell that its box covers: it is taken in the first of them that is looked at.
    private static List<int> Listed(SlickColumns all, CellGrid grid, CellRange cells, int count)
    {
        var rows = new List<int>(count);
        for (var y = cells.Top; y <= cells.Bottom; y++)
        {
            for (var x = cells.Left; x <= cells.Right; x++)
            {
                foreach (var row in grid.At(x, y))
                {
                    ref readonly var own = ref all.Cells[row];
                    if (y == Math.Max(own.Top, cells.Top) && x == First(in own, cells))
                    {
                        rows.Add(row);
                    }
                }
            }
        }

        rows.AddRange(grid.Wide);
        return rows;
    }

    // Columns beyond the last are the first again.
    private static int First(in CellSpan own, CellRange looked)
    {
        const int side = 1 << CellGrid.Zoom;
        if (own.Right < side)
        {
            return Math.Max(own.Left, looked.Left);
        }

        return own.Right - side >= looked.Left ? looked.Left : Math.Max(own.Left, looked.Left);
    }
}

/// <summary>The cells of <see cref="CellGrid"/> that a box covers, both ends inclusive; as <see cref="CellRange"/> counts them.</summary>
internal readonly record struct CellSpan(ushort Left, ushort Right, byte Top, byte Bottom)
{
    public static CellSpan Of(DegreeBox box)
    {
        var range = CellRange.Of(box, CellGrid.Zoom);
        return new CellSpan((ushort)range.Left, (ushort)range.Right, (byte)range.Top, (byte)range.Bottom);
    }
}
