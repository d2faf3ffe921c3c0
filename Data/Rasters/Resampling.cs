using System.Buffers;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>
/// Brings an image into another grid: from the overview that fits, by exact coordinates at the nodes of a net and linear ones between,
/// bilinear between pixels. The net is made finer until its error is below a fifth of a pixel.
/// </summary>
internal static class Resampling
{
    private const double MostErrorPixels = 0.2;
    private const int FewestCells = 4;
    private const int MostCells = 64;

    /// <param name="bounds">Of the image; longitudes may go on above 180.</param>
    /// <param name="exact">Every pixel of the image that lies under one of the grid counts in it, as for measuring; otherwise the nearest
    /// overview is good enough, as for looking.</param>
    /// <param name="pixels">Row-major; NaN where there is no data.</param>
    public static void Fill(
        ImageSource source,
        int band,
        GeoBox bounds,
        TargetGrid grid,
        bool exact,
        Span<float> pixels,
        CancellationToken cancellation = default
    )
    {
        pixels = pixels[..(grid.Width * grid.Height)];
        pixels.Fill(float.NaN);
        // The same image may lie a turn to the west or to the east of where its numbers say.
        for (var turn = -1; turn <= 1; turn++)
        {
            var window = grid.Window(bounds with { West = bounds.West + (360 * turn), East = bounds.East + (360 * turn) });
            if (window.Left < window.Right && window.Top < window.Bottom)
            {
                FillWindow(source, band, grid, window, exact, pixels, cancellation);
            }
        }
    }

    private static void FillWindow(
        ImageSource source,
        int band,
        TargetGrid grid,
        (int Left, int Top, int Right, int Bottom) window,
        bool exact,
        Span<float> pixels,
        CancellationToken cancellation
    )
    {
        var net = Net.Cast(source.Place, grid, window);
        if (net.Range(source.Width, source.Height) is not { } range)
        {
            return;
        }

        var view = View.Choose(source, net.PixelsPerPixel, exact);
        var piece = view.Read(source, band, range, cancellation);
        try
        {
            new Sampler(net, piece, view.Samples).Fill(grid.Width, pixels);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(piece.Pixels);
        }
    }

    /// <summary>Where the nodes of a net over a part of the grid lie in the image.</summary>
    private sealed class Net
    {
        private readonly int left;
        private readonly int top;
        private readonly int right;
        private readonly int bottom;
        private readonly int cells;
        private readonly double[] columns;
        private readonly double[] rows;

        private Net((int Left, int Top, int Right, int Bottom) window, int cells, double[] columns, double[] rows)
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

        public static Net Cast(Georeference place, TargetGrid grid, (int Left, int Top, int Right, int Bottom) window)
        {
            for (var cells = FewestCells; ; cells *= 2)
            {
                // Every second node is checked against the line between its neighbours.
                var (columns, rows) = Nodes(place, grid, window, cells);
                var net = new Net(window, cells, columns, rows);
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
            var (upper, lower) = (
                rows.Where(double.IsFinite).DefaultIfEmpty(-1).Min(),
                rows.Where(double.IsFinite).DefaultIfEmpty(-1).Max()
            );
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

    /// <summary>Which of an image's sizes is read, how it is reduced further, and how many samples are taken for a pixel.</summary>
    /// <param name="Factor">So many pixels of the level are averaged into one, in each direction.</param>
    /// <param name="Samples">In each direction.</param>
    private readonly record struct View(int Level, int Factor, int Samples)
    {
        // For looking, an overview that is this much too coarse is taken before one twice as large.
        private const double GoodEnough = 1.3;

        public static View Choose(ImageSource source, double pixelsPerPixel, bool exact)
        {
            var wanted = pixelsPerPixel * (exact ? 1.001 : GoodEnough);
            var level = 0;
            while (level + 1 < source.Levels.Count && (double)source.Width / source.Levels[level + 1].Width <= wanted)
            {
                level++;
            }

            var left = pixelsPerPixel * source.Levels[level].Width / source.Width;
            var factor = Math.Max(1, (int)(exact ? left : left / GoodEnough));
            return new View(level, factor, exact && left / factor > 1.05 ? 2 : 1);
        }

        public Piece Read(
            ImageSource source,
            int band,
            (double Left, double Top, double Right, double Bottom) range,
            CancellationToken cancellation
        )
        {
            var size = source.Levels[Level];
            var (scaleX, scaleY) = ((double)size.Width / source.Width, (double)size.Height / source.Height);
            var (left, right) = Side(range.Left * scaleX, range.Right * scaleX, size.Width);
            var (top, bottom) = Side(range.Top * scaleY, range.Bottom * scaleY, size.Height);
            var (width, height) = ((right - left + Factor - 1) / Factor, (bottom - top + Factor - 1) / Factor);
            var pixels = ArrayPool<float>.Shared.Rent(width * height);
            source.ReadAveraged(band, Level, left, top, right - left, bottom - top, Factor, pixels.AsSpan(0, width * height), cancellation);
            return new Piece(
                pixels,
                width,
                height,
                scaleX / Factor,
                scaleY / Factor,
                (double)left / Factor,
                (double)top / Factor,
                (double)size.Width / Factor,
                (double)size.Height / Factor
            );
        }

        // A pixel more on each side, for what lies between two.
        private (int From, int To) Side(double from, double to, int most) =>
            (Math.Max(0, ((int)Math.Floor(from) - Factor) / Factor * Factor), Math.Min(most, (int)Math.Ceiling(to) + Factor));
    }

    /// <summary>Pixels that were read, in a buffer that is given back, and how the image's columns and rows become theirs.</summary>
    /// <param name="WholeWidth">Of the image at this size.</param>
    private readonly record struct Piece(
        float[] Pixels,
        int Width,
        int Height,
        double ScaleX,
        double ScaleY,
        double Left,
        double Top,
        double WholeWidth,
        double WholeHeight
    );

    private sealed class Sampler(Net net, Piece piece, int samples)
    {
        public void Fill(int gridWidth, Span<float> pixels)
        {
            var nodes = net.Cells + 1;
            Span<double> columns = stackalloc double[nodes];
            Span<double> rows = stackalloc double[nodes];
            Span<float> sums = new float[net.Right - net.Left];
            Span<int> counts = new int[net.Right - net.Left];
            for (var y = net.Top; y < net.Bottom; y++)
            {
                var line = pixels.Slice((y * gridWidth) + net.Left, net.Right - net.Left);
                if (samples == 1)
                {
                    net.Row(y + 0.5, columns, rows);
                    Line(columns, rows, 0.5, line);
                    continue;
                }

                sums.Clear();
                counts.Clear();
                Span<float> sampled = new float[line.Length];
                for (var sample = 0; sample < samples * samples; sample++)
                {
                    net.Row(y + (((sample / samples) + 0.5) / samples), columns, rows);
                    Line(columns, rows, ((sample % samples) + 0.5) / samples, sampled);
                    for (var x = 0; x < line.Length; x++)
                    {
                        if (!float.IsNaN(sampled[x]))
                        {
                            sums[x] += sampled[x];
                            counts[x]++;
                        }
                    }
                }

                for (var x = 0; x < line.Length; x++)
                {
                    line[x] = counts[x] * 2 >= samples * samples ? sums[x] / counts[x] : float.NaN;
                }
            }
        }

        private void Line(ReadOnlySpan<double> columns, ReadOnlySpan<double> rows, double within, Span<float> line)
        {
            var perPixel = net.Cells / (double)line.Length;
            for (var x = 0; x < line.Length; x++)
            {
                var at = (x + within) * perPixel;
                var node = (int)at;
                var share = at - node;
                line[x] = At(
                    ((columns[node] + (share * (columns[node + 1] - columns[node]))) * piece.ScaleX) - piece.Left,
                    ((rows[node] + (share * (rows[node + 1] - rows[node]))) * piece.ScaleY) - piece.Top
                );
            }
        }

        // Also false for NaN.
        private bool IsInside(double column, double row) =>
            column + piece.Left >= 0
            && column + piece.Left < piece.WholeWidth
            && row + piece.Top >= 0
            && row + piece.Top < piece.WholeHeight;

        private float At(double column, double row)
        {
            if (!IsInside(column, row))
            {
                return float.NaN;
            }

            var (x, y) = (Math.Clamp(column - 0.5, 0, piece.Width - 1), Math.Clamp(row - 0.5, 0, piece.Height - 1));
            var (left, top) = ((int)x, (int)y);
            var (right, below) = (Math.Min(left + 1, piece.Width - 1), Math.Min(top + 1, piece.Height - 1) * piece.Width);
            var (shareX, shareY) = ((float)(x - left), (float)(y - top));
            var pixels = piece.Pixels;
            var (a, b, c, d) = (
                pixels[(top * piece.Width) + left],
                pixels[(top * piece.Width) + right],
                pixels[below + left],
                pixels[below + right]
            );
            var (upper, lower) = (a + (shareX * (b - a)), c + (shareX * (d - c)));
            var value = upper + (shareY * (lower - upper));
            return float.IsNaN(value) ? Beside(a, b, c, d, shareX, shareY) : value;
        }

        // Next to "no data": where the nearest pixel has data, what the others have counts too.
        private static float Beside(float a, float b, float c, float d, float shareX, float shareY)
        {
            var nearest = shareY < 0.5f ? (shareX < 0.5f ? a : b) : (shareX < 0.5f ? c : d);
            if (float.IsNaN(nearest))
            {
                return float.NaN;
            }

            var (sum, weights) = (0f, 0f);
            Add(a, (1 - shareX) * (1 - shareY));
            Add(b, shareX * (1 - shareY));
            Add(c, (1 - shareX) * shareY);
            Add(d, shareX * shareY);
            return sum / weights;

            void Add(float value, float weight)
            {
                if (!float.IsNaN(value))
                {
                    sum += value * weight;
                    weights += weight;
                }
            }
        }
    }
}
