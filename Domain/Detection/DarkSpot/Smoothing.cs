using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Review.Domain.Detection.DarkSpot;

/// <summary>Moving averages of an image. Pixels outside the image, and those of weight 0, count for nothing.</summary>
public static class Smoothing
{
    /// <summary>Mean over a square of (2 radius + 1) pixels each way; of the whole part inside the image.</summary>
    public static float[] Box(float[] pixels, int width, int height, int radius)
    {
        var result = new float[pixels.Length];
        var rows = ArrayPool<float>.Shared.Rent(pixels.Length);
        Box(pixels, rows, result, width, height, radius);
        ArrayPool<float>.Shared.Return(rows);
        return result;
    }

    /// <summary>Three boxes: within 3 % of a Gaussian.</summary>
    public static float[] Gaussian(float[] pixels, int width, int height, double sigma)
    {
        // Wells 1986: three boxes of side w have variance (w² - 1) / 4.
        var radius = (int)Math.Round((Math.Sqrt((4 * sigma * sigma) + 1) - 1) / 2);
        if (radius < 1)
        {
            return sigma < 0.3 ? (float[])pixels.Clone() : Binomial(pixels, width, height);
        }

        var result = new float[pixels.Length];
        var rows = ArrayPool<float>.Shared.Rent(pixels.Length);
        Box(pixels, rows, result, width, height, radius);
        Box(result, rows, result, width, height, radius);
        Box(result, rows, result, width, height, radius);
        ArrayPool<float>.Shared.Return(rows);
        return result;
    }

    /// <summary>Mean by weights, over a Gaussian.</summary>
    /// <returns>Sums of weighted values and of weights, both averaged; their quotient is the mean.</returns>
    public static (float[] Values, float[] Weights) Weighted(float[] pixels, float[] weights, int width, int height, double sigma)
    {
        var product = new float[pixels.Length];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = pixels[i] * weights[i];
        }

        return (Gaussian(product, width, height, sigma), Gaussian(weights, width, height, sigma));
    }

    private static float[] Binomial(float[] pixels, int width, int height)
    {
        var result = new float[pixels.Length];
        for (var row = 0; row < height; row++)
        {
            var (above, below) = (Math.Max(0, row - 1) * width, Math.Min(height - 1, row + 1) * width);
            for (var column = 0; column < width; column++)
            {
                var (left, right) = (Math.Max(0, column - 1), Math.Min(width - 1, column + 1));
                result[(row * width) + column] =
                    (
                        (4 * pixels[(row * width) + column])
                        + (
                            2
                            * (
                                pixels[(row * width) + left]
                                + pixels[(row * width) + right]
                                + pixels[above + column]
                                + pixels[below + column]
                            )
                        )
                        + pixels[above + left]
                        + pixels[above + right]
                        + pixels[below + left]
                        + pixels[below + right]
                    ) / 16;
            }
        }

        return result;
    }

    // The result may be the source: the rows in between are held apart.
    private static void Box(float[] pixels, float[] rows, float[] result, int width, int height, int radius)
    {
        for (var row = 0; row < height; row++)
        {
            Line(pixels.AsSpan(row * width, width), rows.AsSpan(row * width, width), radius);
        }

        Columns(rows, result, width, height, radius);
    }

    private static void Columns(float[] pixels, float[] result, int width, int height, int radius)
    {
        var (sums, nothing) = (new double[width], new float[width]);
        for (var row = 0; row < Math.Min(radius, height); row++)
        {
            Move(sums, pixels.AsSpan(row * width, width), nothing, [], 0);
        }

        for (var row = 0; row < height; row++)
        {
            var (last, gone) = (row + radius, row - radius - 1);
            var share = 1.0 / (Math.Min(last, height - 1) - Math.Max(row - radius, 0) + 1);
            Move(
                sums,
                last < height ? pixels.AsSpan(last * width, width) : nothing,
                gone >= 0 ? pixels.AsSpan(gone * width, width) : nothing,
                result.AsSpan(row * width, width),
                share
            );
        }
    }

    // Sums of a column move down by a row; double, because a bright ship that has left must leave nothing behind.
    private static void Move(Span<double> sums, ReadOnlySpan<float> entering, ReadOnlySpan<float> leaving, Span<float> means, double share)
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var enters = ref MemoryMarshal.GetReference(entering);
        ref var leaves = ref MemoryMarshal.GetReference(leaving);
        ref var mean = ref MemoryMarshal.GetReference(means);
        var i = 0;
        for (; i <= sums.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref enters, (nuint)i), out var inLow, out var inHigh);
            Vector.Widen(Vector.LoadUnsafe(ref leaves, (nuint)i), out var outLow, out var outHigh);
            var low = Vector.LoadUnsafe(ref sum, (nuint)i) + inLow - outLow;
            var high = Vector.LoadUnsafe(ref sum, (nuint)(i + Vector<double>.Count)) + inHigh - outHigh;
            low.StoreUnsafe(ref sum, (nuint)i);
            high.StoreUnsafe(ref sum, (nuint)(i + Vector<double>.Count));
            if (means.Length > 0)
            {
                Vector.Narrow(low * share, high * share).StoreUnsafe(ref mean, (nuint)i);
            }
        }

        for (; i < sums.Length; i++)
        {
            sums[i] += (double)entering[i] - leaving[i];
            if (means.Length > 0)
            {
                means[i] = (float)(sums[i] * share);
            }
        }
    }

    private static void Line(ReadOnlySpan<float> pixels, Span<float> result, int radius)
    {
        var (count, sum) = (pixels.Length, 0d);
        for (var i = 0; i < Math.Min(radius, count); i++)
        {
            sum += pixels[i];
        }

        var (left, right) = (Math.Min(radius + 1, count), Math.Max(Math.Min(radius + 1, count), count - radius));
        for (var i = 0; i < left; i++)
        {
            sum += i + radius < count ? pixels[i + radius] : 0;
            result[i] = (float)(sum / (Math.Min(i + radius, count - 1) + 1));
        }

        var whole = 1.0 / ((2 * radius) + 1);
        var entering = pixels[Math.Min(left + radius, count)..];
        var leaving = pixels[Math.Max(0, left - radius - 1)..];
        var means = result[left..];
        for (var i = 0; i < right - left; i++)
        {
            sum += (double)entering[i] - leaving[i];
            means[i] = (float)(sum * whole);
        }

        for (var i = right; i < count; i++)
        {
            sum -= i - radius - 1 >= 0 ? pixels[i - radius - 1] : 0;
            result[i] = (float)(sum / (count - Math.Max(i - radius, 0)));
        }
    }
}
