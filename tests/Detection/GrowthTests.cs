using Review.Domain.Detection.DarkSpot;

namespace Review.Tests.Detecting;

/// <summary>Outlines that grow from sure seeds into what is dark beside them.</summary>
public sealed class GrowthTests
{
    private const string Picture = "" + "..oo..o" + ".S#o..." + ".##...." + "......#";

    [Fact]
    public void A_seed_reaches_what_touches_it_and_nothing_else() => From('#', most: 10).ShouldBe([9, 15, 16], ignoreOrder: true);

    [Fact]
    public void A_seed_that_reaches_too_much_has_leaked_and_keeps_its_own_outline() => From('#', most: 2).ShouldBeEmpty();

    [Fact]
    public void What_another_has_taken_is_not_taken_twice() => From('#', most: 10, taken: 9).ShouldBe([15, 16], ignoreOrder: true);

    [Fact]
    public void After_a_leak_its_pixels_are_free_again()
    {
        var isTaken = new bool[Picture.Length];
        Growth.From([8], 7, 4, pixel => Picture[pixel] == '#', 2, isTaken);

        isTaken.ShouldAllBe(taken => !taken);
    }

    private static IReadOnlyList<int> From(char dark, int most, int? taken = null)
    {
        var isTaken = new bool[Picture.Length];
        if (taken is { } one)
        {
            isTaken[one] = true;
        }

        return Growth.From([8], 7, 4, pixel => Picture[pixel] == dark, most, isTaken);
    }
}
