namespace Review.Domain.Detection.DarkSpot;

/// <summary>A window that is dark over so much of it that the sea's surface follows the dark: seen as two levels, and judged by its brighter one.</summary>
internal sealed class LargeFilm
{
    // The outline is drawn through speckle.
    private const double BlurPixels = 3;

    // Of a film whose edge is just steep enough.
    private const double LeastLikelihood = 0.62;

    private readonly DarkSpotParameters parameters;
    private readonly Pieces pieces;
    private readonly int width;

    private LargeFilm(float[] contrast, float[] blurred, bool[] isData, double least, int width, DarkSpotParameters parameters)
    {
        (Contrast, this.width, this.parameters) = (contrast, width, parameters);
        var isDark = new bool[contrast.Length];
        for (var i = 0; i < isDark.Length; i++)
        {
            isDark[i] = isData[i] && blurred[i] > least;
        }

        pieces = Pieces.Of(isDark, width);
    }

    /// <summary>How far below the brighter level, dB.</summary>
    public float[] Contrast { get; }

    /// <param name="db">After diffusion.</param>
    /// <returns>Null when the window is not of two levels, or dark over a small part only.</returns>
    public static LargeFilm? Of(float[] db, bool[] isData, int width, int height, DarkSpotParameters parameters)
    {
        if (TwoLevels.Of(db, isData, width, height) is not { } levels || !levels.IsFilm(parameters))
        {
            return null;
        }

        var surface = SeaSurface.OfBrightPart(levels, width, height);
        var contrast = new float[db.Length];
        for (var i = 0; i < contrast.Length; i++)
        {
            contrast[i] = isData[i] ? surface[i] - db[i] : 0;
        }

        return new LargeFilm(contrast, Smoothing.Gaussian(contrast, width, height, BlurPixels), isData, levels.Separation / 2, width, parameters);
    }

    /// <summary>The dark pieces that are large and have an edge around.</summary>
    public IEnumerable<(DarkRegion Region, double Likelihood)> Find(Borders borders, bool[] isData)
    {
        var measure = new RegionMeasure(Contrast, isData, width, Contrast.Length / width, borders, pieces.Owner);
        for (var number = 0; number < pieces.Pixels.Count; number++)
        {
            var pixels = pieces.Pixels[number];
            if (pixels.Length < parameters.FilmPieceShare * Contrast.Length)
            {
                continue;
            }

            var region = new DarkRegion(number, pixels, pixels.Average(pixel => Contrast[pixel]));
            var features = measure.Of(region);
            if (features.Outlined >= parameters.FilmOutlined && features.Steepness >= parameters.FilmEdgeShare)
            {
                yield return (region, features.Steepness / (features.Steepness + (parameters.FilmEdgeShare * (1 - LeastLikelihood) / LeastLikelihood)));
            }
        }
    }
}
