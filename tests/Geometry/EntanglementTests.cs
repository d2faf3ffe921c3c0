using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Tests.Support;

namespace Review.Tests.Geometry;

/// <summary>What would keep a core for minutes is refused before it begins, and what people draw is not.</summary>
public sealed class EntanglementTests
{
    private static readonly MultiPolygon Slick = Outline.Normalize(Wkt.Read("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"));

    [Fact]
    public void A_zigzag_of_90_000_vertices_over_a_slick_splits_nothing() =>
        Should
            .Throw<OutlineException>(() => Splitting.ByLine(Slick, Line(Zigzag(90_000, 0, -0.5, 1.5))))
            .Message.ShouldBe("The lines cross more than 4,000 times, too often to be worked out. Draw it more simply.");

    [Fact]
    public void A_zigzag_inside_a_slick_that_lies_close_to_itself_is_refused_too() =>
        Should.Throw<OutlineException>(() => Splitting.ByLine(Slick, Line(Slanted(90_000)))).Message.ShouldStartWith("The lines ");

    [Fact]
    public void Two_zigzags_of_90_000_vertices_are_not_laid_over_each_other()
    {
        var (upright, across) = (Comb(90_000, turned: false), Comb(90_000, turned: true));

        Should
            .Throw<OutlineException>(() => Splitting.ByPolygon(Outline.Normalize(upright), across))
            .Message.ShouldContain("too often to be worked out");
        Should
            .Throw<OutlineException>(() => Entanglement.Check(Entanglement.MostCrossingsOfMany, upright, across))
            .Message.ShouldContain("50,000 times");
    }

    [Fact]
    public void An_outline_that_is_slanted_and_close_to_itself_is_refused_at_once() =>
        Should.Throw<OutlineException>(() => Outline.Normalize(Closed(Slanted(90_000)))).Message.ShouldContain("Draw it");

    [Fact]
    public void A_line_without_points_is_no_tangle() =>
        Should.NotThrow(() => Entanglement.Check(Entanglement.MostCrossings, Slick, Outline.Factory.CreateLineString()));

    [Fact]
    public void A_comb_of_90_000_vertices_is_no_tangle() =>
        Outline.Normalize(Comb(90_000, turned: false)).NumPoints.ShouldBeGreaterThan(80_000);

    [Fact]
    public void A_circle_of_99_000_vertices_is_split_by_a_line()
    {
        var circle = Outline.Normalize(Wkt.Circle(0, 0, 1, 99_000));

        Splitting.ByLine(circle, Wkt.Line("LINESTRING (-2 0.01, 2 0.01)")).Count.ShouldBe(2);
    }

    [Fact]
    public void A_slick_of_thousands_of_parts_is_split_with_every_part_at_its_nearest_piece()
    {
        var parts = Enumerable.Range(0, 4_000).Select(n => (Polygon)Wkt.Read(Desk.Square(2 + (n % 100 * 0.02), n / 100 * 0.02)));
        var large = (Polygon)Outline.Factory.CreatePolygon([.. Wkt.Circle(0, 0, 1, 40_000).Coordinates]);

        var pieces = Splitting.ByLine(Outline.Factory.CreateMultiPolygon([large, .. parts]), Wkt.Line("LINESTRING (0.5 -2, 0.5 2)"));

        pieces.Select(piece => piece.NumGeometries).Order().ShouldBe([1, 4_001]);
    }

    // Strokes up and down, beside each other.
    private static IEnumerable<Coordinate> Zigzag(int vertices, double from, double bottom, double top) =>
        Enumerable.Range(0, vertices).Select(n => new Coordinate(from + ((double)n / vertices), n % 2 == 0 ? bottom : top));

    // Strokes that each go over most of the way: all their boxes lie in each other.
    private static IEnumerable<Coordinate> Slanted(int vertices) =>
        Enumerable
            .Range(0, vertices)
            .Select(n => n % 2 == 0 ? new Coordinate(0.1 + (n * 1e-7), 0.9) : new Coordinate(0.9 + (n * 1e-7), 0.1));

    private static LineString Line(IEnumerable<Coordinate> points) => Outline.Factory.CreateLineString([.. points]);

    private static Polygon Closed(IEnumerable<Coordinate> points)
    {
        Coordinate[] ring = [.. points];
        return Outline.Factory.CreatePolygon([.. ring, ring[0].Copy()]);
    }

    // Teeth that stand on a back, upright or turned onto their side.
    private static Polygon Comb(int vertices, bool turned)
    {
        var teeth = Enumerable.Range(0, vertices).Select(n => (Along: (double)(n / 2) / vertices * 2, Up: n % 4 is 1 or 2 ? 1.0 : 0.1));
        IEnumerable<(double Along, double Up)> all = [.. teeth, (1, 0), (0, 0)];
        return Closed(all.Select(at => turned ? new Coordinate(at.Up, at.Along) : new Coordinate(at.Along, at.Up)));
    }
}
