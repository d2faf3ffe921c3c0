namespace Review.Data.Rasters;

/// <summary>
/// Where the nodes of a net over a part of the grid lie in the image: exact at the nodes, and as fine as lines between them need.
/// </summary>
internal sealed class WarpNet
{
    private const double MostErrorPixels = 0.2;
    private const int FewestCells = 4;
    private const int MostCells = 64;

    private readonly int left;
    private readonly int top;
    private readonly int right;
    private readonly int bottom;
    private readonly int cells;
    private readonly double[] columns;
    private readonly double[] rows;

    private WarpNet((int Left, int Top, int Right, int Bottom) window, int cells, double[] columns, double[] rows)
    {
        (left, top, right, bottom) = window;
        this.cells = cells;
        this.columns = columns;
        this.rows = rows;
        PixelsPerPixel = Scale();
    }

    public int Left => left;

    public int Top => top;

    public int Right => right;

    public int Bottom => bottom;

    /// <summary>Side of the square of image pixels under one of the grid.</summary>
    public double PixelsPerPixel { get; }

    public static WarpNet Cast(Georeference place, TargetGrid grid, (int Left, int Top, int Right, int Bottom) window)
    {
        for (var cells = FewestCells; ; cells *= 2)
        {
            // Every second node is checked against the line between its neighbours.
            var (columns, rows) = Nodes(place, grid, window, cells);
            var net = new WarpNet(window, cells, columns, rows);
            if (cells >= MostCells || net.Error() <= MostErrorPixels * Math.Max(net.PixelsPerPixel, 1))
            {
                return net;
            }
        }
    }

    /// <summary>The part of the image that the net covers, or null when it covers none.</summary>
    public (double Left, double Top, double Right, double Bottom)? Range(int width, int height)
    {
        var (least, most) = (
            columns.Where(double.IsFinite).DefaultIfEmpty(-1).Min(),
            columns.Where(double.IsFinite).DefaultIfEmpty(-1).Max()
        );
        var (upper, lower) = (rows.Where(double.IsFinite).DefaultIfEmpty(-1).Min(), rows.Where(double.IsFinite).DefaultIfEmpty(-1).Max());
        return most > 0 && lower > 0 && least < width && upper < height
            ? (Math.Max(least, 0), Math.Max(upper, 0), Math.Min(most, width), Math.Min(lower, height))
            : null;
    }

    /// <summary>The line of the image's places along one row of the grid, at the net's nodes.</summary>
    public void Row(double y, Span<double> columnsAt, Span<double> rowsAt)
    {
        var at = (y - top) / (bottom - top) * cells;
        var node = Math.Min((int)at, cells - 1);
        var share = at - node;
        var (above, below) = (node * (cells + 1), (node + 1) * (cells + 1));
        for (var index = 0; index <= cells; index++)
        {
            columnsAt[index] = columns[above + index] + (share * (columns[below + index] - columns[above + index]));
            rowsAt[index] = rows[above + index] + (share * (rows[below + index] - rows[above + index]));
        }
    }

    public int Cells => cells;

    private static (double[] Columns, double[] Rows) Nodes(
        Georeference place,
        TargetGrid grid,
        (int Left, int Top, int Right, int Bottom) window,
        int cells
    )
    {
        var nodes = cells + 1;
        var (x, y) = (new double[nodes * nodes], new double[nodes * nodes]);
        for (var index = 0; index < x.Length; index++)
        {
            x[index] = window.Left + (index % nodes * (double)(window.Right - window.Left) / cells);
            y[index] = window.Top + (index / nodes * (double)(window.Bottom - window.Top) / cells);
        }

        grid.ToDegrees(x, y);
        place.ToPixels(x, y);
        return (x, y);
    }

    // How far nodes lie from the middle between their neighbours; the error of a net is a quarter of that of one twice as wide.
    private double Error()
    {
        var (nodes, worst) = (cells + 1, 0.0);
        for (var y = 0; y < nodes; y++)
        {
            for (var x = 0; x < nodes; x++)
            {
                var here = (y * nodes) + x;
                if (x > 0 && x < cells)
                {
                    worst = Math.Max(worst, Bend(here - 1, here, here + 1));
                }

                if (y > 0 && y < cells)
                {
                    worst = Math.Max(worst, Bend(here - nodes, here, here + nodes));
                }
            }
        }

        return worst / 4;
    }

    private double Bend(int before, int here, int after)
    {
        var bend = Math.Max(
            Math.Abs(columns[here] - ((columns[before] + columns[after]) / 2)),
            Math.Abs(rows[here] - ((rows[before] + rows[after]) / 2))
        );
        return double.IsNaN(bend) ? double.PositiveInfinity : bend;
    }

    private double Scale()
    {
        var (nodes, sum, count) = (cells + 1, 0.0, 0);
        for (var y = 0; y < cells; y++)
        {
            for (var x = 0; x < cells; x++)
            {
                var here = (y * nodes) + x;
                var area =
                    ((columns[here + 1] - columns[here]) * (rows[here + nodes] - rows[here]))
                    - ((columns[here + nodes] - columns[here]) * (rows[here + 1] - rows[here]));
                if (double.IsFinite(area))
                {
                    sum += Math.Abs(area);
                    count++;
                }
            }
        }

        return count == 0 ? 1 : Math.Sqrt(sum / count * cells * cells / ((right - left) * (double)(bottom - top)));
    }
}
