using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Review.Domain.Geometry;

/// <summary>
/// Outlines are stored cut at the antimeridian; here they are in one piece, as <c>slick_whole</c> makes them in the database.
/// </summary>
internal static class Seam
{
    private const double Longitude = 180;

    // Where the edge was cut, in degrees: a hundred times what arithmetic loses there, a micrometre on the ground.
    private const double OnEdgeDegrees = 1e-11;

    /// <summary>
    /// The outline with its western parts beyond 180, joined to the eastern ones. <see cref="Outline.CutAtAntimeridian"/> is the way back.
    /// </summary>
    /// <returns>What was given, when it is not on both sides.</returns>
    public static MultiPolygon Joined(MultiPolygon outline)
    {
        if (outline.EnvelopeInternal.Width <= 180)
        {
            return outline;
        }

        var parts = outline.Geometries.Cast<Polygon>().Select(part => part.EnvelopeInternal.MaxX <= 0 ? Beyond(part) : part);
        var joined = Outline.Union(parts.Select(part => Outline.Factory.CreateMultiPolygon([part])));
        return Outline.Factory.CreateMultiPolygon([
            .. joined
                .Geometries.Cast<Polygon>()
                .Select(part => Outline.Factory.CreatePolygon(WithoutCut(part.Shell), [.. part.Holes.Select(WithoutCut)])),
        ]);
    }

    private static Polygon Beyond(Polygon part) => (Polygon)AffineTransformation.TranslationInstance(360, 0).Transform(part);

    private static LinearRing WithoutCut(LinearRing ring)
    {
        var vertices = ring.Coordinates[..^1];
        Coordinate[] kept =
        [
            .. vertices.Where(
                (vertex, at) =>
                    vertex.X != Longitude
                    || DistanceComputer.PointToSegment(
                        vertex,
                        vertices[(at + vertices.Length - 1) % vertices.Length],
                        vertices[(at + 1) % vertices.Length]
                    ) > OnEdgeDegrees
            ),
        ];
        return kept.Length < 3 || kept.Length == vertices.Length ? ring : Outline.Factory.CreateLinearRing([.. kept, kept[0].Copy()]);
    }
}
