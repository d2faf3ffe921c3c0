using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Simplify;
using Review.Domain.Geometry;

namespace Review.Domain.Detection;

/// <summary>From a mask of pixels to an outline that a person could have drawn.</summary>
internal static class Outlining
{
    private const double SimplifyPixels = 0.5;

    // Beyond it nothing of the shape is left.
    private const double MostSimplifyPixels = 16;

    /// <summary>
    /// What has more vertices than a slick may have, such as a whole scene that a model marked in specks, is simplified further and loses
    /// its holes at last.
    /// </summary>
    /// <returns>EPSG:4326, valid, with longitudes above 180 where the set has them; empty never: what smoothing would lose keeps its
    /// pixels' edges.</returns>
    public static MultiPolygon Of(Island island, WindowSet set, int mostVertices = Outline.MostVertices)
    {
        var traced = MaskTracing.Trace(island.Mask, island.Width, island.Height);
        var smooth = Smoothed(traced, SimplifyPixels);
        for (var tolerance = 2 * SimplifyPixels; smooth.NumPoints > mostVertices && tolerance <= MostSimplifyPixels; tolerance *= 2)
        {
            smooth = Smoothed(traced, tolerance);
        }

        if (smooth.NumPoints > mostVertices)
        {
            smooth = Smoothed(
                Outline.Factory.CreateMultiPolygon([
                    .. traced.Geometries.Cast<Polygon>().Select(part => Outline.Factory.CreatePolygon(part.Shell)),
                ]),
                MostSimplifyPixels
            );
        }

        return Outline.Factory.CreateMultiPolygon([.. smooth.Geometries.Cast<Polygon>().Select(part => Placed(part, island, set))]);
    }

    private static MultiPolygon Smoothed(MultiPolygon traced, double tolerance) =>
        Outline.Factory.CreateMultiPolygon([
            .. traced.Geometries.Cast<Polygon>().SelectMany(part => Smoothed(part, tolerance).Geometries).Cast<Polygon>(),
        ]);

    // Through the middles of the pixels' sides, which halves corners; then without the points that lie within the tolerance of the rest.
    private static MultiPolygon Smoothed(Polygon pixels, double tolerance)
    {
        var smooth = Outline.Factory.CreatePolygon(
            Middles(pixels.Shell),
            [.. pixels.Holes.Where(hole => hole.Envelope.Area > 1).Select(Middles)]
        );
        if (!smooth.IsValid)
        {
            return Outline.Factory.CreateMultiPolygon([pixels]);
        }

        var simple = TopologyPreservingSimplifier.Simplify(smooth, tolerance);
        return simple is Polygon { IsValid: true, IsEmpty: false } polygon && polygon.Area > 0.5 * pixels.Area
            ? Outline.Factory.CreateMultiPolygon([polygon])
            : Outline.Factory.CreateMultiPolygon([pixels]);
    }

    private static LinearRing Middles(LinearRing ring)
    {
        var points = new List<Coordinate>();
        var corners = ring.Coordinates;
        for (var i = 1; i < corners.Length; i++)
        {
            var (from, to) = (corners[i - 1], corners[i]);
            var steps = (int)Math.Round(from.Distance(to));
            // A long side keeps its ends apart; a short one has one point.
            points.Add(At(from, to, 0.5 / steps));
            if (steps > 1)
            {
                points.Add(At(from, to, 1 - (0.5 / steps)));
            }
        }

        points.Add(points[0].Copy());
        return Outline.Factory.CreateLinearRing([.. points]);
    }

    private static Coordinate At(Coordinate from, Coordinate to, double share) =>
        new(from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y)));

    private static Polygon Placed(Polygon pixels, Island island, WindowSet set)
    {
        var place = new AffineTransformation(
            set.PixelLon,
            0,
            set.West + (island.Left * set.PixelLon),
            0,
            -set.PixelLat,
            set.North - (island.Top * set.PixelLat)
        );
        return (Polygon)place.Transform(pixels);
    }
}
