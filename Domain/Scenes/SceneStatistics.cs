using System.Globalization;

namespace Review.Domain.Scenes;

/// <summary>How the values of an image are spread.</summary>
internal static class SceneStatistics
{
    /// <summary>A larger image is averaged until it has at most so many pixels, 64 MB of them: as it is seen from afar.</summary>
    public const int MostPixels = 16_000_000;
    private const int Bars = 256;

    private static readonly double[] Percentages = [0.1, 1, 2, 5, 10, 25, 50, 75, 90, 95, 98, 99, 99.9];

    public static IReadOnlyList<BandStatistics> Of(IScenePixels pixels, CancellationToken cancellation) =>
        [.. pixels.Bands.Select((name, band) => Of(name, pixels.Unit, pixels.ReadStored(band, MostPixels, cancellation)))];

    /// <param name="values">NaN where there is no data; sorted in place.</param>
    public static BandStatistics Of(string name, PixelUnit unit, float[] values)
    {
        var all = values.Length;
        var valid = Valid(values);
        valid.Sort();
        var linear = SpreadOf(valid);
        if (unit == PixelUnit.Decibel)
        {
            return new BandStatistics(name, unit, (double)valid.Length / all, linear, linear);
        }

        // The logarithm keeps the order, so it needs no second sort.
        var positive = valid[FirstAbove(valid)..];
        for (var index = 0; index < positive.Length; index++)
        {
            positive[index] = (float)Backscatter.ToDecibel(positive[index], unit);
        }

        return new BandStatistics(name, unit, (double)valid.Length / all, linear, SpreadOf(positive));
    }

    private static Span<float> Valid(float[] values)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (float.IsFinite(value))
            {
                values[count++] = value;
            }
        }

        return values.AsSpan(0, count);
    }

    private static int FirstAbove(ReadOnlySpan<float> sorted)
    {
        var first = 0;
        while (first < sorted.Length && sorted[first] <= 0)
        {
            first++;
        }

        return first;
    }

    private static Spread? SpreadOf(ReadOnlySpan<float> sorted)
    {
        if (sorted.IsEmpty)
        {
            return null;
        }

        var percentiles = new Dictionary<string, double>();
        foreach (var percentage in Percentages)
        {
            percentiles[percentage.ToString(CultureInfo.InvariantCulture)] = At(sorted, percentage / 100);
        }

        var mean = 0.0;
        foreach (var value in sorted)
        {
            mean += value;
        }

        mean /= sorted.Length;
        var squares = 0.0;
        foreach (var value in sorted)
        {
            squares += (value - mean) * (value - mean);
        }

        return new Spread(
            sorted[0],
            sorted[^1],
            mean,
            Math.Sqrt(squares / sorted.Length),
            percentiles,
            HistogramOf(sorted, percentiles["0.1"], percentiles["99.9"])
        );
    }

    private static double At(ReadOnlySpan<float> sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    private static Histogram HistogramOf(ReadOnlySpan<float> values, double from, double to)
    {
        if (to <= from)
        {
            to = from + Math.Max(Math.Abs(from) * 1e-6, 1e-6);
        }

        var counts = new int[Bars];
        var perUnit = Bars / (to - from);
        foreach (var value in values)
        {
            counts[(int)Math.Clamp((value - from) * perUnit, 0, Bars - 1)]++;
        }

        return new Histogram(from, to, counts);
    }
}
