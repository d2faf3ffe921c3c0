using System.Text.Json.Nodes;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Review.Domain.Geometry;

/// <summary>Outlines as GeoJSON goes out (RFC 7946): exterior rings counter-clockwise, holes clockwise, at most seven decimals.</summary>
/// <remarks>What the ledger keeps is not changed. Where the database writes outlines it does the same.</remarks>
public static class OutlineJson
{
    /// <summary>A seventh decimal is a centimetre.</summary>
    public const int Decimals = 7;

    /// <param name="outline">A Polygon or a MultiPolygon.</param>
    public static JsonObject Of(NetTopologySuite.Geometries.Geometry outline) =>
        outline is MultiPolygon several
            ? new JsonObject
            {
                ["type"] = "MultiPolygon",
                ["coordinates"] = new JsonArray([.. several.Geometries.Cast<Polygon>().Select(Rings)]),
            }
            : new JsonObject { ["type"] = "Polygon", ["coordinates"] = Rings((Polygon)outline) };

    /// <summary>Degrees as they go out.</summary>
    public static double Rounded(double degrees) => Math.Round(degrees, Decimals) + 0.0; // and no minus before a zero

    private static JsonArray Rings(Polygon polygon) =>
        [Ring(polygon.ExteriorRing, counterClockwise: true), .. polygon.InteriorRings.Select(hole => Ring(hole, counterClockwise: false))];

    private static JsonArray Ring(LineString ring, bool counterClockwise)
    {
        var points = Orientation.IsCCW(ring.CoordinateSequence) == counterClockwise ? ring.Coordinates : [.. ring.Coordinates.Reverse()];
        return new JsonArray([.. points.Select(point => new JsonArray(Rounded(point.X), Rounded(point.Y)))]);
    }
}
