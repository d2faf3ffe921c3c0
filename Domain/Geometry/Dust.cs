using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using SpatialFunction = NetTopologySuite.Operation.Overlay.SpatialFunction;

namespace Review.Domain.Geometry;

/// <summary>
/// What is so thin that coordinates cannot tell it from a line: what rounding leaves where lines meet. It is no slick, and no piece of one.
/// </summary>
/// <remarks>The database refuses an outline of nothing else (<c>slick_has_area</c>, by the same measure).</remarks>
internal static class Dust
{
    // Degrees, a centimetre of latitude: the last of the seven decimals with which coordinates are exchanged.
    private const double WidthDegrees = 1e-7;

    // Of the area of all pieces: less cannot be seen in their sum.
    private const double Invisible = 1e-12;

    /// <returns>Whether a polygon is narrower than a coordinate can tell, on average: twice its area over its perimeter is the width of a
    /// strip, and half the side of a square.</returns>
    public static bool Is(Polygon polygon) => !(2 * polygon.Area >= WidthDegrees * polygon.Length) || polygon.IsEmpty;

    /// <returns>The polygons of a geometry that have an area, and the dust among them.</returns>
    public static (MultiPolygon Solid, IReadOnlyList<Polygon> Dust) Sift(NetTopologySuite.Geometries.Geometry geometry)
    {
        var sifted = Outline.WithDust(geometry).Geometries.Cast<Polygon>().ToLookup(Is);
        return (Outline.Factory.CreateMultiPolygon([.. sifted[false]]), [.. sifted[true]]);
    }

    /// <summary>
    /// Gives dust to the pieces beside it, each to the one that it shares most of its edge with, so that the areas still add up.
    /// </summary>
    public static IReadOnlyList<MultiPolygon> Joined(IReadOnlyList<MultiPolygon> pieces, IEnumerable<Polygon> dust)
    {
        var joined = pieces.ToArray();
        var least = Invisible * pieces.Sum(piece => piece.Area);
        foreach (var speck in dust.Where(speck => speck.Area > least))
        {
            var beside = Enumerable
                .Range(0, joined.Length)
                .OrderBy(index => joined[index].Distance(speck))
                .ThenByDescending(index =>
                    OverlayNGRobust.Overlay(joined[index].Boundary, speck.Boundary, SpatialFunction.Intersection).Length
                )
                .First();
            joined[beside] = Outline.WithDust(OverlayNGRobust.Overlay(joined[beside], speck, SpatialFunction.Union));
        }

        return joined;
    }
}
