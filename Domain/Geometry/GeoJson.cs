using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Review.Domain.Geometry;

/// <summary>
/// Reads GeoJSON geometries (RFC 7946): longitude first, EPSG:4326, no third coordinate. Empty holes and empty polygons of several are left
/// out.
/// </summary>
public static class GeoJson
{
    /// <returns>A Polygon, a MultiPolygon (also of a GeometryCollection of polygons) or a LineString; it may be empty.</returns>
    /// <exception cref="OutlineException">It is none of these, or a coordinate is not one.</exception>
    public static NetTopologySuite.Geometries.Geometry Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            throw new OutlineException("A geometry is a GeoJSON object with a type and coordinates.");
        }

        if (!CoordinateSystem.IsLongitudeAndLatitude(json))
        {
            throw new OutlineException(
                "The geometry names another coordinate system. Transform it to longitude and latitude (EPSG:4326) first."
            );
        }

        return TextOf(type) switch
        {
            "Polygon" => Polygon(Member(json, "coordinates")),
            "MultiPolygon" => Several(Items(Member(json, "coordinates")).Select(Polygon)),
            "LineString" => Line(Member(json, "coordinates")),
            "GeometryCollection" => Several(Items(Member(json, "geometries")).Select(Read).SelectMany(Polygons)),
            var other => throw new OutlineException(
                $"The geometry is a {other?.Shortened() ?? "thing whose type is no text"}; only Polygon, MultiPolygon and LineString "
                    + "can be used."
            ),
        };
    }

    /// <summary>A JSON string; null when it holds half a character (a lone surrogate), which no text can.</summary>
    public static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException) when (text.ValueKind == JsonValueKind.String)
        {
            return null;
        }
    }

    private static LineString Line(JsonElement json)
    {
        Coordinate[] points = [.. Items(json).Select(Position)];
        return points.Length is 1 ? throw new OutlineException("A line has two points or more.") : Outline.Factory.CreateLineString(points);
    }

    private static JsonElement Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value : throw new OutlineException($"The geometry has no {name}.");

    private static MultiPolygon Several(IEnumerable<Polygon> polygons) =>
        Outline.Factory.CreateMultiPolygon([.. polygons.Where(polygon => !polygon.IsEmpty)]);

    private static IEnumerable<Polygon> Polygons(NetTopologySuite.Geometries.Geometry member) =>
        member switch
        {
            Polygon polygon => [polygon],
            MultiPolygon several => several.Geometries.Cast<Polygon>(),
            var other => throw new OutlineException(
                $"The geometry is a collection that holds a {other.GeometryType}; only one of polygons can be used."
            ),
        };

    private static Polygon Polygon(JsonElement json)
    {
        LinearRing[] rings = [.. Items(json).Select(Ring)];
        LinearRing[] holes = [.. rings.Skip(1).Where(ring => !ring.IsEmpty)];
        return rings is [{ IsEmpty: false } outer, ..] ? Outline.Factory.CreatePolygon(outer, holes)
            : holes.Length == 0 ? Outline.Factory.CreatePolygon()
            : throw new OutlineException("A polygon has holes, but its outer ring is empty.");
    }

    private static LinearRing Ring(JsonElement json)
    {
        var points = Items(json).Select(Position).ToList();
        if (points.Count > 0 && !points[0].Equals2D(points[^1]))
        {
            points.Add(points[0].Copy());
        }

        return points.Count is > 0 and < 4
            ? throw new OutlineException("A ring has three different points or more.")
            : Outline.Factory.CreateLinearRing([.. points]);
    }

    private static Coordinate Position(JsonElement json)
    {
        // No list of them: there are millions in a large file. (Items says what else it is, when it is no array.)
        _ = Items(json);
        var count = json.GetArrayLength();
        if (count > 2)
        {
            throw new OutlineException("A coordinate has a third number, but slicks are flat: send longitude and latitude only.");
        }

        return count == 2 && json[0].ValueKind == JsonValueKind.Number && json[1].ValueKind == JsonValueKind.Number
            ? new Coordinate(json[0].GetDouble(), json[1].GetDouble())
            : throw new OutlineException("A coordinate is a pair of numbers: longitude, latitude.");
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array
            ? json.EnumerateArray()
            : throw new OutlineException("The coordinates of the geometry are not nested as its type asks.");
}
