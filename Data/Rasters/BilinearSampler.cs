namespace Review.Data.Rasters;

/// <summary>Takes values between pixels, by the net's places: one for a pixel of the grid, or the mean of several.</summary>
/// <param name="samples">In each direction of a pixel.</param>
internal sealed class BilinearSampler(WarpNet net, ReadPixels piece, int samples)
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
        column + piece.Left >= 0 && column + piece.Left < piece.WholeWidth && row + piece.Top >= 0 && row + piece.Top < piece.WholeHeight;

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
