using FsCheck;
using FsCheck.Fluent;
using NetTopologySuite.Geometries;
using Review.Domain.Geometry;
using Review.Tests.Support;

namespace Review.Tests.Geometry;

/// <summary>What holds for every outline and everything it is cut with.</summary>
public sealed class SplittingProperties
{
    private const double Exact = 1e-9;
    private static readonly Config Rounds = Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true);

    [Fact]
    public void Areas_of_pieces_by_a_line_add_up() => Holds(shape => SumsUp(shape.Whole, Splitting.ByLine(shape.Whole, shape.Line)));

    [Fact]
    public void Pieces_by_a_line_do_not_overlap() => Holds(shape => Apart(shape.Whole, Splitting.ByLine(shape.Whole, shape.Line)));

    [Fact]
    public void Pieces_by_a_line_lie_within_the_outline() =>
        Holds(shape =>
            Splitting.ByLine(shape.Whole, shape.Line).All(piece => piece.Difference(shape.Whole).Area <= Exact * shape.Whole.Area)
        );

    [Fact]
    public void Holes_stay_holes_whatever_the_line() =>
        Holds(shape =>
            Splitting.ByLine(shape.Whole, shape.Line).All(piece => piece.Intersection(shape.Hole).Area <= Exact * shape.Whole.Area)
        );

    [Fact]
    public void Pieces_by_a_line_are_valid_outlines() =>
        Holds(shape =>
            Splitting.ByLine(shape.Whole, shape.Line) is { Count: >= 2 } pieces
            && pieces.All(piece => piece is { IsValid: true, IsEmpty: false })
        );

    [Fact]
    public void Areas_inside_and_outside_a_polygon_add_up() =>
        Holds(shape => SumsUp(shape.Whole, Splitting.ByPolygon(shape.Whole, shape.Knife)));

    [Fact]
    public void Areas_of_pieces_by_vertex_count_add_up() => Holds(shape => SumsUp(shape.Whole, Splitting.ByVertexCount(shape.Whole, 9)));

    [Fact]
    public void A_union_of_the_pieces_is_the_outline_again() =>
        Holds(shape =>
            Outline.Union(Splitting.ByLine(shape.Whole, shape.Line)).SymmetricDifference(shape.Whole).Area <= Exact * shape.Whole.Area
        );

    [Fact]
    public void An_outline_normalized_twice_is_normalized_once() =>
        Holds(shape => Outline.Normalize(Outline.Normalize(shape.Tangle)).EqualsTopologically(Outline.Normalize(shape.Tangle)));

    [Fact]
    public void Whatever_is_drawn_becomes_a_valid_outline() => Holds(shape => Outline.Normalize(shape.Tangle).IsValid);

    private static void Holds(Func<Shape, bool> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new Shape(seed))).Check(Rounds);

    private static bool SumsUp(MultiPolygon outline, IReadOnlyList<MultiPolygon> pieces) =>
        Math.Abs(pieces.Sum(piece => piece.Area) - outline.Area) <= Exact * outline.Area;

    private static bool Apart(MultiPolygon outline, IReadOnlyList<MultiPolygon> pieces) =>
        pieces
            .SelectMany((one, i) => pieces.Skip(i + 1), (one, other) => one.Intersection(other).Area)
            .All(shared => shared <= Exact * outline.Area);

    /// <summary>A star with a hole in its middle and a part beside it, and things that cut it, somewhere at sea.</summary>
    private sealed class Shape
    {
        private const double Size = 0.05;
        private readonly Random random;
        private readonly Coordinate centre;

        public Shape(int seed)
        {
            random = new Random(seed);
            centre = new Coordinate(random.Next(-170, 170) + random.NextDouble(), random.Next(-75, 75) + random.NextDouble());
            var rim = Ring(0.5, 1, random.Next(8, 120));
            var hole = Ring(0.1, 0.3, random.Next(4, 30));
            Hole = Outline.Factory.CreatePolygon(hole);
            var beside = Wkt.Circle(centre.X + (4 * Size), centre.Y, Size / 2, random.Next(3, 20));
            Whole = Outline.Factory.CreateMultiPolygon([Outline.Factory.CreatePolygon(rim, [hole]), beside]);
            Line = Through();
            Knife = Outline.Factory.CreatePolygon([.. Line.Coordinates, Line.Coordinates[0].Copy()]);
            Tangle = Outline.Factory.CreatePolygon(
                Closed([.. Enumerable.Range(0, random.Next(5, 25)).Select(_ => At(random.NextDouble() * 7, random.NextDouble()))])
            );
        }

        public MultiPolygon Whole { get; }

        public Polygon Hole { get; }

        /// <summary>From outside over the middle to outside again, with bends.</summary>
        public LineString Line { get; }

        public Polygon Knife { get; }

        /// <summary>A ring that crosses itself again and again.</summary>
        public Polygon Tangle { get; }

        private LineString Through()
        {
            var angle = random.NextDouble() * 2 * Math.PI;
            var turn = 0.6 + (random.NextDouble() * 2);
            return Outline.Factory.CreateLineString([
                At(angle, 1.5),
                At(angle + 0.2, 0.8 * random.NextDouble()),
                centre.Copy(),
                At(angle + turn, 1.5),
            ]);
        }

        private LinearRing Ring(double least, double most, int vertices) =>
            Outline.Factory.CreateLinearRing(
                Closed([
                    .. Enumerable
                        .Range(0, vertices)
                        .Select(i => At(2 * Math.PI * i / vertices, least + (random.NextDouble() * (most - least)))),
                ])
            );

        private static Coordinate[] Closed(Coordinate[] points) => [.. points, points[0].Copy()];

        private Coordinate At(double angle, double radius) =>
            new(centre.X + (Size * radius * Math.Cos(angle)), centre.Y + (Size * radius * Math.Sin(angle)));
    }
}
