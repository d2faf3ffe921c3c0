using Review.Domain.Scenes;

namespace Review.Domain.Detection;

/// <summary>
/// What tells slicks from sea: pixels of a window in, a probability for each class out. May be called from several threads at once.
/// </summary>
public interface IDetector : IDisposable
{
    DetectorCard Card { get; }

    /// <exception cref="RuleBrokenException">It cannot answer; the sentence says why and what to do.</exception>
    ClassProbabilities Detect(PixelWindow window, CancellationToken cancellation);
}

/// <summary>What a detector is, and how the scene is to be cut for it.</summary>
/// <param name="Name">Such as <c>dark-spot</c>; stands in the run.</param>
/// <param name="Version">Changes whenever its answers do.</param>
/// <param name="Classes">Slick class of each channel of its answer; the sea has none.</param>
/// <param name="Bands">Names of the bands that it reads, in its order; VV/HH for the first of these that a scene has.</param>
/// <param name="ContextPixels">How many pixels around a window it wants to see beside those that it answers for.</param>
/// <param name="FixedSize">Pixels each way when it takes one size only.</param>
/// <param name="Parallelism">How many calls at once make sense.</param>
/// <param name="Parameters">What its answers depend on, as JSON.</param>
public sealed record DetectorCard(
    string Name,
    string Version,
    IReadOnlyList<int> Classes,
    IReadOnlyList<string> Bands,
    IslandThresholds Thresholds,
    int ContextPixels,
    int? FixedSize,
    int Parallelism,
    string Licence,
    string Parameters
)
{
    /// <summary>
    /// A detection of more pixels must be seen in every set of windows, not only in as many as the settings say; null where size makes no
    /// difference.
    /// </summary>
    public int? SeenInAllSetsAbovePixels { get; init; }
}

/// <summary>Pixels of a box, in a lon/lat grid.</summary>
/// <param name="MetresPerPixel">In the middle, north to south.</param>
/// <param name="Bands">Row-major from the north-west, in the order of <see cref="DetectorCard.Bands"/>; NaN where there is no data.</param>
public sealed record PixelWindow(GeoBox Box, int Width, int Height, double MetresPerPixel, PixelUnit Unit, IReadOnlyList<float[]> Bands)
{
    /// <summary>It is one of several of a scene, and the scene goes on beyond it.</summary>
    public bool IsPartOfScene { get; init; }
}

/// <summary>
/// Probabilities from 0 to 1 of a window's pixels, row-major, one plane for each class of the detector's card; together at most 1.
/// </summary>
public sealed record ClassProbabilities(IReadOnlyList<float[]> Planes)
{
    /// <summary>What a model's own work took of it, without reading, normalising and copying; null where there is no such part.</summary>
    public double? ModelSeconds { get; init; }

    /// <summary>The same without what a model makes of pixels that no band has data for: to it, they are numbers like others.</summary>
    public ClassProbabilities WhereSeen(PixelWindow window)
    {
        for (var pixel = 0; pixel < window.Width * window.Height; pixel++)
        {
            if (window.Bands.All(band => float.IsNaN(band[pixel])))
            {
                foreach (var plane in Planes)
                {
                    plane[pixel] = 0;
                }
            }
        }

        return this;
    }
}

/// <summary>Which pixels make a slick.</summary>
/// <param name="Group">Pixels above it that touch belong together.</param>
/// <param name="Outline">Pixels of a group above it lie inside the outline.</param>
/// <param name="Keep">A group stays if one of its pixels is above it.</param>
public readonly record struct IslandThresholds(double Group, double Outline, double Keep)
{
    /// <summary>Those of the original system.</summary>
    public static IslandThresholds Usual { get; } = new(0.0001, 0.5, 0.9);
}

/// <summary>The detectors that this installation has.</summary>
public interface IDetectors
{
    /// <summary>The one that is used when none is named.</summary>
    const string Usual = "dark-spot";

    IReadOnlyList<DetectorSummary> List();

    /// <exception cref="RuleBrokenException">There is none of this name, or it does not pass its check; the sentence says why.</exception>
    IDetector Open(string? name);
}

public sealed record DetectorSummary(string Name, string Kind, string Sentence);
