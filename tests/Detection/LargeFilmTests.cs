using Review.Domain.Detection.DarkSpot;

namespace Review.Tests.Detecting;

/// <summary>A window as two levels of darkness, and its dark side: what tells a film over much of it from a slope.</summary>
public sealed class LargeFilmTests
{
    private const int Size = 200;
    private readonly Random speckle = new(3);

    [Fact]
    public void A_film_with_an_edge_is_two_levels()
    {
        var levels = Levels((column, _) => column < 140 ? -3 : 0);

        levels.LowerShare.ShouldBe(0.7, 0.02);
        levels.Separation.ShouldBe(3, 0.3);
    }

    [Fact]
    public void The_dark_side_of_an_edge_is_likely_and_is_all_of_the_film()
    {
        var side = Side((column, _) => column < 140 ? -3 : 0);

        side.Likelihood.ShouldBeGreaterThan(new DarkSpotParameters().DarkSideLikelihood);
        side.Region.Pixels.Count(pixel => pixel % Size < 140).ShouldBeGreaterThan(139 * Size);
        side.Region.Pixels.Length.ShouldBeLessThan(142 * Size);
    }

    [Fact]
    public void The_dark_side_of_a_slope_is_unlikely() => Side((column, _) => 6.0 * column / Size).Likelihood.ShouldBeLessThan(0.2);

    [Fact]
    public void A_speck_beside_a_film_and_a_gap_in_it_are_closed()
    {
        var side = Side((column, row) => column < 140 != (column is 20 or 180 && row is > 90 and < 100) ? -3 : 0);

        side.Region.Pixels.ShouldContain((95 * Size) + 20);
        side.Region.Pixels.ShouldNotContain((95 * Size) + 180);
    }

    [Fact]
    public void A_dark_side_that_is_just_likely_enough_is_kept()
    {
        using var detector = new DarkSpotDetector(new DarkSpotParameters());
        var side = Side((column, _) => column < 140 ? -3 : 0);

        side.Probability(side.Likelihood).ShouldBeGreaterThan(detector.Card.Thresholds.Keep);
        side.Probability(0).ShouldBeInRange(detector.Card.Thresholds.Keep, 1);
    }

    [Fact]
    public void One_sea_has_no_second_level() => Levels((_, _) => 0).Separation.ShouldBeLessThan(new DarkSpotParameters().LeastContrastDb);

    [Fact]
    public void Values_that_are_all_equal_have_no_levels() => TwoLevels.Of(new float[Size * Size], Known(), Size, Size).ShouldBeNull();

    [Fact]
    public void What_has_no_data_counts_for_neither_level()
    {
        var isData = Known();
        var db = Db(
            (column, _) =>
                column < 100 ? -40
                : column < 140 ? -3
                : 0
        );
        for (var i = 0; i < isData.Length; i++)
        {
            isData[i] = i % Size >= 100;
        }

        TwoLevels.Of(db, isData, Size, Size)!.Lower.ShouldBe(-3, 0.4);
    }

    [Fact]
    public void Pieces_touch_by_sides_and_not_over_the_rim()
    {
        var mask = "##..#|....#|#...#|.#...".Where(one => one != '|').Select(one => one == '#').ToArray();

        Pieces.Of(mask, 5).Pixels.Select(piece => piece.Length).ShouldBe([2, 3, 1, 1]);
    }

    private DarkSide Side(Func<int, int, double> db)
    {
        var (pixels, parameters) = (Db(db), new DarkSpotParameters());
        var usual = Array.ConvertAll(pixels, value => -value);
        var borders = new Borders(pixels, usual, 0.2, Known(), Size, Size, parameters);
        return DarkSide.Likeliest(pixels, usual, 0.2, Known(), Size, borders, parameters)!;
    }

    private TwoLevels Levels(Func<int, int, double> db) => TwoLevels.Of(Db(db), Known(), Size, Size)!;

    private float[] Db(Func<int, int, double> db) =>
        [.. Enumerable.Range(0, Size * Size).Select(i => (float)(db(i % Size, i / Size) + speckle.NextDouble() - 0.5))];

    private static bool[] Known() => [.. Enumerable.Repeat(true, Size * Size)];
}
