using Review.Domain.Scenes;

namespace Review.Domain.Detection;

/// <summary>How a scene is cut, and what becomes of the pixels that a detector marks.</summary>
public sealed record DetectionSettings
{
    /// <summary>
    /// Zoom of the WorldCRS84Quad grid that windows are cut in; null for 9, or for the image's own pixels when it is small.
    /// </summary>
    public int? Zoom { get; init; }

    /// <summary>Pixels of a window each way.</summary>
    public int WindowPixels { get; init; } = 512;

    /// <summary>Offsets of the sets of windows, in windows; the first is the base set.</summary>
    public IReadOnlyList<double> Offsets { get; init; } = [0, 0.33, 0.66];

    /// <summary>Instead of the detector's own.</summary>
    public IslandThresholds? Thresholds { get; init; }

    /// <summary>Windows with less sea than this share are skipped.</summary>
    public double LeastSeaShare { get; init; } = 0.01;

    /// <summary>Windows with less data than this share are skipped.</summary>
    public double LeastDataShare { get; init; } = 0.01;

    /// <summary>Two detections with a larger intersection over union are one.</summary>
    public double SameByIou { get; init; } = 0.2;

    /// <summary>Two detections, one of which lies to more than this share in the other, are one.</summary>
    public double SameByInclusion { get; init; } = 0.5;

    /// <summary>A detection must be seen in so many sets of windows.</summary>
    public int SeenInSets { get; init; } = 2;

    /// <summary>Smaller detections are dropped; in the scene's window pixels.</summary>
    public int LeastPixels { get; init; } = 12;

    /// <summary>Image pixels (in millions) up to which it is detected in one window on its own grid.</summary>
    public double OwnGridMegapixels { get; init; } = 4;

    /// <summary>Keep the probabilities for <see cref="DetectionOutcome.Probability"/>.</summary>
    public bool KeepProbability { get; init; }
}

/// <param name="Done">Windows that are finished, of <paramref name="Windows"/>.</param>
public sealed record DetectionProgress(string Stage, int Done, int Windows);

/// <summary>What was found in a scene.</summary>
/// <param name="Stages">In the order of the work.</param>
/// <param name="PeakMemoryBytes">Of the process, so far.</param>
/// <param name="Probability">Present when asked for.</param>
public sealed record DetectionOutcome(
    IReadOnlyList<Slicks.Detection> Detections,
    WindowCounts Windows,
    IReadOnlyList<StageTiming> Stages,
    long PeakMemoryBytes,
    ProbabilityRaster? Probability
);

/// <param name="Planned">In all sets.</param>
public sealed record WindowCounts(int Planned, int WithoutSea, int WithoutData, int Detected);

/// <param name="Seconds">Of wall clock; stages that overlap are counted in each.</param>
/// <param name="CpuSeconds">Summed over threads.</param>
/// <param name="Megapixels">That went through it.</param>
public sealed record StageTiming(string Stage, double Seconds, double CpuSeconds, double Megapixels);

/// <summary>Probability that a pixel is any slick, of the first set of windows.</summary>
/// <param name="Pixels">Row-major from the north-west; NaN where nothing was looked at.</param>
public sealed record ProbabilityRaster(GeoBox Bounds, int Width, int Height, float[] Pixels);

/// <summary>Finds slicks in a scene. It touches no database: pixels in, detections out.</summary>
public static class DetectScene
{
    /// <exception cref="RuleBrokenException">The scene or the detector cannot be used; the sentence says why.</exception>
    public static DetectionOutcome Run(
        IScenePixels pixels,
        IDetector detector,
        DetectionSettings settings,
        ILandMask land,
        IProgress<DetectionProgress>? progress,
        CancellationToken cancellation
    ) => new DetectionRun(pixels, detector, settings, land, progress).Go(cancellation);
}
