using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Geometry;
using Review.Tests.Support;

namespace Review.Tests.Geometry;

/// <summary>What rounding leaves where lines meet is no piece: it goes with its neighbour, and the areas still add up.</summary>
public sealed class DustTests
{
    private const string Square = "POLYGON ((20 30, 20.1 30, 20.1 30.1, 20 30.1, 20 30))";
    private const string Bar = "POLYGON ((0 0, 6 0, 6 1, 0 1, 0 0))";

    // Its strokes meet in one point, but for rounding.
    private const string StrokesThroughOnePoint =
        "LINESTRING (19.07 31.61, 21.07 28.41, 20.87 30.61, 19.27 29.41, 20.47 29.01, 19.67 31.01)";

    // Two of its corners were interpolated on the edge of the triangle.
    private const string Triangle = "POLYGON ((20.010298 30.013608, 20.12138 30.059424, 20.029278 30.1, 20.010298 30.013608))";
    private const string BesideTriangle =
        "POLYGON ((20.0436226 30.027352800000003, 20.0880554 30.045679200000002, 20.0880554 29.9, 20.0436226 29.9, 20.0436226 "
        + "30.027352800000003))";

    [Fact]
    public void Strokes_that_meet_in_one_point_leave_no_piece_of_dust()
    {
        var pieces = Splitting.ByLine(Wkt.Outlines(Square), Wkt.Line(StrokesThroughOnePoint));

        pieces.ShouldAllBe(piece => piece.Area > 1e-9);
        pieces.Count.ShouldBe(6);
        Sum(pieces).ShouldBe(0.01, 0.01 * 1e-9);
    }

    [Fact]
    public void An_area_that_only_touches_the_slick_splits_nothing() =>
        Should
            .Throw<OutlineException>(() => Splitting.ByPolygon(Wkt.Outlines(Triangle), Wkt.Read(BesideTriangle)))
            .Message.ShouldBe("The polygon does not overlap the slick, so it splits nothing.");

    [Fact]
    public void An_area_that_only_touches_the_slick_cuts_nothing_away() =>
        Should
            .Throw<OutlineException>(() =>
                new CutSlick([1], Wkt.Read(BesideTriangle), null, new Authorship("ada")).Rule([Version(Triangle)])
            )
            .Message.ShouldBe("The polygon does not overlap the slick, so it cuts nothing away.");

    [Fact]
    public void An_area_that_leaves_only_dust_of_the_slick_splits_nothing() =>
        Should
            .Throw<OutlineException>(() =>
                Splitting.ByPolygon(Wkt.Outlines(Bar), Wkt.Read("POLYGON ((-1 -1, 5.99999999 -1, 5.99999999 2, -1 2, -1 -1))"))
            )
            .Message.ShouldBe("The whole slick lies inside the polygon, so it splits nothing.");

    [Fact]
    public void A_cut_that_leaves_only_dust_takes_the_whole_slick_away() =>
        Should
            .Throw<OutlineException>(() =>
                new CutSlick(
                    [1],
                    Wkt.Read("POLYGON ((-1 -1, 5.99999999 -1, 5.99999999 2, -1 2, -1 -1))"),
                    null,
                    new Authorship("ada")
                ).Rule([Version(Bar)])
            )
            .Message.ShouldStartWith("The polygon takes the whole slick away.");

    [Fact]
    public void A_strip_that_coordinates_cannot_tell_goes_with_the_piece_beside_it()
    {
        var pieces = Splitting.ByLine(Wkt.Outlines(Bar), Wkt.Line("LINESTRING (2 -1, 2 2, 2.00000001 2, 2.00000001 -1)"));

        pieces.Count.ShouldBe(2);
        Sum(pieces).ShouldBe(6, 6e-9);
    }

    [Fact]
    public void A_line_that_only_cuts_dust_off_does_not_cross_the_slick() =>
        Should.Throw<OutlineException>(() => Splitting.ByLine(Wkt.Outlines(Bar), Wkt.Line("LINESTRING (0.00000001 -1, 0.00000001 2)")));

    [Fact]
    public void A_part_of_dust_goes_with_the_nearest_part()
    {
        var pieces = Splitting.IntoParts(
            Wkt.Outlines(
                "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((3 0, 4 0, 4 1, 3 1, 3 0)), ((5 0, 5.00000001 0, 5.00000001 1, 5 1, 5 0)))"
            )
        );

        pieces.Count.ShouldBe(2);
        Sum(pieces).ShouldBe(2.00000001, 2e-9);
    }

    [Fact]
    public void One_part_beside_dust_cannot_be_split_into_parts() =>
        Should
            .Throw<OutlineException>(() =>
                Splitting.IntoParts(
                    Wkt.Outlines("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((5 0, 5.00000001 0, 5.00000001 1, 5 1, 5 0)))")
                )
            )
            .Message.ShouldStartWith("The slick has one part only");

    [Fact]
    public void A_split_by_vertices_leaves_no_dust_where_columns_of_vertices_are_a_digit_apart()
    {
        var comb = Wkt.Read(
            "POLYGON ((0 0, 1 0, 1 0.4, 1.00000000001 0.4, 1.00000000001 0.6, 1 0.6, 1 1, 2 1, 2 2, 1.00000000001 2, 1 3, 0 3, 0 0))"
        );
        var pieces = Splitting.ByVertexCount(Outline.Normalize(comb), 5);

        pieces.ShouldAllBe(piece => piece.Area > 1e-6);
        Sum(pieces).ShouldBe(comb.Area, comb.Area * 1e-9);
    }

    [Theory]
    [InlineData("POLYGON ((20 30, 20.00000001 30, 20.00000001 30.00000001, 20 30))")]
    [InlineData("POLYGON ((20 30, 21 30, 21 30.00000001, 20 30.00000001, 20 30))")]
    [InlineData(
        "MULTIPOLYGON (((20 30, 20.00000001 30, 20.00000001 30.00000001, 20 30)), ((21 30, 21.00000001 30, 21.00000001 30.00000001, "
            + "21 30)))"
    )]
    [InlineData("POLYGON ((20 30, 20 30.1, 20 30.05, 20 30))")]
    public void An_outline_of_nothing_but_dust_has_no_area(string outline) =>
        Should.Throw<OutlineException>(() => Outline.Normalize(Wkt.Read(outline))).Message.ShouldBe("The outline has no area.");

    [Fact]
    public void Dust_beside_a_solid_part_falls_away() =>
        Outline
            .Normalize(Wkt.Read("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((5 0, 5.00000001 0, 5.00000001 1, 5 1, 5 0)))"))
            .ShouldBeShape("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)))");

    [Fact]
    public void A_small_square_of_a_metre_is_no_dust() =>
        Outline.Normalize(Wkt.Read("POLYGON ((20 30, 20.00001 30, 20.00001 30.00001, 20 30.00001, 20 30))")).Area.ShouldBe(1e-10, 1e-13);

    private static double Sum(IEnumerable<MultiPolygon> pieces) => pieces.Sum(piece => piece.Area);

    private static SlickVersion Version(string outline) =>
        new(1, new SlickFacts(DateTimeOffset.UnixEpoch, 4, null, null, false, null, null), 1, Wkt.Outlines(outline));
}
