using Review.Domain.Geometry;
using Review.Tests.Support;

namespace Review.Tests.Geometry;

/// <summary>Areas on the spheroid that are known from elsewhere.</summary>
public sealed class SpheroidAreaTests
{
    // WGS 84: 510,065,621.7 km² (NIMA TR8350.2, 2000); the authalic sphere of radius 6,371,007.1809 m.
    private const double EarthM2 = 510_065_621_724_000;

    [Fact]
    public void An_eighth_of_the_earth_is_an_eighth_of_its_area() =>
        Area("POLYGON ((0 0, 90 0, 90 90, 0 90, 0 0))").ShouldBe(EarthM2 / 8, EarthM2 * 1e-10);

    // PostGIS: ST_Area of the same square with edges densified, as geography.
    [Fact]
    public void A_degree_at_the_equator_is_12309_square_kilometres() =>
        Area("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))").ShouldBe(12_308_778_361, 12_308_778_361 * 1e-4);

    [Fact]
    public void The_direction_of_a_ring_does_not_matter() =>
        Area("POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))").ShouldBe(Area("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"));

    [Fact]
    public void A_hole_is_taken_away() =>
        Area("POLYGON ((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))")
            .ShouldBe(Area("POLYGON ((0 0, 3 0, 3 3, 0 3, 0 0))") - Area("POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"), 1);

    [Fact]
    public void Parts_add_up() =>
        Area("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((10 50, 11 50, 11 51, 10 50)))")
            .ShouldBe(Area("POLYGON ((0 0, 1 0, 1 1, 0 0))") + Area("POLYGON ((10 50, 11 50, 11 51, 10 50))"), 1);

    [Fact]
    public void The_southern_half_is_as_large_as_the_northern() =>
        Area("POLYGON ((0 -50, 1 -50, 1 -51, 0 -51, 0 -50))").ShouldBe(Area("POLYGON ((0 50, 1 50, 1 51, 0 51, 0 50))"), 1);

    private static double Area(string outline) => SpheroidArea.OfM2(Wkt.Outlines(outline));
}
