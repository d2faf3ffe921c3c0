namespace Review.Domain.Detection.DarkSpot;

/// <summary>One window on its way from pixels to probabilities.</summary>
internal sealed class DarkSpotView
{
    // Levels of the tree of regions.
    private const double LevelDb = 0.1;
    private const int MostLevels = 400;

    // Regions are sought from this share of the least contrast on: their outer pixels are less dark than their middle.
    private const double OutlineShare = 0.6;

    private const double LeastSigmaDb = 0.05;
    private const int LeastPixels = 64;

    // Above the median, which a slick over much of a window would darken.
    private const double SeaQuantile = 0.6;

    // Outside regions darkness alone reaches the first, and nearness to a region the second: what is marked is marked by a region.
    private const float MostOutside = 0.45f;
    private const float MostUnmarked = 0.499f;

    // There, how far a pixel is below the bright part of the whole window counts this much beside its contrast to the local sea, which a
    // large slick bends to itself.
    private const float WindowShare = 0.3f;
    private const double BrightQuantile = 0.75;
    private const double BlurPixels = 4;
    private const float BlurredShare = 0.75f;
    private const double NearPixels = 5;
    private const float OnLand = 1e-4f;

    // Of a region's likelihood, what its palest pixel has: how dark a pixel is ranks it within its region.
    private const double PalestShare = 0.8;
    public const double Marked = 0.5;

    private const double GrowthBlurPixels = 2;

    private readonly DarkSpotParameters parameters;
    private readonly int width;
    private readonly int height;
    private readonly bool[] isData;
    private bool[]? isLand;
    private double leastLikelihood;
    private bool grows;
    private Borders? borders;
    private DarkSide? darkSide;

    private DarkSpotView(DarkSpotParameters parameters, int width, int height, bool[] isData) =>
        (this.parameters, this.width, this.height, this.isData) = (parameters, width, height, isData);

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
    /// <param name="leastLikelihood">Of a region that is marked.</param>
    /// <param name="isAlone">Look for a film over much of the window too, and let outlines grow: in one of a scene's windows, a lull of its
    /// size looks like a film.</param>
    /// <returns>Null when there is nothing to see.</returns>
    public static DarkSpotView? Of(
        float[] intensity,
        bool[] isData,
        int width,
        int height,
        DarkSpotParameters parameters,
        double leastLikelihood,
        bool isAlone
    )
    {
        if (isData.Count(data => data) < LeastPixels)
        {
            return null;
        }

        var view = new DarkSpotView(parameters, width, height, (bool[])isData.Clone()) { Intensity = intensity };
        view.LeaveOutLand();
        view.Filter();
        view.FindRegions();
        (view.leastLikelihood, view.grows) = (leastLikelihood, isAlone);
        if (isAlone)
        {
            view.FindDarkSide();
        }

        return view;
    }

    private void LeaveOutLand()
    {
        isLand = Shore.Find(Intensity, isData, width, height, parameters);
        for (var i = 0; i < isLand?.Length; i++)
        {
            isData[i] = isData[i] && !isLand[i];
        }
    }

    private void Filter()
    {
        Intensity = Reflectors.LeaveOut(Intensity, isData, width, height, SeaQuantile, parameters.ReflectorFactor);
        var floor = (float)Math.Max(1e-12, SpeckleFilter.QuantileOf(Intensity, i => isData[i], SeaQuantile) * parameters.FloorShare);
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

        Smooth = SpeckleFilter.Diffuse(
            Filtered,
            width,
            height,
            parameters.DiffusionSteps,
            parameters.DiffusionEdgeSigmas * SpeckleFilter.NeighbourSigma(Filtered, isData, width)
        );
        var surface = SeaSurface.Fit(Smooth, isData, width, height, parameters);
        Contrast = new float[lee.Length];
        for (var i = 0; i < lee.Length; i++)
        {
            Contrast[i] = isData[i] ? surface[i] - Smooth[i] : 0;
        }

        // From the brighter side, where no slick is.
        var stray = SpeckleFilter.QuantileOf(Contrast, i => isData[i] && Contrast[i] < 0, 0.5);
        SeaSigmaDb = double.IsNaN(stray) ? LeastSigmaDb : Math.Max(LeastSigmaDb, -SpeckleFilter.SigmaOfMedian * stray);
    }

    private void FindRegions()
    {
        borders = new Borders(Filtered, Contrast, SeaSigmaDb, isData, width, height, parameters);
        SpeckleSteps = borders.SpeckleSteps;
        var least = Math.Max(parameters.LeastContrastDb, parameters.LeastContrastSigmas * SeaSigmaDb) * OutlineShare;
        var levels = new short[Contrast.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = isData[i] ? (short)Math.Clamp((Contrast[i] - least) / LevelDb + 1, 0, MostLevels) : (short)-1;
        }

        var tree = new DarkRegionTree(levels, width);
        var (gains, sides) = borders.OpenedAndClosed(levels);
        var chosen = tree.Choose(Contrast, gains, sides, parameters.LeastAreaPixels, parameters.YieldShare);
        var measure = new RegionMeasure(Contrast, isData, width, height, borders, tree.Owner);
        Regions = [.. chosen.Select(region => (region, measure.Of(region)))];
    }

    private void FindDarkSide()
    {
        var likeliest = DarkSide.Likeliest(Smooth, Contrast, SeaSigmaDb, isData, width, borders!, parameters);
        darkSide = likeliest?.Likelihood > parameters.DarkSideLikelihood ? likeliest : null;
    }

    /// <summary>
    /// Probability of a dark spot at each pixel: above <see cref="Marked"/> inside the regions that are likely, below it elsewhere.
    /// </summary>
    public float[] Answer()
    {
        var outside = Outside();
        var any = (float[])outside.Clone();
        foreach (var (region, features) in Regions)
        {
            var likelihood = features.Likelihood(parameters.Weights);
            Mark(any, region, likelihood, likelihood >= leastLikelihood, outside);
        }

        if (darkSide is not null)
        {
            Mark(any, darkSide.Region, darkSide.Probability(parameters.DarkSideLikelihood), true, outside);
        }

        Grow(any);
        AddNear(any);
        return any;
    }

    private static void Mark(float[] any, DarkRegion region, double likelihood, bool isLikely, float[] outside)
    {
        foreach (var pixel in region.Pixels)
        {
            var ranked = likelihood * (PalestShare + ((1 - PalestShare) * (outside[pixel] / MostOutside)));
            any[pixel] = (float)(
                isLikely ? Math.Max(any[pixel], Math.Max(Marked + 1e-4, ranked)) : Math.Min(MostUnmarked, Math.Max(any[pixel], ranked))
            );
        }
    }

    // By how dark a pixel is, and mostly by how dark its surroundings are: through speckle a pixel alone says little.
    private float[] Outside()
    {
        var bright = (float)SpeckleFilter.QuantileOf(Smooth, i => isData[i], BrightQuantile);
        var darkness = new float[Contrast.Length];
        for (var i = 0; i < darkness.Length; i++)
        {
            darkness[i] =
                !isData[i] ? 0
                : darkSide is not null ? darkSide.Contrast[i]
                : Contrast[i] + (WindowShare * (bright - Smooth[i] - Contrast[i]));
        }

        var blurred = Smoothing.Gaussian(darkness, width, height, BlurPixels);
        var scale = (float)(1 / Math.Max(1, 2 * SeaSigmaDb));
        var any = new float[darkness.Length];
        for (var i = 0; i < any.Length; i++)
        {
            var db = darkness[i] + (BlurredShare * (blurred[i] - darkness[i]));
            any[i] =
                isData[i] ? MostOutside / (1 + MathF.Exp(-1.5f * ((scale * db) - 1)))
                : isLand?[i] == true ? OnLand
                : 0;
        }

        return any;
    }

    // Hysteresis: from each likely region into what is about as dark beside it, and ranks high.
    private void Grow(float[] any)
    {
        var seeds = Regions
            .Select(one => one.Region)
            .Where(region => any[region.Pixels[0]] >= Marked)
            .OrderByDescending(region => region.ContrastDb)
            .ToList();
        if (!grows || seeds.Count == 0 || parameters.GrowthShare == 0)
        {
            return;
        }

        var blurred = Smoothing.Gaussian(Contrast, width, height, GrowthBlurPixels);
        var isTaken = Array.ConvertAll(any, probability => probability >= Marked);
        foreach (var region in seeds)
        {
            var least = parameters.GrowthShare * region.ContrastDb;
            bool Belongs(int pixel) => isData[pixel] && blurred[pixel] >= least && any[pixel] >= parameters.GrowthRank;
            foreach (
                var pixel in Growth.From(
                    region.Pixels,
                    width,
                    height,
                    Belongs,
                    (int)(parameters.GrowthMost * region.Pixels.Length),
                    isTaken
                )
            )
            {
                any[pixel] = (float)(Marked + 1e-4);
                isTaken[pixel] = true;
            }
        }
    }

    // The nearer to a marked region, the more likely: films thin out, and people draw them with a margin.
    private void AddNear(float[] any)
    {
        var near = Smoothing.Gaussian(
            Array.ConvertAll(any, probability => probability >= Marked ? probability : 0),
            width,
            height,
            NearPixels
        );
        for (var i = 0; i < any.Length; i++)
        {
            if (isData[i] && any[i] < Marked)
            {
                any[i] = Math.Min(MostUnmarked, any[i] + (0.5f * near[i]));
            }
        }
    }
}
