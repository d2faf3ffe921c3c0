namespace Review.Data.Rasters.Safe;

/// <summary>
/// A quantity that an annotation gives at some lines and samples of an image: linear between samples, and between lines; beyond the
/// outermost, as there.
/// </summary>
internal sealed class LookupRows
{
    private readonly int[] lines;
    private readonly float[][] rows;

    /// <param name="vectors">For each line, samples in ascending order and the values there.</param>
    /// <param name="width">Of the image.</param>
    /// <exception cref="FormatException">There are none, or they do not belong together.</exception>
    public LookupRows(IEnumerable<(int Line, float[] Samples, float[] Values)> vectors, int width)
    {
        // Of two for one line the first counts.
        var ordered = vectors.OrderBy(vector => vector.Line).DistinctBy(vector => vector.Line).ToList();
        if (
            ordered.Count == 0
            || ordered.Any(vector =>
                vector.Samples.Length == 0
                || vector.Samples.Length != vector.Values.Length
                || !vector.Samples.Zip(vector.Samples.Skip(1)).All(pair => pair.First < pair.Second)
            )
        )
        {
            throw new FormatException("its vectors are empty, or their samples do not ascend");
        }

        lines = [.. ordered.Select(vector => vector.Line)];
        rows = [.. ordered.Select(vector => Dense(vector.Samples, vector.Values, width))];
    }

    /// <summary>The values along a part of a line.</summary>
    public void Fill(int line, int firstSample, Span<float> values)
    {
        var next = Array.BinarySearch(lines, line);
        if (next >= 0 || ~next == 0 || ~next == lines.Length)
        {
            rows[next >= 0 ? next : Math.Min(~next, lines.Length - 1)].AsSpan(firstSample, values.Length).CopyTo(values);
            return;
        }

        next = ~next;
        var share = (float)(line - lines[next - 1]) / (lines[next] - lines[next - 1]);
        var before = rows[next - 1].AsSpan(firstSample, values.Length);
        var after = rows[next].AsSpan(firstSample, values.Length);
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = before[index] + (share * (after[index] - before[index]));
        }
    }

    private static float[] Dense(float[] samples, float[] values, int width)
    {
        var dense = new float[width];
        var next = 0;
        for (var sample = 0; sample < width; sample++)
        {
            while (next < samples.Length && samples[next] < sample)
            {
                next++;
            }

            dense[sample] =
                next == 0 ? values[0]
                : next == samples.Length ? values[^1]
                : values[next - 1]
                    + ((sample - samples[next - 1]) / (samples[next] - samples[next - 1]) * (values[next] - values[next - 1]));
        }

        return dense;
    }
}
