using Review.Domain.Scenes;

namespace Review.Domain.Detection.DarkSpot;

/// <summary>One window on its way from pixels to probabilities.</summary>
internal sealed class DarkSpotView
{
    private const double LevelDb = 0.1;
    private readonly DarkSpotParameters parameters;
    private readonly int width;
    private readonly int height;
    private readonly bool[] isData;

    private DarkSpotView(DarkSpotParameters parameters, int width, int height, bool[] isData) => (this.parameters, this.width, this.height, this.isData) = (parameters, width, height, isData);

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

    /// <summary>Mean step that the outlines of speckle have, dB.</summary>
    public double SpeckleStepDb { get; private set; }

    public IReadOnlyList<DarkRegion> Regions { get; private set; } = [];

    /// <returns>Null when there is nothing to see.</returns>
    public static DarkSpotView? Of(PixelWindow window, DarkSpotParameters parameters)
    {
        var (intensity, isData) = NoData.Separate(window);
        if (isData.Count(data => data) < 64)
        {
            return null;
        }

        var view = new DarkSpotView(parameters, window.Width, window.Height, isData) { Intensity = intensity };
        view.Filter();
        view.FindRegions();
        return view;
    }

    private void Filter()
    {
        Intensity = WithoutReflectors(Intensity);
        var speckle = SpeckleFilter.SpeckleVariance(Intensity, isData, width, height, 3);
        var lee = SpeckleFilter.Lee(Intensity, width, height, parameters.LeeRadiusPixels, speckle);
        Filtered = new float[lee.Length];
        var floor = (float)Math.Max(1e-12, SpeckleFilter.Quantile([.. lee.Where((value, i) => isData[i] && value > 0)], 0.5) * 1e-3);
        for (var i = 0; i < lee.Length; i++)
        {
            Filtered[i] = 10 * MathF.Log10(Math.Max(floor, lee[i]));
        }

        Smooth = SpeckleFilter.Diffuse(Filtered, width, height, parameters.DiffusionSteps, parameters.DiffusionEdgeSigmas * NeighbourSigma(Filtered));
        var surface = SeaSurface.Fit(Smooth, isData, width, height, parameters.ThresholdBelowMeanDb, parameters.LocalSeaShare);
        Contrast = new float[lee.Length];
        for (var i = 0; i < lee.Length; i++)
        {
            Contrast[i] = isData[i] ? surface[i] - Smooth[i] : 0;
        }

        // From the brighter side, where no slick is.
        SeaSigmaDb = Math.Max(0.05, 1.4826 * SpeckleFilter.Quantile([.. Contrast.Where((value, i) => isData[i] && value < 0).Select(value => -value)], 0.5));
    }

    private void FindRegions()
    {
        SpeckleStepDb = SpeckleStep();
        var levels = new int[Contrast.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = isData[i] ? (int)Math.Clamp(Contrast[i] / LevelDb, 0, 400) : -1;
        }

        var least = Math.Max(parameters.LeastContrastDb, parameters.LeastContrastSigmas * SeaSigmaDb) * 0.6;
        var price = (parameters.BorderGradientFactor * SpeckleStepDb) + parameters.BorderGradientDb;
        Regions = new DarkRegionTree(levels, width, height).Choose(Contrast, StepAcross, price, parameters.BorderGradientMostDb, (int)(least / LevelDb), parameters.LeastAreaPixels);
    }

    public ClassProbabilities Answer()
    {
        var any = new float[Contrast.Length];
        var blurred = Smoothing.Gaussian(Contrast, width, height, 2);
        for (var i = 0; i < any.Length; i++)
        {
            var darkness = ((0.5 * Contrast[i]) + (0.5 * blurred[i])) / Math.Max(1, 2 * SeaSigmaDb);
            any[i] = isData[i] ? (float)(0.45 / (1 + Math.Exp(-1.5 * (darkness - 1)))) : 0;
        }

        foreach (var region in Regions)
        {
            var likelihood = Likelihood(region);
            foreach (var pixel in region.Pixels)
            {
                var own = any[pixel] / 0.45;
                any[pixel] = (float)(likelihood >= 0.5 ? Math.Max(0.5001, likelihood * (0.8 + (0.2 * own))) : Math.Min(0.499, Math.Max(any[pixel], likelihood * (0.8 + (0.2 * own)))));
            }
        }

        return new ClassProbabilities([new float[any.Length], any]);
    }

    private double Likelihood(DarkRegion region)
    {
        var step = region.StepDb / (SpeckleStepDb + 0.2);
        var contrast = region.ContrastDb / (SeaSigmaDb + 0.4);
        var size = Math.Log10(region.Pixels.Length / 100.0);
        return 1 / (1 + Math.Exp(-(-5 + (1.4 * step) + (0.9 * contrast) + (0.8 * size))));
    }

    // Means over arms of a few pixels on either side, three wide.
    private float StepAcross(int pixel, int dx, int dy)
    {
        var (column, row) = (pixel % width, pixel / width);
        var inside = Arm(column, row, -dx, -dy);
        var outside = Arm(column + dx, row + dy, dx, dy);
        return float.IsNaN(inside) || float.IsNaN(outside) ? 0 : outside - inside;
    }

    private float Arm(int column, int row, int dx, int dy)
    {
        var (sum, count) = (0f, 0);
        for (var along = 0; along < parameters.BorderArmPixels; along++)
        {
            for (var across = -1; across <= 1; across++)
            {
                var (x, y) = (column + (along * dx) + (across * dy), row + (along * dy) + (across * dx));
                if (x >= 0 && y >= 0 && x < width && y < height && isData[(y * width) + x])
                {
                    sum += Filtered[(y * width) + x];
                    count++;
                }
            }
        }

        return count == 0 ? float.NaN : sum / count;
    }

    // What outlines of nothing look like: those of the darker half of the sea.
    private double SpeckleStep()
    {
        var (sum, count) = (0d, 0);
        for (var row = 1; row < height - 1; row++)
        {
            for (var column = 1; column < width - 1; column++)
            {
                var i = (row * width) + column;
                if (!isData[i] || Contrast[i] <= 0 || Contrast[i] > 2 * SeaSigmaDb)
                {
                    continue;
                }

                if (isData[i + 1] && Contrast[i + 1] <= 0)
                {
                    sum += Math.Abs(StepAcross(i, 1, 0));
                    count++;
                }

                if (isData[i + width] && Contrast[i + width] <= 0)
                {
                    sum += Math.Abs(StepAcross(i, 0, 1));
                    count++;
                }
            }
        }

        return count == 0 ? 0.1 : sum / count;
    }

    private float[] WithoutReflectors(float[] intensity)
    {
        var middle = (float)SpeckleFilter.Quantile([.. intensity.Where((_, i) => isData[i])], 0.6);
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
        for (var i = 0; i < db.Length - 1; i += 2)
        {
            if (isData[i] && isData[i + 1] && (i + 1) % width != 0)
            {
                differences.Add(Math.Abs(db[i + 1] - db[i]));
            }
        }

        return Math.Max(0.02, 1.4826 * SpeckleFilter.Quantile([.. differences], 0.5));
    }
}
