using System.Text.Json;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Tests.Support;

namespace Review.Tests.Geometry;

/// <summary>Geometries as scripts and pages send them.</summary>
public sealed class GeoJsonTests
{
    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1],[0,0]]]}""", "POLYGON ((0 0, 2 0, 2 1, 0 0))")]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]}""",
        "POLYGON ((0 0, 9 0, 9 9, 0 0), (2 1, 3 1, 3 2, 2 1))"
    )]
    [InlineData(
        """{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,1],[0,0]]],[[[5,0],[6,0],[6,1],[5,0]]]]}""",
        "MULTIPOLYGON (((0 0, 2 0, 2 1, 0 0)), ((5 0, 6 0, 6 1, 5 0)))"
    )]
    [InlineData("""{"type":"LineString","coordinates":[[0,0],[2.5,1e-3]]}""", "LINESTRING (0 0, 2.5 0.001)")]
    public void Polygons_and_lines_are_read(string json, string expected) => Read(json).ShouldBeShape(expected);

    [Fact]
    public void A_ring_that_is_not_closed_is_closed() =>
        Read("""{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1]]]}""").ShouldBeShape("POLYGON ((0 0, 2 0, 2 1, 0 0))");

    [Fact]
    public void What_is_read_is_in_4326() => Read("""{"type":"LineString","coordinates":[[0,0],[2,1]]}""").SRID.ShouldBe(4326);

    [Fact]
    public void A_third_coordinate_is_refused() =>
        Refusal("""{"type":"Polygon","coordinates":[[[0,0,5],[2,0,5],[2,1,5],[0,0,5]]]}""")
            .ShouldBe("A coordinate has a third number, but slicks are flat: send longitude and latitude only.");

    [Fact]
    public void A_foreign_coordinate_system_is_refused() =>
        Refusal("""{"type":"Polygon","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"coordinates":[[[0,0],[2,0],[2,1],[0,0]]]}""")
            .ShouldContain("EPSG:4326");

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[0,0],[2,0],[2,1],[0,0]]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[0,0],[2,0],[2,1],[0,0]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[[0,0],[2,0],[2,1],[0,0]]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":"0 0 2 0"}""")]
    [InlineData("""{"type":"Polygon","coordinates":null}""")]
    [InlineData("""{"type":"LineString","coordinates":[0,1]}""")]
    public void Coordinates_nested_otherwise_are_refused(string json) => Refusal(json).ShouldNotBeEmpty();

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[["0","0"],["2","0"],["2","1"],["0","0"]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,null],[2,0],[2,1],[0,0]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0],[2,0],[2,1],[0,0]]]}""")]
    public void A_coordinate_that_is_no_pair_of_numbers_is_refused(string json) =>
        Refusal(json).ShouldBe("A coordinate is a pair of numbers: longitude, latitude.");

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}""")]
    public void A_ring_of_fewer_than_three_points_is_refused(string json) =>
        Refusal(json).ShouldBe("A ring has three different points or more.");

    [Fact]
    public void A_line_of_one_point_is_refused() =>
        Refusal("""{"type":"LineString","coordinates":[[0,0]]}""").ShouldBe("A line has two points or more.");

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[0,0]}""", "Point")]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}""", "MultiLineString")]
    [InlineData("""{"type":"Feature","coordinates":[]}""", "Feature")]
    public void Other_kinds_are_refused_by_name(string json, string named) => Refusal(json).ShouldContain(named);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"Polygon\"")]
    [InlineData("""{"type":5,"coordinates":[]}""")]
    [InlineData("""{"coordinates":[]}""")]
    [InlineData("""{"type":"Polygon"}""")]
    public void What_is_no_geometry_is_refused(string json) => Refusal(json).ShouldNotBeEmpty();

    [Fact]
    public void A_number_beyond_all_numbers_is_refused_as_not_finite() =>
        Should
            .Throw<OutlineException>(() =>
                Outline.Normalize(Read("""{"type":"Polygon","coordinates":[[[1e999,0],[2,0],[2,1],[1e999,0]]]}"""))
            )
            .Message.ShouldContain("finite");

    [Fact]
    public void Polygons_without_rings_are_empty() => Read("""{"type":"Polygon","coordinates":[]}""").IsEmpty.ShouldBeTrue();

    private static NetTopologySuite.Geometries.Geometry Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return GeoJson.Read(document.RootElement);
    }

    private static string Refusal(string json) => Should.Throw<OutlineException>(() => Read(json)).Message;
}
