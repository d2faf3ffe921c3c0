namespace Review.Domain.Detection.DarkSpot;

/// <summary>Every number that the dark-spot detector depends on (configuration section <c>Detection:DarkSpot</c>).</summary>
public sealed record DarkSpotParameters
{
    /// <summary>Features that <see cref="Weights"/> weighs.</summary>
    public const int WeighedFeatures = 9;

    /// <summary>Features that <see cref="DarkSideWeights"/> weighs.</summary>
    public const int WeighedDarkSideFeatures = 10;

    /// <summary>
    /// Where speckle makes steps above it (dB), the window is looked at in squares of 2 × 2 pixels as well (multilooking; Lee and Pottier
    /// 2009).
    /// </summary>
    public double CoarseAboveDb { get; init; } = 0.35;

    /// <summary>Radius of the window of the Lee filter, pixels (Lee 1980).</summary>
    public int LeeRadiusPixels { get; init; } = 2;

    /// <summary>Steps of edge-stopping diffusion (Perona and Malik 1990; Yu and Acton 2002).</summary>
    public int DiffusionSteps { get; init; } = 24;

    /// <summary>Differences between neighbours above so many standard deviations of the filtered speckle are edges (the same).</summary>
    public double DiffusionEdgeSigmas { get; init; } = 1.2;

    /// <summary>Reflectors brighter than so many times the local mean are cut down to it (as CFAR ship detectors do).</summary>
    public double ReflectorFactor { get; init; } = 6;

    /// <summary>
    /// Land is where the mean over this radius (pixels) is so many times brighter than the smoothest water and its variation so many times
    /// that of speckle.
    /// </summary>
    public int LandScalePixels { get; init; } = 5;

    /// <inheritdoc cref="LandScalePixels"/>
    public double LandBrightness { get; init; } = 1.8;

    /// <inheritdoc cref="LandScalePixels"/>
    public double LandRoughness { get; init; } = 2.2;

    /// <summary>
    /// Pixels this far below the sea's surface do not count as sea; Solberg et al. 2007 use thresholds of 1.5 to 4.5 dB below the local
    /// mean.
    /// </summary>
    public double ThresholdBelowMeanDb { get; init; } = 2;

    /// <summary>
    /// The sea's surface is fitted to its brighter side first: weight of what lies above it; the rest below (asymmetric least squares,
    /// Newey and Powell 1987).
    /// </summary>
    public double BrighterShare { get; init; } = 0.95;

    /// <summary>
    /// What lies further below the surface than so many standard deviations of the sea is no sea, even above
    /// <see cref="ThresholdBelowMeanDb"/>: a weak film over much of a window.
    /// </summary>
    public double SeaSigmas { get; init; } = 2.2;

    /// <summary>And nothing that is nearer to the surface than this, dB, is taken out.</summary>
    public double LeastSeaDb { get; init; } = 0.7;

    /// <summary>In a window that is not one of a scene's, a region must be at least so likely.</summary>
    public double AloneLikelihood { get; init; } = 0.65;

    /// <summary>There the darker of two levels (Otsu 1979) is taken for a film when it is more likely than this.</summary>
    public double DarkSideLikelihood { get; init; } = 0.45;

    /// <summary>A smaller share of the window is left to the regions: the core of a rain cell looks like a small film cut in two.</summary>
    public double DarkSideShare { get; init; } = 0.1;

    /// <summary>Weights of the features in the likelihood of a dark side, in the order of <c>DarkSide.Vector</c>.</summary>
    public IReadOnlyList<double> DarkSideWeights { get; init; } = [0.24, 1.47, 0.71, -2.12, -1.54, 0.58, -0.92, 1.31, -0.53, 2.08];

    /// <summary>
    /// A likely region grows into what touches it and has at least this share of its contrast (hysteresis: Canny 1986); 0 for no growth.
    /// </summary>
    public double GrowthShare { get; init; } = 0.5;

    /// <summary>And at least this probability.</summary>
    public double GrowthRank { get; init; } = 0.25;

    /// <summary>One that would grow by more than this many times its size has leaked, and keeps its outline.</summary>
    public double GrowthMost { get; init; } = 1;

    /// <summary>Scale of the local sea as a share of the window (Solberg et al. 1999: an adaptive threshold in a moving window).</summary>
    public double LocalSeaShare { get; init; } = 0.22;

    /// <summary>Least contrast of a region to the sea, dB, in windows without noise (Solberg et al. 1999).</summary>
    public double LeastContrastDb { get; init; } = 0.8;

    /// <summary>Least contrast of a region, in standard deviations of the filtered sea.</summary>
    public double LeastContrastSigmas { get; init; } = 1.2;

    /// <summary>
    /// What a step across the outline must exceed, in means of what speckle alone makes (border gradient: Solberg et al. 1999, Fiscella et
    /// al. 2000).
    /// </summary>
    public double BorderGradientFactor { get; init; } = 1.3;

    /// <summary>And dB beside that.</summary>
    public double BorderGradientDb { get; init; } = 0.25;

    /// <summary>Steps count up to this height, dB.</summary>
    public double BorderGradientMostDb { get; init; } = 4;

    /// <summary>Pixels on each side over which a step is measured: short arms for thin slicks, long ones for much speckle.</summary>
    public IReadOnlyList<int> BorderArmsPixels { get; init; } = [3, 8, 16];

    /// <summary>
    /// Added to the intensity before dB, as a share of that of the sea (its 0.6 quantile, which a slick over much of a window does not
    /// darken): below it, 8-bit steps would be larger than any speckle.
    /// </summary>
    public double FloorShare { get; init; } = 0.25;

    /// <summary>Smallest region, pixels.</summary>
    public int LeastAreaPixels { get; init; } = 30;

    /// <summary>
    /// A larger region must be found in every set of windows: what the sea's surface of one window made, the next one does not see.
    /// </summary>
    public int SeenInAllSetsAbovePixels { get; init; } = 2_000;

    /// <summary>
    /// A region whose edges are weaker, one by one, than this share of those of regions inside it yields to them: a lull with a slick in
    /// it.
    /// </summary>
    public double YieldShare { get; init; } = 0.85;

    /// <summary>
    /// Weights of the features in a region's likelihood (a logistic rule in place of the statistical one of Solberg et al. 1999), in the
    /// order of <c>RegionFeatures.Vector</c>.
    /// </summary>
    public IReadOnlyList<double> Weights { get; init; } = [-9.15, 2.45, 1.65, 3, 3.75, -3, 3.65, 6.3, -5.5];
}
