using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Tests.Support;

namespace Review.Tests.Geometry;

/// <summary>An outline and what cuts it, and the pieces: WKT in, WKT out.</summary>
public sealed class SplittingTests
{
    private const string Bar = "POLYGON ((0 0, 6 0, 6 1, 0 1, 0 0))";
    private const string Ring = "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))";
    private const string TwoParts = "MULTIPOLYGON (((0 0, 6 0, 6 1, 0 1, 0 0)), ((5 2, 6 2, 6 3, 5 3, 5 2)))";

    private const string OverAntimeridian =
        "MULTIPOLYGON (((178 0, 180 0, 180 1, 178 1, 178 0)), ((-180 0, -179 0, -179 1, -180 1, -180 0)))";

    [Fact]
    public void A_line_through_makes_two_pieces_the_larger_first() =>
        ByLine(Bar, "LINESTRING (2 -1, 2 2)")
            .ShouldBeShapes("MULTIPOLYGON (((2 0, 6 0, 6 1, 2 1, 2 0)))", "MULTIPOLYGON (((0 0, 2 0, 2 1, 0 1, 0 0)))");

    [Fact]
    public void A_line_that_comes_back_makes_three_pieces() =>
        ByLine(Bar, "LINESTRING (1 -1, 1 2, 4 2, 4 -1)").Select(piece => piece.Area).ShouldBe([3, 2, 1]);

    [Fact]
    public void A_line_that_starts_and_ends_on_the_boundary_cuts() => ByLine(Bar, "LINESTRING (2 0, 2 1)").Count.ShouldBe(2);

    [Fact]
    public void A_line_that_crosses_itself_inside_cuts_out_its_loop() =>
        ByLine("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "LINESTRING (5 -1, 5 8, 7 8, 7 5, 3 5, 3 11)")
            .Sum(piece => piece.Area)
            .ShouldBe(100, 1e-9);

    [Fact]
    public void A_line_through_a_hole_makes_two_pieces() =>
        ByLine(Ring, "LINESTRING (2 -1, 2 5)")
            .ShouldBeShapes(
                "MULTIPOLYGON (((0 0, 2 0, 2 1, 1 1, 1 3, 2 3, 2 4, 0 4, 0 0)))",
                "MULTIPOLYGON (((2 0, 4 0, 4 4, 2 4, 2 3, 3 3, 3 1, 2 1, 2 0)))"
            );

    [Fact]
    public void A_line_beside_a_hole_leaves_it_a_hole() =>
        ByLine("POLYGON ((0 0, 6 0, 6 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))", "LINESTRING (4 -1, 4 5)")[0]
            .ShouldBeShape("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)))");

    [Fact]
    public void A_hole_never_becomes_a_piece() =>
        ByLine(Ring, "LINESTRING (2 -1, 2 5)").ShouldAllBe(piece => !piece.Contains(Wkt.Read("POINT (2 2)")));

    [Fact]
    public void A_part_that_the_line_misses_stays_with_the_nearest_piece() =>
        ByLine(TwoParts, "LINESTRING (2 -1, 2 1.5)")
            .ShouldBeShapes(
                "MULTIPOLYGON (((2 0, 6 0, 6 1, 2 1, 2 0)), ((5 2, 6 2, 6 3, 5 3, 5 2)))",
                "MULTIPOLYGON (((0 0, 2 0, 2 1, 0 1, 0 0)))"
            );

    [Fact]
    public void A_line_through_every_part_makes_two_pieces_of_each() => ByLine(TwoParts, "LINESTRING (5.5 -1, 5.5 4)").Count.ShouldBe(4);

    [Fact]
    public void Splitting_by_a_line_that_ends_inside_is_refused() =>
        Refusal(() => ByLine(Bar, "LINESTRING (2 -1, 2 0.5)")).ShouldBe("The line does not leave the slick: start and end it outside.");

    [Fact]
    public void Splitting_by_a_line_that_lies_inside_is_refused() =>
        Refusal(() => ByLine(Bar, "LINESTRING (2 0.2, 3 0.7)")).ShouldBe("The line does not leave the slick: start and end it outside.");

    [Fact]
    public void Splitting_by_a_line_that_only_touches_a_corner_is_refused() =>
        Refusal(() => ByLine(Bar, "LINESTRING (-1 1, 1 -1, -1 -1, 0 0)")).ShouldNotBeEmpty();

    [Fact]
    public void Splitting_by_a_line_along_the_boundary_is_refused() =>
        Refusal(() => ByLine(Bar, "LINESTRING (-1 1, 7 1)"))
            .ShouldBe("The line only touches the slick: draw it from one side to the other.");

    [Fact]
    public void Splitting_by_a_line_that_misses_is_refused() =>
        Refusal(() => ByLine(Bar, "LINESTRING (10 -1, 10 2)")).ShouldBe("The line does not cross the slick.");

    [Fact]
    public void Splitting_by_a_line_from_the_edge_into_a_hole_is_refused() =>
        Refusal(() => ByLine(Ring, "LINESTRING (2 -1, 2 2)")).ShouldNotBeEmpty();

    [Fact]
    public void Splitting_by_a_line_off_the_map_is_refused() => Refusal(() => ByLine(Bar, "LINESTRING (2 -1, 2 200)")).ShouldContain("200");

    [Fact]
    public void A_polygon_makes_an_inside_and_an_outside() =>
        Splitting
            .ByPolygon(Wkt.Outlines(Bar), Wkt.Read("POLYGON ((-1 -1, 2 -1, 2 2, -1 2, -1 -1))"))
            .ShouldBeShapes("MULTIPOLYGON (((0 0, 2 0, 2 1, 0 1, 0 0)))", "MULTIPOLYGON (((2 0, 6 0, 6 1, 2 1, 2 0)))");

    [Fact]
    public void A_polygon_in_the_middle_leaves_a_hole() =>
        Splitting
            .ByPolygon(Wkt.Outlines("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))"), Wkt.Read("POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))"))[1]
            .ShouldBeShape("MULTI" + Ring.Replace("POLYGON (", "POLYGON ((", StringComparison.Ordinal) + ")");

    [Fact]
    public void Splitting_by_a_polygon_around_the_whole_slick_is_refused() =>
        Refusal(() => Splitting.ByPolygon(Wkt.Outlines(Bar), Wkt.Read("POLYGON ((-1 -1, 7 -1, 7 2, -1 2, -1 -1))")))
            .ShouldBe("The whole slick lies inside the polygon, so it splits nothing.");

    [Fact]
    public void Splitting_by_a_polygon_elsewhere_is_refused() =>
        Refusal(() => Splitting.ByPolygon(Wkt.Outlines(Bar), Wkt.Read("POLYGON ((10 0, 11 0, 11 1, 10 0))")))
            .ShouldBe("The polygon does not overlap the slick, so it splits nothing.");

    [Fact]
    public void Splitting_by_a_polygon_in_the_hole_is_refused() =>
        Refusal(() => Splitting.ByPolygon(Wkt.Outlines(Ring), Wkt.Read("POLYGON ((1.5 1.5, 2 1.5, 2 2, 1.5 1.5))")))
            .ShouldContain("does not overlap");

    [Fact]
    public void Parts_become_pieces_largest_first() =>
        Splitting
            .IntoParts(Wkt.Outlines(TwoParts))
            .ShouldBeShapes("MULTIPOLYGON (((0 0, 6 0, 6 1, 0 1, 0 0)))", "MULTIPOLYGON (((5 2, 6 2, 6 3, 5 3, 5 2)))");

    [Fact]
    public void A_slick_of_one_part_cannot_be_split_into_parts() =>
        Refusal(() => Splitting.IntoParts(Wkt.Outlines(Bar))).ShouldNotBeEmpty();

    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(255)]
    public void No_piece_has_more_vertices_than_asked_for(int most) =>
        Splitting.ByVertexCount(Circle(), most).Max(piece => piece.NumPoints).ShouldBeLessThanOrEqualTo(most);

    [Fact]
    public void Pieces_by_vertex_count_add_up() =>
        Splitting.ByVertexCount(Circle(), 64).Sum(piece => piece.Area).ShouldBe(Circle().Area, Circle().Area * 1e-9);

    [Fact]
    public void A_slick_with_few_vertices_cannot_be_split_by_vertex_count() =>
        Refusal(() => Splitting.ByVertexCount(Wkt.Outlines(Bar), 5))
            .ShouldBe("The slick has 5 vertices, no more than 5, so there is nothing to split.");

    [Fact]
    public void A_line_over_the_antimeridian_cuts_where_it_was_drawn() =>
        ByLine(OverAntimeridian, "LINESTRING (177.9 0.25, -178.9 0.25)")
            .ShouldBeShapes(
                "MULTIPOLYGON (((178 0.25, 180 0.25, 180 1, 178 1, 178 0.25)), ((-180 0.25, -179 0.25, -179 1, -180 1, -180 0.25)))",
                "MULTIPOLYGON (((178 0, 180 0, 180 0.25, 178 0.25, 178 0)), ((-180 0, -179 0, -179 0.25, -180 0.25, -180 0)))"
            );

    [Fact]
    public void What_lies_beyond_the_antimeridian_stays_with_the_piece_that_it_meets() =>
        ByLine(OverAntimeridian, "LINESTRING (179 -1, 179 2)")
            .ShouldBeShapes(
                "MULTIPOLYGON (((179 0, 180 0, 180 1, 179 1, 179 0)), ((-180 0, -179 0, -179 1, -180 1, -180 0)))",
                "MULTIPOLYGON (((178 0, 179 0, 179 1, 178 1, 178 0)))"
            );

    [Fact]
    public void A_part_beyond_the_antimeridian_stays_with_the_nearest_piece() =>
        ByLine(
            "MULTIPOLYGON (((178 0, 179.9 0, 179.9 1, 178 1, 178 0)), ((-179.9 0, -179.8 0, -179.8 1, -179.9 1, -179.9 0)))",
            "LINESTRING (179 -1, 179 2)"
        )[1]
            .ShouldBeShape(
                "MULTIPOLYGON (((179 0, 179.9 0, 179.9 1, 179 1, 179 0)), ((-179.9 0, -179.8 0, -179.8 1, -179.9 1, -179.9 0)))"
            );

    [Theory]
    [InlineData("POLYGON ((179 0, 179.5 0, 179.5 1, 179 1, 179 0))", "LINESTRING (178.9 0.5, -179 0.5)")]
    [InlineData("POLYGON ((-179.5 0, -179 0, -179 1, -179.5 1, -179.5 0))", "LINESTRING (179 0.5, -178.9 0.5)")]
    public void A_slick_beside_the_antimeridian_is_cut_by_a_line_over_it(string outline, string line) =>
        ByLine(outline, line).Select(piece => piece.Area).ShouldBe([0.25, 0.25], 1e-9);

    [Fact]
    public void What_only_the_antimeridian_parts_has_no_parts() =>
        Refusal(() => Splitting.IntoParts(Wkt.Outlines(OverAntimeridian)))
            .ShouldBe("The slick has one part only, so there are no parts to split it into.");

    [Fact]
    public void A_part_over_the_antimeridian_stays_whole_when_a_slick_is_split_into_parts() =>
        Splitting
            .IntoParts(
                Wkt.Outlines(
                    "MULTIPOLYGON (((178 0, 180 0, 180 1, 178 1, 178 0)), ((-180 0, -179 0, -179 1, -180 1, -180 0)), ((-178 0, "
                        + "-177 0, -177 1, -178 0)))"
                )
            )
            .ShouldBeShapes(OverAntimeridian, "MULTIPOLYGON (((-178 0, -177 0, -177 1, -178 0)))");

    [Fact]
    public void The_vertices_of_the_cut_at_the_antimeridian_are_not_counted() =>
        Refusal(() => Splitting.ByVertexCount(Wkt.Outlines(OverAntimeridian), 5))
            .ShouldBe("The slick has 5 vertices, no more than 5, so there is nothing to split.");

    [Theory]
    [InlineData(8)]
    [InlineData(40)]
    public void By_vertex_count_a_slick_over_the_antimeridian_is_halved_like_any_other(int most)
    {
        var circle = Wkt.Circle(180, 10, 0.3, 200);
        circle.Apply(new Wrapped());
        var pieces = Splitting.ByVertexCount(Outline.Normalize(circle), most);

        pieces.Max(piece => piece.NumPoints).ShouldBeLessThanOrEqualTo(most);
        pieces.Sum(piece => piece.Area).ShouldBe(Wkt.Circle(0, 10, 0.3, 200).Area, 1e-9);
    }

    [Fact]
    public void A_line_along_the_antimeridian_cuts_a_slick_there() =>
        ByLine(OverAntimeridian, "LINESTRING (-180 -1, -180 2)").Select(piece => piece.NumGeometries).ShouldBe([1, 1]);

    [Fact]
    public void A_line_over_the_antimeridian_cuts_nothing_on_the_other_side_of_the_world() =>
        Refusal(() => ByLine("POLYGON ((-1 0, 1 0, 1 1, -1 1, -1 0))", "LINESTRING (177.9 0.5, -178.9 0.5)"))
            .ShouldBe("The line does not cross the slick.");

    [Fact]
    public void A_polygon_over_the_antimeridian_makes_an_inside_and_an_outside() =>
        Splitting
            .ByPolygon(Wkt.Outlines(OverAntimeridian), Wkt.Read("POLYGON ((179 -1, -179.5 -1, -179.5 2, 179 2, 179 -1))"))
            .Select(piece => piece.Area)
            .ShouldBe([1.5, 1.5], 1e-9);

    private static MultiPolygon Circle() => Outline.Factory.CreateMultiPolygon([Wkt.Circle(30, 40, 0.1, 1000)]);

    private static IReadOnlyList<MultiPolygon> ByLine(string outline, string line) =>
        Splitting.ByLine(Wkt.Outlines(outline), Wkt.Line(line));

    private static string Refusal(Func<IReadOnlyList<MultiPolygon>> split) => Should.Throw<OutlineException>(() => split()).Message;

    [Fact]
    public void A_split_into_more_than_a_thousand_pieces_is_refused()
    {
        var comb = Outline.Normalize(
            Outline.Factory.CreatePolygon([
                .. Enumerable.Range(0, 9_000).Select(i => new Coordinate(i * 0.001, i % 2)),
                new Coordinate(9, -1),
                new Coordinate(0, -1),
                new Coordinate(0, 0),
            ])
        );

        Should.Throw<OutlineException>(() => Splitting.ByVertexCount(comb, 5)).Message.ShouldContain("more than 1,000 pieces");
    }

    /// <summary>All longitudes into −180 to 180.</summary>
    private sealed class Wrapped : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i) => seq.SetX(i, seq.GetX(i) > 180 ? seq.GetX(i) - 360 : seq.GetX(i));
    }
}
