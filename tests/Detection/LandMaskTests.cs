using System.Text;
using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Detecting;

/// <summary>A land of one square from 0, 0 to 10, 10 with a lake from 4, 4 to 6, 6; and the land of the base map.</summary>
public sealed class LandMaskTests
{
    private const string Square = """
        {"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
         "arcs":[[[0,0],[0,10],[10,0]],[[10,10],[0,-10],[-10,0]],[[4,4],[2,0],[0,2],[-2,0],[0,-2]]],
         "objects":{"land":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0,1],[2]]}]}}}
        """;

    [Fact]
    public void The_share_of_land_is_by_area() => Mask().LandShare(new GeoBox(-1, 1, 1, 2)).ShouldBe(0.5, 1e-9);

    [Fact]
    public void A_box_in_a_lake_has_no_land() => Mask().LandShare(new GeoBox(4.5, 4.5, 5.5, 5.5)).ShouldBe(0, 1e-9);

    [Fact]
    public void A_box_around_the_lake_has_land_around_it() => Mask().LandShare(new GeoBox(3, 3, 7, 7)).ShouldBe(12.0 / 16, 1e-9);

    [Fact]
    public void A_box_of_which_all_corners_are_land_may_be_sea() => Mask().LandShare(new GeoBox(3.9, 3.9, 6.1, 6.1)).ShouldBeLessThan(0.2);

    [Theory]
    [InlineData(-0.02, false)]
    [InlineData(-0.008, true)]
    [InlineData(0.5, true)]
    public void An_outline_is_on_land_up_to_a_kilometre_before_it(double east, bool isOnLand) =>
        Mask().IsOnLand(Small(east - 0.01, 2)).ShouldBe(isOnLand);

    [Fact]
    public void An_outline_in_the_lake_is_at_sea() => Mask().IsOnLand(Small(5, 5)).ShouldBeFalse();

    [Fact]
    public void Sea_ice_has_a_day()
    {
        const string ice =
            """{"type":"FeatureCollection","date":"2026-02-03","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[20,70],[30,70],[30,75],[20,75],[20,70]]]}}]}""";
        var mask = LandMask.Read(Stream(Square), Stream(ice), 1_000);

        mask.SeaIce(Small(25, 72)).ShouldBe(new DateOnly(2026, 2, 3));
        mask.SeaIce(Small(40, 72)).ShouldBeNull();
    }

    [Fact]
    public void A_mask_that_is_none_is_refused() =>
        Should.Throw<RuleBrokenException>(() => LandMask.Read(Stream("{}"), null, 1_000)).Message.ShouldContain("mask");

    [Fact]
    public void The_base_maps_land_knows_the_Sahara_the_Pacific_and_Fiji()
    {
        var path = Path.Combine(Repository.Root, "wwwroot", "lib", "world-atlas", "land-10m.json");
        Assert.SkipUnless(File.Exists(path), "The page's libraries are not here.");
        using var file = File.OpenRead(path);
        var mask = LandMask.Read(file, null, 1_000);

        mask.LandShare(new GeoBox(10, 22, 10.35, 22.35)).ShouldBe(1, 1e-6);
        mask.LandShare(new GeoBox(-140, 0, -139.65, 0.35)).ShouldBe(0, 1e-9);
        mask.LandShare(new GeoBox(179.9, -16.9, 180.2, -16.6)).ShouldBeGreaterThan(0);
    }

    private static LandMask Mask() => LandMask.Read(Stream(Square), null, 1_000);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static MultiPolygon Small(double x, double y) =>
        Wkt.Outlines(FormattableString.Invariant($"POLYGON (({x} {y}, {x + 0.01} {y}, {x + 0.01} {y + 0.01}, {x} {y + 0.01}, {x} {y}))"));
}
