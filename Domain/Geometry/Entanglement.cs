using NetTopologySuite.Algorithm;
using NetTopologySuite.Noding;

namespace Review.Domain.Geometry;

/// <summary>
/// How often outlines and lines run across themselves and each other. Overlay, union and repair take time and memory with it, and cannot be
/// interrupted: a zigzag of 90,000 vertices keeps a core for minutes. So what is too entangled is refused before they begin.
/// </summary>
internal static class Entanglement
{
    /// <summary>
    /// The most times that what is cut and what it is cut with may cross. Half of it would make more pieces than
    /// <see cref="Splitting.MostPieces"/>.
    /// </summary>
    public const int MostCrossings = 4_000;

    /// <summary>The same for outlines that are put together, which may lie over each other in their hundreds.</summary>
    public const int MostCrossingsOfMany = 50_000;

    /// <summary>
    /// The most pairs of segments that are near enough to be looked at together: some two seconds for all that is done with them later.
    /// </summary>
    private const int MostPairs = 3_000_000;

    /// <summary>One outline, which may be repaired where it crosses itself.</summary>
    /// <exception cref="OutlineException">It crosses itself too often, or too many of its segments are near each other.</exception>
    public static void Check(NetTopologySuite.Geometries.Geometry outline) =>
        Check(
            Outline.MostCrossings,
            $"The outline crosses itself more than {Outline.MostCrossings:N0} times, too often to be repaired. Draw it anew.",
            [outline]
        );

    /// <summary>A slick and what it is cut with, or slicks that are put together.</summary>
    /// <param name="mostCrossings">Points where two segments cross; those that only touch, or lie in each other, do not count.</param>
    /// <exception cref="OutlineException">They cross too often, or too many of their segments are near each other.</exception>
    public static void Check(int mostCrossings, params IEnumerable<NetTopologySuite.Geometries.Geometry> drawn) =>
        Check(
            mostCrossings,
            $"The lines cross more than {mostCrossings:N0} times, too often to be worked out. Draw it more simply.",
            drawn
        );

    private static void Check(int mostCrossings, string tooMany, IEnumerable<NetTopologySuite.Geometries.Geometry> drawn)
    {
        var meetings = new Meetings(mostCrossings);
        new MCIndexNoder(meetings).ComputeNodes([
            .. drawn.SelectMany(SegmentStringUtil.ExtractSegmentStrings).Where(line => line.Count > 1),
        ]);
        if (meetings.IsDone)
        {
            throw new OutlineException(
                meetings.Crossings > mostCrossings
                    ? tooMany
                    : "The lines run too close to each other, over too long a way, to be worked out. Draw it more simply."
            );
        }
    }

    /// <summary>Counts, and has enough at the limits.</summary>
    private sealed class Meetings(int mostCrossings) : ISegmentIntersector
    {
        private readonly RobustLineIntersector intersector = new();
        private int pairs;

        public int Crossings { get; private set; }

        public bool IsDone => Crossings > mostCrossings || pairs > MostPairs;

        public void ProcessIntersections(ISegmentString e0, int segIndex0, ISegmentString e1, int segIndex1)
        {
            if (IsDone || (ReferenceEquals(e0, e1) && segIndex0 == segIndex1))
            {
                return;
            }

            pairs++;
            intersector.ComputeIntersection(
                e0.Coordinates[segIndex0],
                e0.Coordinates[segIndex0 + 1],
                e1.Coordinates[segIndex1],
                e1.Coordinates[segIndex1 + 1]
            );
            Crossings += intersector.IsProper ? 1 : 0;
        }
    }
}
