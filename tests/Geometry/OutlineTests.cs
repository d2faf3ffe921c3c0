using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Tests.Support;

namespace Review.Tests.Geometry;

/// <summary>What a person drew, and the outline that the ledger keeps of it: WKT in, WKT out.</summary>
public sealed class OutlineTests
{
    [Fact]
    public void A_polygon_becomes_a_multipolygon() =>
        Normalized("POLYGON ((0 0, 2 0, 2 1, 0 1, 0 0))").ShouldBeShape("MULTIPOLYGON (((0 0, 2 0, 2 1, 0 1, 0 0)))");

    [Fact]
    public void A_valid_multipolygon_stays_as_it_is() =>
        Normalized("MULTIPOLYGON (((0 0, 2 0, 2 1, 0 1, 0 0)), ((3 0, 4 0, 4 1, 3 0)))")
            .ShouldBeShape("MULTIPOLYGON (((0 0, 2 0, 2 1, 0 1, 0 0)), ((3 0, 4 0, 4 1, 3 0)))");

    [Fact]
    public void A_hole_stays_a_hole() =>
        Normalized("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))")
            .ShouldBeShape("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)))");

    [Fact]
    public void The_outline_is_in_4326() => Normalized("POLYGON ((0 0, 2 0, 2 1, 0 0))").SRID.ShouldBe(4326);

    [Fact]
    public void A_ring_that_crosses_itself_is_repaired_by_the_even_odd_rule() =>
        Normalized("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))").ShouldBeShape("MULTIPOLYGON (((0 0, 1 1, 0 2, 0 0)), ((2 2, 1 1, 2 0, 2 2)))");

    [Fact]
    public void What_a_ring_goes_round_twice_is_outside_by_the_even_odd_rule() =>
        // A pentagram: its inner pentagon is wound round twice.
        Normalized("POLYGON ((0 1, 0.588 -0.809, -0.951 0.309, 0.951 0.309, -0.588 -0.809, 0 1))")
            .Covers(Wkt.Read("POINT (0 0)"))
            .ShouldBeFalse();

    [Fact]
    public void Parts_that_overlap_become_one() =>
        Normalized("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 0, 3 0, 3 2, 1 2, 1 0)))").Area.ShouldBe(6, 1e-9);

    [Fact]
    public void A_spike_falls_away() => Normalized("POLYGON ((0 0, 2 0, 2 1, 5 1, 2 1, 2 2, 0 2, 0 0))").EnvelopeInternal.MaxX.ShouldBe(2);

    [Fact]
    public void An_outline_over_the_antimeridian_becomes_two_parts() =>
        Normalized("POLYGON ((179 0, -179 0, -179 1, 179 1, 179 0))")
            .ShouldBeShape("MULTIPOLYGON (((179 0, 180 0, 180 1, 179 1, 179 0)), ((-180 0, -179 0, -179 1, -180 1, -180 0)))");

    [Fact]
    public void An_outline_over_the_antimeridian_keeps_its_area() =>
        SpheroidArea
            .OfM2(Normalized("POLYGON ((179.7 10, -179.8 10, -179.8 10.2, 179.7 10.2, 179.7 10))"))
            .ShouldBe(SpheroidArea.OfM2(Normalized("POLYGON ((20 10, 20.5 10, 20.5 10.2, 20 10.2, 20 10))")), 1e-3);

    [Fact]
    public void A_hole_over_the_antimeridian_is_cut_with_it() =>
        Normalized("POLYGON ((179 0, -179 0, -179 3, 179 3, 179 0), (179.5 1, -179.5 1, -179.5 2, 179.5 2, 179.5 1))")
            .Area.ShouldBe(5, 1e-9);

    [Fact]
    public void Parts_on_both_sides_of_the_antimeridian_stay_two_parts() =>
        Normalized("MULTIPOLYGON (((179 0, 180 0, 180 1, 179 1, 179 0)), ((-180 0, -179 0, -179 1, -180 1, -180 0)))")
            .ShouldBeShape("MULTIPOLYGON (((179 0, 180 0, 180 1, 179 1, 179 0)), ((-180 0, -179 0, -179 1, -180 1, -180 0)))");

    [Fact]
    public void An_outline_that_ends_at_the_antimeridian_is_not_cut() =>
        Normalized("POLYGON ((179 0, 180 0, 180 1, 179 1, 179 0))").NumGeometries.ShouldBe(1);

    [Fact]
    public void An_outline_that_begins_at_the_antimeridian_is_not_sent_to_the_other_side() =>
        Normalized("POLYGON ((-180 0, -179 0, -179 1, -180 1, -180 0))").EnvelopeInternal.MaxX.ShouldBe(-179);

    [Fact]
    public void An_outline_at_the_edge_of_the_map_is_kept() =>
        Normalized("POLYGON ((170 80, 180 80, 180 90, 170 90, 170 80))").Area.ShouldBe(100, 1e-9);

    [Theory]
    [InlineData("POLYGON EMPTY")]
    [InlineData("MULTIPOLYGON EMPTY")]
    public void An_empty_outline_is_refused(string drawn) =>
        Refusal(drawn).ShouldBe("The outline is empty: a slick needs at least one polygon.");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_coordinate_that_is_not_finite_is_refused(double wrong) =>
        Refusal(Outline.Factory.CreatePolygon([new(0, 0), new(wrong, 0), new(1, 1), new(0, 0)]))
            .ShouldBe("The outline has a coordinate that is not a finite number.");

    [Theory]
    [InlineData("POLYGON ((0 0, 181 0, 181 1, 0 0))", "181")]
    [InlineData("POLYGON ((0 0, 1 91, 1 1, 0 0))", "91")]
    [InlineData("POLYGON ((0 0, -180.001 0, 1 1, 0 0))", "-180.001")]
    public void A_coordinate_off_the_map_is_named(string drawn, string named) => Refusal(drawn).ShouldContain(named);

    [Theory]
    [InlineData("POLYGON ((0 0, 1 1, 2 2, 0 0))")]
    [InlineData("POLYGON ((1 1, 1 1, 1 1, 1 1))")]
    [InlineData("MULTIPOLYGON (((0 0, 1 0, 0 0, 0 0)))")]
    public void An_outline_without_area_is_refused(string drawn) => Refusal(drawn).ShouldBe("The outline has no area.");

    [Theory]
    [InlineData("LINESTRING (0 0, 1 1)", "LineString")]
    [InlineData("POINT (0 0)", "Point")]
    [InlineData("GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0)))", "GeometryCollection")]
    public void What_is_no_polygon_is_refused_by_name(string drawn, string named) =>
        Refusal(drawn).ShouldStartWith($"The outline is a {named}");

    [Fact]
    public void An_outline_that_crosses_itself_too_often_to_be_repaired_is_refused_at_once()
    {
        // A comb laid over another: 200 teeth each, 40,000 crossings.
        static IEnumerable<NetTopologySuite.Geometries.Coordinate> Teeth(bool upright) =>
            Enumerable
                .Range(0, 400)
                .Select(i => (along: i / 2 / 200.0, across: i / 2 % 2 == i % 2 ? 0.0 : 1.0))
                .Select(at =>
                    upright
                        ? new NetTopologySuite.Geometries.Coordinate(at.along, at.across)
                        : new NetTopologySuite.Geometries.Coordinate(at.across, at.along)
                );
        NetTopologySuite.Geometries.Coordinate[] ring = [.. Teeth(true), .. Teeth(false), new(0, 0)];

        Refusal(Outline.Factory.CreatePolygon(ring))
            .ShouldBe("The outline crosses itself more than 2,000 times, too often to be repaired. Draw it anew.");
    }

    [Fact]
    public void A_million_vertices_are_refused_with_the_limit() =>
        Refusal(Wkt.Circle(0, 0, 1, 1_000_000)).ShouldBe("The outline has 1,000,001 vertices; the limit is 100,000. Simplify it first.");

    [Fact]
    public void A_hundred_thousand_vertices_are_kept() => Outline.Normalize(Wkt.Circle(0, 0, 1, 99_999)).NumPoints.ShouldBe(100_000);

    [Fact]
    public void An_outline_of_more_than_20_degrees_is_refused_with_the_limit() =>
        Refusal("POLYGON ((0 0, 20.5 0, 20.5 1, 0 0))").ShouldBe("The outline spans 20.5° by 1°; the limit is 20° each way.");

    [Theory]
    [InlineData("POLYGON ((178 0, 179.5 0, -179.5 0, -178 0, -178 1, 178 1, 178 0))", false)]
    [InlineData("POLYGON ((178 0, -178 1, -178 0, 178 1, 178 0))", true)]
    [InlineData("POLYGON ((8 0, 12 1, 12 0, 8 1, 8 0))", true)]
    [InlineData("POLYGON ((8 0, 12 0, 12 1, 8 1, 8 0))", false)]
    public void An_edge_over_the_antimeridian_is_nothing_to_repair(string drawn, bool repaired) =>
        Outline.IsRepaired(Wkt.Read(drawn)).ShouldBe(repaired);

    [Fact]
    public void The_extent_over_the_antimeridian_is_measured_across_it() =>
        Refusal("POLYGON ((165 0, -165 0, -165 1, 165 1, 165 0))").ShouldContain("30°");

    [Fact]
    public void What_was_drawn_is_left_as_it_was()
    {
        var drawn = Wkt.Read("POLYGON ((179 0, -179 0, -179 1, 179 1, 179 0))");

        Outline.Normalize(drawn);

        drawn.ShouldBeShape("POLYGON ((179 0, -179 0, -179 1, 179 1, 179 0))");
    }

    [Fact]
    public void A_union_of_neighbours_keeps_their_area() =>
        Outline
            .Union([Wkt.Outlines("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"), Wkt.Outlines("POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))")])
            .ShouldBeShape("MULTIPOLYGON (((0 0, 1 0, 2 0, 2 1, 1 1, 0 1, 0 0)))");

    [Fact]
    public void A_union_of_slicks_apart_has_a_part_for_each() =>
        Outline
            .Union([Wkt.Outlines("POLYGON ((0 0, 1 0, 1 1, 0 0))"), Wkt.Outlines("POLYGON ((5 0, 6 0, 6 1, 5 0))")])
            .NumGeometries.ShouldBe(2);

    [Fact]
    public void A_union_counts_what_overlaps_once() =>
        Outline
            .Union([Wkt.Outlines("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"), Wkt.Outlines("POLYGON ((1 0, 3 0, 3 2, 1 2, 1 0))")])
            .Area.ShouldBe(6, 1e-12);

    [Fact]
    public void A_union_of_slicks_that_touch_in_a_point_is_valid() =>
        Outline
            .Union([Wkt.Outlines("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"), Wkt.Outlines("POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))")])
            .IsValid.ShouldBeTrue();

    private static MultiPolygon Normalized(string drawn) => Outline.Normalize(Wkt.Read(drawn));

    private static string Refusal(string drawn) => Refusal(Wkt.Read(drawn));

    private static string Refusal(NetTopologySuite.Geometries.Geometry drawn) =>
        Should.Throw<OutlineException>(() => Outline.Normalize(drawn)).Message;
}
