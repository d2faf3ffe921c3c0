namespace Review.Domain.Detection.DarkSpot;

/// <summary>
/// A window cut in two, dark and bright. Where a film covers most of it the sea's surface follows the film, and where it is uneven no one
/// threshold has edges all along its outline; then the darker of two levels (Otsu 1979) is the film if its outline looks like one.
/// </summary>
internal sealed class DarkSide
{
    // The outline is drawn through speckle.
    private const double BlurPixels = 3;

    // Specks and gaps below this share of the window are closed.
    private const double LeastPiece = 0.004;

    // Of one that is just likely enough: it must be kept.
    private const double LeastProbability = 0.62;

    // Added to what is divided by: of water without speckle.
    private const double LeastDb = 0.1;

    private DarkSide(float[] contrast, DarkRegion region, double likelihood) =>
        (Contrast, Region, Likelihood) = (contrast, region, likelihood);

    /// <summary>How far below the sea that it was cut by, dB.</summary>
    public float[] Contrast { get; }

    /// <summary>In any number of pieces.</summary>
    public DarkRegion Region { get; }

    /// <summary>How much of a film and of this region would be common to both, by what its outline looks like.</summary>
    public double Likelihood { get; }

    /// <summary>What its pixels are given.</summary>
    public double Probability(double least) => LeastProbability + ((1 - LeastProbability) * (Likelihood - least) / (1 - least));

    /// <summary>Cuts three times: below a plane through the brighter level, below that level itself, and below the usual surface.</summary>
    /// <param name="db">After diffusion.</param>
    /// <param name="usual">How far it is below the usual surface, dB.</param>
    /// <returns>The likeliest; null when there is only one level, or every dark side is small.</returns>
    public static DarkSide? Likeliest(
        float[] db,
        float[] usual,
        double seaSigmaDb,
        bool[] isData,
        int width,
        Borders borders,
        DarkSpotParameters parameters
    )
    {
        var height = db.Length / width;
        if (TwoLevels.Of(db, isData, width, height) is not { } levels || TwoLevels.Of(usual, isData, width, height) is not { } usualLevels)
        {
            return null;
        }

        var plane = SeaSurface.OfBrightPart(levels, width, height);
        DarkSide?[] sides =
        [
            Of(Below(i => plane[i] - db[i]), levels.Separation / 2),
            Of(Below(i => (float)levels.Upper - db[i]), levels.Separation / 2),
            Of(usual, (usualLevels.Lower + usualLevels.Upper) / 2),
        ];
        return sides.MaxBy(side => side?.Likelihood ?? 0);

        float[] Below(Func<int, float> contrast)
        {
            var result = new float[db.Length];
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = isData[i] ? contrast(i) : 0;
            }

            return result;
        }

        DarkSide? Of(float[] contrast, double threshold)
        {
            var owner = Cut(contrast, threshold, isData, width);
            int[] pixels = [.. Enumerable.Range(0, owner.Length).Where(i => owner[i] == 0)];
            if (pixels.Length <= parameters.DarkSideShare * contrast.Length)
            {
                return null;
            }

            var region = new DarkRegion(0, pixels, pixels.Average(pixel => contrast[pixel]));
            var features = new RegionMeasure(contrast, isData, width, height, borders, owner).Of(region);
            var vector = Vector(features, region, contrast.Length, borders.SpeckleSteps[^2], seaSigmaDb);
            var sum = vector.Zip(parameters.DarkSideWeights, (value, weight) => value * weight).Sum();
            return new DarkSide(contrast, region, 1 / (1 + Math.Exp(-sum)));
        }
    }

    /// <summary>Logarithms of what grows over orders of magnitude; the first is 1.</summary>
    private static double[] Vector(RegionFeatures features, DarkRegion region, int windowPixels, double speckleDb, double seaSigmaDb) =>
        [
            1,
            features.Outlined,
            Math.Log(Math.Clamp(features.Steepness, 0.05, 0.6)),
            Math.Min(features.Unevenness, 1),
            features.Rim,
            Math.Log(Math.Max(1e-3, region.Pixels.Length / (double)windowPixels)),
            Math.Clamp(features.Surrounds, 0, 1),
            Math.Log(Math.Max(0.3, region.ContrastDb / (speckleDb + LeastDb))),
            Math.Log(Math.Max(0.5, region.ContrastDb / (seaSigmaDb + LeastDb))),
            features.Halved,
        ];

    // 0 inside, -1 outside.
    private static int[] Cut(float[] contrast, double threshold, bool[] isData, int width)
    {
        var blurred = Smoothing.Gaussian(contrast, width, contrast.Length / width, BlurPixels);
        var isDark = new bool[contrast.Length];
        for (var i = 0; i < isDark.Length; i++)
        {
            isDark[i] = isData[i] && blurred[i] > threshold;
        }

        Close(isDark, width, false);
        Close(isDark, width, true);
        return Array.ConvertAll(isDark, dark => dark ? 0 : -1);
    }

    private static void Close(bool[] isDark, int width, bool gaps)
    {
        var pieces = Pieces.Of(gaps ? Array.ConvertAll(isDark, dark => !dark) : isDark, width).Pixels;
        foreach (var pixel in pieces.Where(piece => piece.Length < LeastPiece * isDark.Length).SelectMany(piece => piece))
        {
            isDark[pixel] = gaps;
        }
    }
}
