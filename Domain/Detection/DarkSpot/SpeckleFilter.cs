namespace Review.Domain.Detection.DarkSpot;

/// <summary>Takes the speckle out of intensity, and leaves edges.</summary>
internal static class SpeckleFilter
{
    /// <summary>The filter of Lee (1980): between the local mean, where nothing but speckle varies, and the pixel itself, where the scene does.</summary>
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
        return QuantileOf(variation, isData, 0.35) is var variance && double.IsFinite(variance) ? Math.Clamp(variance, 0.002, 1) : 0.1;
    }

    /// <summary>Diffusion that stops at edges (Perona and Malik 1990, on dB, where speckle has one height everywhere; Yu and Acton 2002).</summary>
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
                var above = row == 0 ? 0 : -width;
                var below = row == height - 1 ? 0 : width;
                for (var column = 0; column < width; column++)
                {
                    var i = at + column;
                    var value = from[i];
                    var north = from[i + above] - value;
                    var south = from[i + below] - value;
                    var west = column == 0 ? 0 : from[i - 1] - value;
                    var east = column == width - 1 ? 0 : from[i + 1] - value;
                    to[i] = value + (0.2f * ((north / (1 + (north * north * scale))) + (south / (1 + (south * south * scale))) + (west / (1 + (west * west * scale))) + (east / (1 + (east * east * scale)))));
                }
            }

            (from, to) = (to, from);
        }

        return from;
    }

    /// <summary>Of some thousands of the pixels with data, which say as much as all of them.</summary>
    public static double QuantileOf(float[] values, bool[] isData, double share)
    {
        var step = Math.Max(1, values.Length / 20_000) | 1;
        var seen = new List<float>();
        for (var i = 0; i < values.Length; i += step)
        {
            if (isData[i])
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
}
