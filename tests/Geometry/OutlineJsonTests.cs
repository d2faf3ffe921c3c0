using Review.Domain.Geometry;
using Review.Tests.Support;

namespace Review.Tests.Geometry;

/// <summary>Outlines as they go out.</summary>
public sealed class OutlineJsonTests
{
    [Theory]
    [InlineData("POLYGON ((0 0, 0 2, 2 2, 0 0), (0.2 1, 0.4 1, 0.4 1.2, 0.2 1))")]
    [InlineData("POLYGON ((0 0, 2 2, 0 2, 0 0), (0.2 1, 0.4 1.2, 0.4 1, 0.2 1))")]
    public void The_outer_ring_goes_out_counter_clockwise_and_a_hole_clockwise(string wkt)
    {
        var polygon = (NetTopologySuite.Geometries.Polygon)
            GeoJson.Read(System.Text.Json.JsonSerializer.SerializeToElement(OutlineJson.Of(Wkt.Read(wkt))));

        (polygon.Shell.IsCCW, polygon.Holes[0].IsCCW).ShouldBe((true, false));
        polygon.ShouldBeShape(wkt);
    }

    [Fact]
    public void Seven_decimals_are_enough() =>
        OutlineJson
            .Of(Wkt.Read("POLYGON ((0.123456789 -0.00000001, 1 0, 1 1, 0.123456789 -0.00000001))"))
            .ToJsonString()
            .ShouldBe("""{"type":"Polygon","coordinates":[[[0.1234568,0],[1,0],[1,1],[0.1234568,0]]]}""");
}
