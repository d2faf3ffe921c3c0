using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Review.Domain.Geometry;

namespace Review.Tests.Support;

/// <summary>Geometries as text: WKT in, WKT out.</summary>
internal static class Wkt
{
    public static NetTopologySuite.Geometries.Geometry Read(string text) => new WKTReader(Outline.Factory.GeometryServices).Read(text);

    public static MultiPolygon Outlines(string text) =>
        Read(text) switch
        {
            MultiPolygon outline => outline,
            Polygon polygon => Outline.Factory.CreateMultiPolygon([polygon]),
            var other => throw new ArgumentException($"{other.GeometryType} is no outline.", nameof(text)),
        };

    public static LineString Line(string text) => (LineString)Read(text);

    /// <summary>The same shape, whatever vertex its rings start with and whichever way they go.</summary>
    public static void ShouldBeShape(this NetTopologySuite.Geometries.Geometry actual, string expected) =>
        actual.Normalized().EqualsExact(Read(expected).Normalized(), 1e-9).ShouldBeTrue($"{actual.AsText()} should be {expected}");

    /// <summary>The same shapes in this order.</summary>
    public static void ShouldBeShapes(this IReadOnlyList<NetTopologySuite.Geometries.Geometry> actual, params string[] expected)
    {
        actual.Count.ShouldBe(expected.Length, string.Join("; ", actual.Select(piece => piece.AsText())));
        foreach (var (piece, text) in actual.Zip(expected))
        {
            piece.ShouldBeShape(text);
        }
    }

    /// <summary>A regular polygon around a point.</summary>
    public static Polygon Circle(double x, double y, double radius, int vertices) =>
        Outline.Factory.CreatePolygon([
            .. Enumerable
                .Range(0, vertices)
                .Select(i => new Coordinate(
                    x + (radius * Math.Cos(2 * Math.PI * i / vertices)),
                    y + (radius * Math.Sin(2 * Math.PI * i / vertices))
                )),
            new Coordinate(x + radius, y),
        ]);
}
