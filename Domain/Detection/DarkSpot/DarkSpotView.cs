namespace Review.Domain.Detection.DarkSpot;

/// <summary>One window on its way from pixels to probabilities.</summary>
internal sealed class DarkSpotView
{
    private const double LevelDb = 0.1;
    private const double LeastSigmaDb = 0.05;
    private readonly DarkSpotParameters parameters;
    private readonly int width;
    private readonly int height;
    private readonly bool[] isData;
    private readonly bool[] isLand;
    private BorderGradient[] steps = [];
    private float[] prices = [];
    private int[] owner = [];

    private DarkSpotView(DarkSpotParameters parameters, int width, int height, bool[] isData) => (this.parameters, this.width, this.height, this.isData, isLand) = (parameters, width, height, isData, new bool[isData.Length]);

    /// <summary>Intensity without reflectors.</summary>
    public float[] Intensity { get; private set; } = [];

    /// <summary>dB after the Lee filter.</summary>
    public float[] Filtered { get; private set; } = [];

    /// <summary>dB after diffusion.</summary>
    public float[] Smooth { get; private set; } = [];

    /// <summary>How far below the sea, dB.</summary>
    public float[] Contrast { get; private set; } = [];

    /// <summary>Standard deviation of the smoothed sea, dB.</summary>
    public double SeaSigmaDb { get; private set; }

    /// <summary>Mean step that the outlines of speckle have on each arm, dB.</summary>
    public double[] SpeckleSteps { get; private set; } = [];

    public IReadOnlyList<(DarkRegion Region, RegionFeatures Features)> Regions { get; private set; } = [];

    /// <param name="intensity">Linear, filled in where nothing is known.</param>
    /// <returns>Null when there is nothing to see.</returns>
    public static DarkSpotView? Of(float[] intensity, bool[] isData, int width, int height, DarkSpotParameters parameters)
    {
        if (isData.Count(data => data) < 64)
        {
            return null;
        }

        var view = new DarkSpotView(parameters, width, height, (bool[])isData.Clone()) { Intensity = intensity };
        view.LeaveOutLand();
        view.Filter();
        view.FindRegions();
        return view;
    }

    // Land is bright and rough over many pixels; left in, it would draw the sea's surface to itself, and the sea beside it would look dark.
    private void LeaveOutLand()
    {
        var (mean, variation) = SpeckleFilter.Variation(Intensity, width, height, 3);
        var roughness = Smoothing.Box(variation, width, height, parameters.LandScalePixels);
        var level = Smoothing.Box(mean, width, height, parameters.LandScalePixels);
        var smoothest = SpeckleFilter.QuantileOf(roughness, i => isData[i], 0.2);
        var sea = SpeckleFilter.QuantileOf(level, i => isData[i] && roughness[i] < 1.7 * smoothest, 0.5);
        var rough = new float[Intensity.Length];
        for (var i = 0; i < rough.Length; i++)
        {
            rough[i] = isData[i] && level[i] > parameters.LandBrightness * sea && roughness[i] > parameters.LandRoughness * smoothest ? 1 : 0;
        }

        // A ship is bright too, but small: only what fills most of a larger neighbourhood is land, and then with its margin.
        var share = Smoothing.Box(rough, width, height, 3 * parameters.LandScalePixels);
        var core = new float[rough.Length];
        for (var i = 0; i < rough.Length; i++)
        {
            core[i] = share[i] > 0.4f ? 1 : 0;
        }

        var margin = Smoothing.Box(core, width, height, 3 * parameters.LandScalePixels);
        if (Array.TrueForAll(core, one => one == 0))
        {
            return;
        }

        for (var i = 0; i < rough.Length; i++)
        {
            isLand[i] = core[i] > 0 || (margin[i] > 0 && rough[i] > 0);
            isData[i] = isData[i] && !isLand[i];
        }
    }

    private void Filter()
    {
        Intensity = WithoutReflectors(Intensity);
        var floor = (float)Math.Max(1e-12, SpeckleFilter.QuantileOf(Intensity, i => isData[i], 0.6) * parameters.FloorShare);
        for (var i = 0; i < Intensity.Length; i++)
        {
            Intensity[i] += floor;
        }

        var speckle = SpeckleFilter.SpeckleVariance(Intensity, isData, width, height, 3);
        var lee = SpeckleFilter.Lee(Intensity, width, height, parameters.LeeRadiusPixels, speckle);
        Filtered = new float[lee.Length];
        for (var i = 0; i < lee.Length; i++)
        {
            Filtered[i] = 10 * MathF.Log10(Math.Max(floor, lee[i]));
        }

        Smooth = SpeckleFilter.Diffuse(Filtered, width, height, parameters.DiffusionSteps, parameters.DiffusionEdgeSigmas * NeighbourSigma(Filtered));
        var surface = SeaSurface.Fit(Smooth, isData, width, height, parameters);
        Contrast = new float[lee.Length];
        for (var i = 0; i < lee.Length; i++)
        {
            Contrast[i] = isData[i] ? surface[i] - Smooth[i] : 0;
        }

        // From the brighter side, where no slick is.
        var stray = SpeckleFilter.QuantileOf(Contrast, i => isData[i] && Contrast[i] < 0, 0.5);
        SeaSigmaDb = double.IsNaN(stray) ? LeastSigmaDb : Math.Max(LeastSigmaDb, -1.4826 * stray);
    }

    private void FindRegions()
    {
        steps = BorderGradient.Measure(Filtered, isData, width, height, parameters.BorderArmsPixels);
        SpeckleSteps = [.. steps.Select(SpeckleStep)];
        prices = [.. SpeckleSteps.Select(step => (float)((parameters.BorderGradientFactor * step) + parameters.BorderGradientDb))];
        var least = Math.Max(parameters.LeastContrastDb, parameters.LeastContrastSigmas * SeaSigmaDb) * 0.6;
        var levels = new short[Contrast.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = isData[i] ? (short)Math.Clamp((Contrast[i] - least) / LevelDb + 1, 0, 400) : (short)-1;
        }

        var tree = new DarkRegionTree(levels, width);
        owner = tree.Owner;
        var (gains, sides) = Edges(levels);
        Regions = [.. tree.Choose(Contrast, gains, sides, parameters.LeastAreaPixels, parameters.YieldShare).Select(region => (region, Features(region)))];
    }

    // Every edge is opened by the darker of its pixels and closed by the brighter one.
    private (double[] Gains, int[] Sides) Edges(short[] levels)
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

    // A sharp step pays on the short arm, a step in much speckle on the long one.
    private float Gain(int pixel, int dx, int dy)
    {
        var (best, most) = (float.MinValue, (float)parameters.BorderGradientMostDb);
        for (var arm = 0; arm < prices.Length; arm++)
        {
            best = Math.Max(best, Math.Min(most, steps[arm].Across(pixel, dx, dy)) - prices[arm]);
        }

        return Math.Max(best, -most);
    }

    private RegionFeatures Features(DarkRegion region)
    {
        var (sums, strong, edges, rim) = (new double[SpeckleSteps.Length], 0, 0, 0);
        var (ringSum, ringCount) = (0d, 0);
        var (mx, my, xx, yy, xy, square) = (0d, 0d, 0d, 0d, 0d, 0d);
        Span<(int X, int Y)> sides = [(1, 0), (-1, 0), (0, 1), (0, -1)];
        foreach (var pixel in region.Pixels)
        {
            var (column, row) = (pixel % width, pixel / width);
            mx += column;
            my += row;
            xx += (double)column * column;
            yy += (double)row * row;
            xy += (double)column * row;
            square += Contrast[pixel] * Contrast[pixel];
            foreach (var (dx, dy) in sides)
            {
                var (x, y) = (column + dx, row + dy);
                if (x < 0 || y < 0 || x >= width || y >= height)
                {
                    rim++;
                    continue;
                }

                if (owner[(y * width) + x] == region.Number)
                {
                    continue;
                }

                if (!isData[(y * width) + x])
                {
                    rim++;
                    continue;
                }

                edges++;
                for (var arm = 0; arm < sums.Length; arm++)
                {
                    sums[arm] += steps[arm].Across(pixel, dx, dy);
                }

                strong += Gain(pixel, dx, dy) > 0 ? 1 : 0;
                var (ox, oy) = (Math.Clamp(column + (8 * dx), 0, width - 1), Math.Clamp(row + (8 * dy), 0, height - 1));
                var outer = (oy * width) + ox;
                if (isData[outer] && owner[outer] != region.Number)
                {
                    ringSum += Contrast[outer];
                    ringCount++;
                }
            }
        }

        var n = (double)region.Pixels.Length;
        var (vx, vy, cov) = ((xx / n) - (mx / n * mx / n), (yy / n) - (my / n * my / n), (xy / n) - (mx / n * my / n));
        var root = Math.Sqrt(((vx - vy) * (vx - vy)) + (4 * cov * cov));
        var count = Math.Max(1, edges);
        var variance = Math.Max(0, (square / n) - (region.ContrastDb * region.ContrastDb));
        return new RegionFeatures(
            region.Pixels.Length,
            region.ContrastDb,
            region.ContrastDb / (SeaSigmaDb + 0.3),
            sums[0] / count,
            sums[0] / count / (SpeckleSteps[0] + 0.1),
            sums.Select((sum, arm) => sum / count / (SpeckleSteps[arm] + 0.1)).Max(),
            sums[^2] / Math.Max(0.1 * count, sums[^1]),
            strong / (double)count,
            Math.Clamp(sums[0] / count / Math.Max(0.3, region.ContrastDb), 0, 1),
            ringCount == 0 ? 0 : ringSum / ringCount / Math.Max(0.3, region.ContrastDb),
            edges * edges / (4 * Math.PI * n),
            Math.Sqrt((vx + vy + root) / Math.Max(0.5, vx + vy - root)),
            rim / (double)(edges + rim + 1),
            n / isData.Count(data => data),
            Math.Sqrt(variance) / Math.Max(0.3, region.ContrastDb));
    }

    /// <summary>Probability of a dark spot at each pixel.</summary>
    public float[] Answer()
    {
        var any = new float[Contrast.Length];
        var blurred = Smoothing.Gaussian(Contrast, width, height, 2);
        var share = (float)(0.5 / Math.Max(1, 2 * SeaSigmaDb));
        for (var i = 0; i < any.Length; i++)
        {
            any[i] = isData[i] ? 0.45f / (1 + MathF.Exp(-1.5f * ((share * (Contrast[i] + blurred[i])) - 1))) : isLand[i] ? 1e-4f : 0;
        }

        foreach (var (region, features) in Regions)
        {
            var likelihood = features.Likelihood(parameters.Weights);
            foreach (var pixel in region.Pixels)
            {
                var own = any[pixel] / 0.45;
                any[pixel] = (float)(likelihood >= 0.5 ? Math.Max(0.5001, likelihood * (0.8 + (0.2 * own))) : Math.Min(0.499, Math.Max(any[pixel], likelihood * (0.8 + (0.2 * own)))));
            }
        }

        return any;
    }

    // What outlines of nothing look like: those of the darker half of the sea.
    private double SpeckleStep(BorderGradient gradient)
    {
        var (sum, count) = (0d, 0);
        for (var row = 1; row < height - 1; row++)
        {
            for (var i = (row * width) + 1; i < ((row + 1) * width) - 1; i++)
            {
                if (!isData[i] || Contrast[i] <= 0 || Contrast[i] > 2 * SeaSigmaDb)
                {
                    continue;
                }

                if (isData[i + 1] && Contrast[i + 1] <= 0)
                {
                    sum += Math.Abs(gradient.Across(i, 1, 0));
                    count++;
                }

                if (isData[i + width] && Contrast[i + width] <= 0)
                {
                    sum += Math.Abs(gradient.Across(i, 0, 1));
                    count++;
                }
            }
        }

        return count == 0 ? 0.1 : sum / count;
    }

    private float[] WithoutReflectors(float[] intensity)
    {
        var middle = (float)SpeckleFilter.QuantileOf(intensity, i => isData[i], 0.6);
        var clipped = new float[intensity.Length];
        for (var i = 0; i < clipped.Length; i++)
        {
            clipped[i] = Math.Min(intensity[i], 8 * middle);
        }

        var local = Smoothing.Box(clipped, width, height, 10);
        for (var i = 0; i < clipped.Length; i++)
        {
            clipped[i] = intensity[i] > parameters.ReflectorFactor * 2 * local[i] ? local[i] : clipped[i];
        }

        return clipped;
    }

    private double NeighbourSigma(float[] db)
    {
        var differences = new List<float>();
        for (var i = 0; i < db.Length - 1; i += 13)
        {
            if (isData[i] && isData[i + 1] && (i + 1) % width != 0)
            {
                differences.Add(Math.Abs(db[i + 1] - db[i]));
            }
        }

        return Math.Max(0.02, 1.4826 * SpeckleFilter.Quantile([.. differences], 0.5));
    }
}
