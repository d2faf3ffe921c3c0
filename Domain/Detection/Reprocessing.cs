namespace Review.Domain.Detection;

/// <summary>
/// What a new run of a scene does with what earlier runs had found there: its detections replace what nobody has reviewed, and what
/// somebody has reviewed stays, with the detections that it covers set against it. A decision on facts only; who reads them, locks them and
/// writes the ruling is elsewhere.
/// </summary>
public static class Reprocessing
{
    /// <summary>A slick and a detection show one thing from this intersection over union on.</summary>
    public const double LeastOverlap = 0.3;

    /// <param name="unreviewed">Active slicks of earlier runs of the scene that nobody has decided on; each is replaced.</param>
    /// <param name="detections">How many the new run made.</param>
    /// <param name="overlaps">
    /// Of its detections with those slicks, and with reviewed ones of the scene: every slick that is not among
    /// <paramref name="unreviewed"/> is a reviewed one. Each pair at most once.
    /// </param>
    public static ReprocessingRuling Rule(IReadOnlyList<long> unreviewed, int detections, IReadOnlyCollection<OverlapWithSlick> overlaps)
    {
        var given = unreviewed.ToHashSet();
        var same = overlaps.Where(overlap => overlap.Iou >= LeastOverlap).ToLookup(overlap => given.Contains(overlap.Slick));
        var compared = same[false].OrderBy(overlap => overlap.Detection).ThenBy(overlap => overlap.Slick).ToList();
        var covered = compared.Select(overlap => overlap.Detection).ToHashSet();
        var parents = same[true].ToLookup(overlap => overlap.Detection, overlap => overlap.Slick);
        return new ReprocessingRuling(
            unreviewed,
            [
                .. Enumerable
                    .Range(0, detections)
                    .Where(detection => !covered.Contains(detection))
                    .Select(detection => new EnteringDetection(detection, [.. parents[detection].Order()])),
            ],
            compared
        );
    }
}

/// <summary>A detection and a slick that lie over each other.</summary>
/// <param name="Detection">Its place among those of the run, from 0.</param>
/// <param name="Iou">Intersection over union, above 0 and up to 1.</param>
public sealed record OverlapWithSlick(int Detection, long Slick, double Iou);

/// <summary>What becomes of the slicks that are there and of the detections of a run.</summary>
/// <param name="Replaced">Slicks that give way; without any the detections come in by no decision, as those of a first run do.</param>
/// <param name="Entering">Detections that become slicks, in their order.</param>
/// <param name="Compared">
/// Detections that a reviewed slick covers, once for each such slick: they do not become slicks, and are kept beside it.
/// </param>
public sealed record ReprocessingRuling(
    IReadOnlyList<long> Replaced,
    IReadOnlyList<EnteringDetection> Entering,
    IReadOnlyList<OverlapWithSlick> Compared
)
{
    /// <summary>How many detections do not become slicks.</summary>
    public int Covered => Compared.Select(overlap => overlap.Detection).Distinct().Count();
}

/// <param name="Detection">Its place among those of the run, from 0.</param>
/// <param name="Parents">Ids of the replaced slicks that it shows again, ascending; none when it is new.</param>
public sealed record EnteringDetection(int Detection, long[] Parents);
