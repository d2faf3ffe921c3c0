namespace Review.Domain.Detection.DarkSpot;

/// <summary>What it is worth to draw an outline along a pixel's side: the step there, beyond what speckle alone makes.</summary>
internal sealed class Borders
{
    private readonly DarkSpotParameters parameters;
    private readonly int width;
    private readonly BorderGradient[] gradients;
    private readonly float[] prices;

    /// <param name="filtered">dB after the Lee filter.</param>
    /// <param name="contrast">How far below the sea, dB.</param>
    /// <param name="seaSigmaDb">Standard deviation of the smoothed sea.</param>
    public Borders(
        float[] filtered,
        float[] contrast,
        double seaSigmaDb,
        bool[] isData,
        int width,
        int height,
        DarkSpotParameters parameters
    )
    {
        (this.parameters, this.width) = (parameters, width);
        gradients = BorderGradient.Measure(filtered, isData, width, height, parameters.BorderArmsPixels);
        SpeckleSteps = [.. gradients.Select(gradient => SpeckleStep(gradient, contrast, seaSigmaDb, isData, width, height))];
        prices = [.. SpeckleSteps.Select(step => (float)((parameters.BorderGradientFactor * step) + parameters.BorderGradientDb))];
    }

    /// <summary>Mean step that the outlines of speckle have on each arm, dB.</summary>
    public double[] SpeckleSteps { get; }

    /// <summary>How much brighter it gets across a side, dB.</summary>
    /// <param name="dx">1 or -1 with <paramref name="dy"/> 0, or the other way round.</param>
    public float Step(int arm, int pixel, int dx, int dy) => gradients[arm].Across(pixel, dx, dy);

    /// <summary>
    /// A sharp step pays on the short arm, a step in much speckle on the long one. In dB; below 0 where there is no edge.
    /// </summary>
    public float Gain(int pixel, int dx, int dy)
    {
        var (best, most) = (float.MinValue, (float)parameters.BorderGradientMostDb);
        for (var arm = 0; arm < prices.Length; arm++)
        {
            best = Math.Max(best, Math.Min(most, gradients[arm].Across(pixel, dx, dy)) - prices[arm]);
        }

        return Math.Max(best, -most);
    }

    /// <summary>
    /// For every pixel, what its sides change when a region that grows from dark to bright takes it in: every edge is opened by the darker
    /// of its pixels and closed by the brighter one.
    /// </summary>
    /// <param name="levels">How dark; -1 where nothing is known.</param>
    public (double[] Gains, int[] Sides) OpenedAndClosed(short[] levels)
    {
        var (gains, sides) = (new double[levels.Length], new int[levels.Length]);
        for (var i = 0; i < levels.Length; i++)
        {
            if (i + width < levels.Length)
            {
                Open(i, i + width, 0, 1);
            }

            if ((i + 1) % width != 0)
            {
                Open(i, i + 1, 1, 0);
            }
        }

        return (gains, sides);

        void Open(int pixel, int other, int dx, int dy)
        {
            if (levels[pixel] == levels[other] || levels[pixel] < 0 || levels[other] < 0)
            {
                return;
            }

            var gain = levels[pixel] > levels[other] ? Gain(pixel, dx, dy) : Gain(other, -dx, -dy);
            var sign = levels[pixel] > levels[other] ? 1 : -1;
            gains[pixel] += sign * gain;
            gains[other] -= sign * gain;
            sides[pixel] += sign;
            sides[other] -= sign;
        }
    }

    // What outlines of nothing look like: those of the darker half of the sea.
    private static double SpeckleStep(BorderGradient gradient, float[] contrast, double seaSigmaDb, bool[] isData, int width, int height)
    {
        const double withoutAny = 0.1;
        var (sum, count) = (0d, 0);
        for (var row = 1; row < height - 1; row++)
        {
            for (var i = (row * width) + 1; i < ((row + 1) * width) - 1; i++)
            {
                if (!isData[i] || contrast[i] <= 0 || contrast[i] > 2 * seaSigmaDb)
                {
                    continue;
                }

                if (isData[i + 1] && contrast[i + 1] <= 0)
                {
                    sum += Math.Abs(gradient.Across(i, 1, 0));
                    count++;
                }

                if (isData[i + width] && contrast[i + width] <= 0)
                {
                    sum += Math.Abs(gradient.Across(i, 0, 1));
                    count++;
                }
            }
        }

        return count == 0 ? withoutAny : sum / count;
    }
}
