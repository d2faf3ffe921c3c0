using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;
using SpatialFunction = NetTopologySuite.Operation.Overlay.SpatialFunction;

namespace Review.Domain.Detection;

/// <summary>
/// An island of one set of windows as an outline: what one of several sets saw of a slick. Of those that saw the same, one becomes a
/// <see cref="Slicks.Detection"/>.
/// </summary>
/// <param name="Number">Its place in the order in which the sets found it: what decides between equals.</param>
internal sealed record IslandOutline(MultiPolygon Outline, int Set, int Number, Island Island)
{
    public double Confidence { get; } = Island.Probabilities[Island.Probabilities.Count / 2];
}

/// <summary>Non-maximum suppression: of the detections that several sets of windows made of one slick, the best stays.</summary>
internal static class SameDetections
{
    /// <param name="seenInSets">One that fewer sets saw is left out.</param>
    /// <returns>Best first, each with the number of sets that saw it; the same for any order of <paramref name="all"/>.</returns>
    public static IReadOnlyList<(IslandOutline Best, int Sets)> Reduce(
        IEnumerable<IslandOutline> all,
        double iou,
        double inclusion,
        Func<IslandOutline, int> seenInSets
    )
    {
        var ordered = all.OrderByDescending(found => found.Confidence)
            .ThenByDescending(found => found.Outline.Area)
            .ThenBy(found => found.Set)
            .ThenBy(found => found.Number)
            .ToList();
        var index = new STRtree<int>();
        for (var i = 0; i < ordered.Count; i++)
        {
            index.Insert(ordered[i].Outline.EnvelopeInternal, i);
        }

        var isGone = new bool[ordered.Count];
        var kept = new List<(IslandOutline, int)>();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (isGone[i])
            {
                continue;
            }

            var sets = new HashSet<int> { ordered[i].Set };
            foreach (var other in index.Query(ordered[i].Outline.EnvelopeInternal))
            {
                if (other != i && AreSame(ordered[i].Outline, ordered[other].Outline, iou, inclusion))
                {
                    isGone[other] = other > i || isGone[other];
                    sets.Add(ordered[other].Set);
                }
            }

            if (sets.Count >= seenInSets(ordered[i]))
            {
                kept.Add((ordered[i], sets.Count));
            }
        }

        return kept;
    }

    /// <summary>Do two outlines show one thing? In degrees, which is fair between neighbours.</summary>
    internal static bool AreSame(MultiPolygon one, MultiPolygon other, double iou, double inclusion)
    {
        var common = OverlayNGRobust.Overlay(one, other, SpatialFunction.Intersection).Area;
        return common / (one.Area + other.Area - common) > iou || common / Math.Min(one.Area, other.Area) > inclusion;
    }
}
