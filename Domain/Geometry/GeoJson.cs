using System.Text.Json;
using NetTopologySuite.Geometries;
using Review.Domain.Decisions;

namespace Review.Domain.Geometry;

/// <summary>Reads GeoJSON geometries (RFC 7946): longitude first, EPSG:4326, no third coordinate.</summary>
public static class GeoJson
{
    /// <exception cref="OutlineException">It is not a Polygon, MultiPolygon or LineString, or a coordinate is not one.</exception>
    public static NetTopologySuite.Geometries.Geometry Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            throw new OutlineException("A geometry is a GeoJSON object with a type and coordinates.");
        }

        if (json.TryGetProperty("crs", out _))
        {
            throw new OutlineException("The geometry names a coordinate system. GeoJSON is always longitude and latitude (EPSG:4326).");
        }

        if (!json.TryGetProperty("coordinates", out var coordinates))
        {
            throw new OutlineException("The geometry has no coordinates.");
        }

        return TextOf(type) switch
        {
            "Polygon" => Polygon(coordinates),
            "MultiPolygon" => Outline.Factory.CreateMultiPolygon([.. Items(coordinates).Select(Polygon)]),
            "LineString" => Line(coordinates),
            var other => throw new OutlineException($"The geometry is a {other}; only Polygon, MultiPolygon and LineString can be used."),
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
        return points.Length is 1
            ? throw new OutlineException("A line has two points or more.")
            : Outline.Factory.CreateLineString(points);
    }

    private static Polygon Polygon(JsonElement json)
    {
        var rings = Items(json).Select(Ring).ToList();
        return rings.Count == 0 ? Outline.Factory.CreatePolygon() : Outline.Factory.CreatePolygon(rings[0], [.. rings.Skip(1)]);
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
        var numbers = Items(json).ToList();
        if (numbers.Count > 2)
        {
            throw new OutlineException("A coordinate has a third number, but slicks are flat: send longitude and latitude only.");
        }

        return numbers.Count == 2 && numbers.All(number => number.ValueKind == JsonValueKind.Number)
            ? new Coordinate(numbers[0].GetDouble(), numbers[1].GetDouble())
            : throw new OutlineException("A coordinate is a pair of numbers: longitude, latitude.");
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw new OutlineException("The coordinates of the geometry are not nested as its type asks.");
}
