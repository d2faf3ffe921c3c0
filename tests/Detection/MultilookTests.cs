using Review.Domain.Detection.DarkSpot;

namespace Review.Tests.Detecting;

/// <summary>Squares of pixels, and back.</summary>
public sealed class MultilookTests
{
    [Fact]
    public void A_square_is_the_mean_of_its_pixels_with_data()
    {
        float[] pixels = [1, 3, 10, 20, 5, 7, 30, 40];
        bool[] isData = [true, true, true, false, true, true, true, false];

        var (means, known) = Multilook.Halve(pixels, isData, 4, 2);

        means.ShouldBe([4, 20]);
        known.ShouldBe([true, true]);
    }

    [Fact]
    public void A_square_of_which_less_than_half_has_data_has_none()
    {
        var (_, known) = Multilook.Halve([1, 2, 3, 4], [true, false, false, false], 2, 2);

        known.ShouldBe([false]);
    }

    [Fact]
    public void The_last_row_and_column_of_an_odd_size_are_squares_of_their_own()
    {
        var (means, _) = Multilook.Halve([1, 1, 5, 1, 1, 7, 3, 3, 9], [.. Enumerable.Repeat(true, 9)], 3, 3);

        means.ShouldBe([1, 6, 3, 9]);
    }

    [Theory]
    [InlineData(8, 6)]
    [InlineData(7, 5)]
    [InlineData(1, 1)]
    public void What_is_one_value_everywhere_is_so_after_halving_and_doubling(int width, int height)
    {
        float[] pixels = [.. Enumerable.Repeat(3f, width * height)];

        var (means, _) = Multilook.Halve(pixels, [.. pixels.Select(_ => true)], width, height);

        Multilook.Double(means, width, height).ShouldBe(pixels);
    }

    [Fact]
    public void Doubling_goes_straight_from_the_middle_of_one_square_to_that_of_the_next() =>
        Multilook.Double([0, 4], 4, 1).ShouldBe([0, 1, 3, 4]);
}
