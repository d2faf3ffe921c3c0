using Review.Domain.Detection.DarkSpot;

namespace Review.Tests.Detecting;

/// <summary>A window as two levels of darkness: what tells a film over most of it from a slope and from one sea.</summary>
public sealed class LargeFilmTests
{
    private const int Size = 200;
    private readonly Random speckle = new(3);

    [Fact]
    public void A_film_with_an_edge_is_two_levels_with_a_steep_step_between()
    {
        var levels = Levels((column, _) => column < 140 ? -3 : 0);

        levels.LowerShare.ShouldBe(0.7, 0.02);
        levels.Separation.ShouldBe(3, 0.3);
        levels.Steepness.ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void A_slope_explains_no_more_than_a_slope_does_and_has_no_step()
    {
        var levels = Levels((column, _) => 6.0 * column / Size);

        levels.Explained.ShouldBe(0.75, 0.05);
        levels.Steepness.ShouldBeLessThan(0.2);
    }

    [Fact]
    public void One_sea_has_no_second_level() => Levels((_, _) => 0).Separation.ShouldBeLessThan(new DarkSpotParameters().LeastContrastDb);

    [Fact]
    public void Values_that_are_all_equal_have_no_levels() => TwoLevels.Of(new float[Size * Size], Known(), Size, Size).ShouldBeNull();

    [Fact]
    public void What_has_no_data_counts_for_neither_level()
    {
        var isData = Known();
        var db = Db((column, _) => column < 100 ? -40 : column < 140 ? -3 : 0);
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

    private TwoLevels Levels(Func<int, int, double> db) => TwoLevels.Of(Db(db), Known(), Size, Size)!;

    private float[] Db(Func<int, int, double> db) => [.. Enumerable.Range(0, Size * Size).Select(i => (float)(db(i % Size, i / Size) + speckle.NextDouble() - 0.5))];

    private static bool[] Known() => [.. Enumerable.Repeat(true, Size * Size)];
}
