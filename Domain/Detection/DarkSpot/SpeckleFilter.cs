using System.Numerics;

namespace Review.Domain.Detection.DarkSpot;

/// <summary>Takes the speckle out of intensity, and leaves edges.</summary>
internal static class SpeckleFilter
{
    /// <summary>Standard deviation of a normal distribution by the median of absolute deviations.</summary>
    public const double SigmaOfMedian = 1.4826;

    /// <summary>
    /// The filter of Lee (1980): between the local mean, where nothing but speckle varies, and the pixel itself, where the scene does.
    /// </summary>
    /// <param name="speckleVariance">Squared coefficient of variation of speckle alone: 1/looks.</param>
    public static float[] Lee(float[] intensity, int width, int height, int radius, double speckleVariance)
    {
        var (mean, variation) = Variation(intensity, width, height, radius);
        var result = new float[intensity.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var scene = Math.Max(0, (variation[i] - speckleVariance) / (1 + speckleVariance));
            result[i] = (float)(mean[i] + ((intensity[i] - mean[i]) * (variation[i] > 0 ? scene / variation[i] : 0)));
        }

        return result;
    }

    /// <summary>The speckle's squared coefficient of variation, where the image is smoothest (the lower third of all places).</summary>
    public static double SpeckleVariance(float[] intensity, bool[] isData, int width, int height, int radius)
    {
        var (_, variation) = Variation(intensity, width, height, radius);
        return QuantileOf(variation, i => isData[i], 0.35) is var variance && double.IsFinite(variance)
            ? Math.Clamp(variance, 0.002, 1)
            : 0.1;
    }

    /// <summary>
    /// Diffusion that stops at edges (Perona and Malik 1990, on dB, where speckle has one height everywhere; Yu and Acton 2002).
    /// </summary>
    /// <param name="edgeDb">Differences between neighbours above it are edges.</param>
    public static float[] Diffuse(float[] db, int width, int height, int steps, double edgeDb)
    {
        var (from, to) = ((float[])db.Clone(), new float[db.Length]);
        var scale = (float)(1 / (edgeDb * edgeDb));
        for (var step = 0; step < steps; step++)
        {
            for (var row = 0; row < height; row++)
            {
                var at = row * width;
                var (above, below) = (row == 0 ? at : at - width, row == height - 1 ? at : at + width);
                Flow(from.AsSpan(above, width), from.AsSpan(at, width), from.AsSpan(below, width), to.AsSpan(at, width), scale);
            }

            (from, to) = (to, from);
        }

        return from;
    }

    private static void Flow(ReadOnlySpan<float> above, ReadOnlySpan<float> row, ReadOnlySpan<float> below, Span<float> result, float scale)
    {
        var last = row.Length - 1;
        result[0] =
            row[0]
            + (0.2f * (Share(above[0] - row[0], scale) + Share(below[0] - row[0], scale) + Share(row[Math.Min(1, last)] - row[0], scale)));
        var i = 1;
        for (; i <= last - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(row[i..]);
            var flow =
                Share(new Vector<float>(above[i..]) - value, scale)
                + Share(new Vector<float>(below[i..]) - value, scale)
                + Share(new Vector<float>(row[(i - 1)..]) - value, scale)
                + Share(new Vector<float>(row[(i + 1)..]) - value, scale);
            (value + (0.2f * flow)).CopyTo(result[i..]);
        }

        for (; i <= last; i++)
        {
            result[i] =
                row[i]
                + (
                    0.2f
                    * (
                        Share(above[i] - row[i], scale)
                        + Share(below[i] - row[i], scale)
                        + Share(row[i - 1] - row[i], scale)
                        + Share(row[Math.Min(i + 1, last)] - row[i], scale)
                    )
                );
        }
    }

    private static float Share(float difference, float scale) => difference / (1 + (difference * difference * scale));

    private static Vector<float> Share(Vector<float> difference, float scale) =>
        difference / (Vector<float>.One + (difference * difference * scale));

    /// <summary>Of some thousands of the pixels that count, which say as much as all of them.</summary>
    public static double QuantileOf(float[] values, Func<int, bool> counts, double share)
    {
        var step = Math.Max(1, values.Length / 20_000) | 1;
        var seen = new List<float>();
        for (var i = 0; i < values.Length; i += step)
        {
            if (counts(i))
            {
                seen.Add(values[i]);
            }
        }

        return Quantile([.. seen], share);
    }

    /// <param name="values">Are reordered.</param>
    public static double Quantile(float[] values, double share)
    {
        if (values.Length == 0)
        {
            return double.NaN;
        }

        Array.Sort(values);
        return values[(int)Math.Clamp(share * (values.Length - 1), 0, values.Length - 1)];
    }

    /// <returns>Local mean and squared coefficient of variation.</returns>
    public static (float[] Mean, float[] Variation) Variation(float[] intensity, int width, int height, int radius)
    {
        var squares = new float[intensity.Length];
        for (var i = 0; i < squares.Length; i++)
        {
            squares[i] = intensity[i] * intensity[i];
        }

        var mean = Smoothing.Box(intensity, width, height, radius);
        var variation = Smoothing.Box(squares, width, height, radius);
        for (var i = 0; i < squares.Length; i++)
        {
            var square = mean[i] * mean[i];
            variation[i] = square > 0 ? Math.Max(0, (variation[i] / square) - 1) : 0;
        }

        return (mean, variation);
    }

    /// <summary>Standard deviation of the difference between neighbours in a row, dB: from every thirteenth pair.</summary>
    public static double NeighbourSigma(float[] db, bool[] isData, int width)
    {
        var differences = new List<float>();
        for (var i = 0; i < db.Length - 1; i += 13)
        {
            if (isData[i] && isData[i + 1] && (i + 1) % width != 0)
            {
                differences.Add(Math.Abs(db[i + 1] - db[i]));
            }
        }

        return Math.Max(0.02, SigmaOfMedian * Quantile([.. differences], 0.5));
    }
}
