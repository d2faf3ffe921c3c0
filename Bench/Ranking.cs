namespace Review.Bench;

/// <summary>How well numbers and masks agree with a true mask of the same length.</summary>
internal static class Ranking
{
    /// <summary>
    /// Area under the receiver operating characteristic: how often a pixel inside ranks above one outside; equal ones count half (Mann and
    /// Whitney 1947).
    /// </summary>
    /// <returns>NaN when there is no pixel inside, or none outside.</returns>
    public static double Auc(float[] values, bool[] truth)
    {
        var (sorted, order) = ((float[])values.Clone(), Enumerable.Range(0, values.Length).ToArray());
        Array.Sort(sorted, order);
        double pairs = 0,
            insideAll = 0,
            outsideAll = 0;
        var from = 0;
        while (from < sorted.Length)
        {
            double inside = 0,
                outside = 0;
            var to = from;
            for (; to < sorted.Length && sorted[to].Equals(sorted[from]); to++)
            {
                inside += truth[order[to]] ? 1 : 0;
                outside += truth[order[to]] ? 0 : 1;
            }

            pairs += inside * (outsideAll + (outside / 2));
            (insideAll, outsideAll, from) = (insideAll + inside, outsideAll + outside, to);
        }

        return pairs / (insideAll * outsideAll);
    }

    /// <returns>Intersection over union; 1 when both are empty.</returns>
    public static double Iou(bool[] mask, bool[] truth)
    {
        var (both, any) = (0, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            both += mask[i] && truth[i] ? 1 : 0;
            any += mask[i] || truth[i] ? 1 : 0;
        }

        return any == 0 ? 1 : both / (double)any;
    }

    /// <summary>The threshold between two classes that differ the most (Otsu 1979), over 256 steps.</summary>
    public static float Otsu(float[] values)
    {
        const int bins = 256;
        var (least, most) = (values.Min(), values.Max());
        var scale = (bins - 1) / Math.Max(1e-12, most - least);
        var counts = new double[bins];
        foreach (var value in values)
        {
            counts[(int)((value - least) * scale)]++;
        }

        double below = 0,
            sumBelow = 0,
            best = -1;
        var (sum, threshold) = (counts.Select((count, bin) => bin * count).Sum(), 0);
        for (var bin = 0; bin < bins - 1; bin++)
        {
            below += counts[bin];
            sumBelow += bin * counts[bin];
            var above = values.Length - below;
            var between = below * above * Math.Pow((sumBelow / Math.Max(1, below)) - ((sum - sumBelow) / Math.Max(1, above)), 2);
            (best, threshold) = between > best ? (between, bin) : (best, threshold);
        }

        return least + (float)((threshold + 1) / scale);
    }
}
