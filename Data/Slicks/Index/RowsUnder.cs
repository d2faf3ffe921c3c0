namespace Review.Data.Slicks.Index;

/// <summary>Rows that may be under a tile, each once: by its cells where those hold few, and otherwise all, since a pass in order is faster than many leaps.</summary>
internal readonly struct RowsUnder(SlickColumns all, CellGrid grid, TileArea area)
{
    private const int FewerThan = 8;

    public IEnumerator<int> GetEnumerator()
    {
        if (area.Zoom < 3)
        {
            return Enumerable.Range(0, all.End).GetEnumerator();
        }

        var cells = area.Cells(CellGrid.Zoom);
        var count = 0;
        for (var y = cells.Top; y <= cells.Bottom; y++)
        {
            for (var x = cells.Left; x <= cells.Right; x++)
            {
                count += grid.Count(x, y);
            }
        }

        return count > all.End / FewerThan ? Enumerable.Range(0, all.End).GetEnumerator() : Listed(cells);
    }

    // A row stands in each cell that its box covers: it is taken in the first of them that is looked at.
    private IEnumerator<int> Listed(CellRange cells)
    {
        for (var y = cells.Top; y <= cells.Bottom; y++)
        {
            for (var x = cells.Left; x <= cells.Right; x++)
            {
                foreach (var row in grid.At(x, y))
                {
                    var own = CellRange.Of(all.Box[row], CellGrid.Zoom);
                    if (y == Math.Max(own.Top, cells.Top) && x == First(own, cells))
                    {
                        yield return row;
                    }
                }
            }
        }

        foreach (var row in grid.Wide)
        {
            yield return row;
        }
    }

    // Columns beyond the last are the first again.
    private static int First(CellRange own, CellRange looked)
    {
        const int side = 1 << CellGrid.Zoom;
        for (var x = looked.Left; x <= looked.Right; x++)
        {
            if ((x >= own.Left && x <= own.Right) || (x + side >= own.Left && x + side <= own.Right))
            {
                return x;
            }
        }

        return -1;
    }
}
