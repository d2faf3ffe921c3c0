using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>What the numbers of a file are taken for when nobody says it.</summary>
public sealed class UnitTests : IAsyncLifetime
{
    private static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Theory]
    [InlineData("middle", 600)]
    [InlineData("all but a corner", 600)]
    [InlineData("all but a corner", 3_000)]
    [InlineData("all but the last row", 2_500)]
    public void Decibels_are_known_wherever_the_pixels_with_data_lie(string hidden, int side)
    {
        bool IsHidden(int x, int y) =>
            hidden switch
            {
                "middle" => x >= 40 && x < side - 40 && y >= 40 && y < side - 40,
                "all but a corner" => x + y > 20,
                _ => y < side - 1,
            };

        Unit(images.Tiff("db.tif", side, side, (x, y) => IsHidden(x, y) ? float.NaN : -18, Plain)).ShouldBe((PixelUnit.Decibel, true));
    }

    [Fact]
    public void Pixels_that_a_mask_hides_do_not_count()
    {
        var path = images.Bands("plain.tif", 300, 300, 6, [(x, _) => x < 200 ? -20 : 0.04f, (x, _) => x < 200 ? 0 : 255]);

        Unit(images.Translated("mask.tif", path, "-b", "1", "-mask", "2")).ShouldBe((PixelUnit.Sigma0, true));
    }

    [Fact]
    public void Some_ships_and_houses_above_0_dB_do_not_make_power_of_decibels() =>
        Unit(images.Tiff("db.tif", 400, 400, (x, _) => x < 100 ? 4 : -15, Plain)).ShouldBe((PixelUnit.Decibel, true));

    [Fact]
    public void A_rim_of_minus_9999_that_nothing_calls_no_data_does_not_make_decibels_of_power() =>
        Unit(images.Tiff("rim.tif", 400, 400, (x, _) => x < 300 ? -9999 : 0.03f, Plain)).ShouldBe((PixelUnit.Sigma0, true));

    [Fact]
    public void Whole_negative_numbers_are_decibels() =>
        Unit(images.Bands("whole.tif", 300, 300, 3, [(x, _) => -10 - (x % 10)])).ShouldBe((PixelUnit.Decibel, true));

    [Fact]
    public void Whole_positive_numbers_are_amplitudes() =>
        Unit(images.Bands("whole.tif", 300, 300, 2, [(x, _) => x])).ShouldBe((PixelUnit.Amplitude, true));

    [Fact]
    public void An_image_whose_first_band_is_empty_is_known_by_the_next() =>
        Unit(images.Bands("two.tif", 300, 300, 6, [(_, _) => float.NaN, (_, _) => -22])).ShouldBe((PixelUnit.Decibel, true));

    [Fact]
    public void What_was_said_is_no_guess()
    {
        using var pixels = images.Files().Open(images.Tiff("db.tif", 30, 30, (_, _) => -18, Plain), null, PixelUnit.Sigma0);

        (pixels.Unit, pixels.Facts.UnitIsGuess).ShouldBe((PixelUnit.Sigma0, false));
    }

    [Theory]
    [InlineData("SLICK_REVIEW_UNIT=amplitude", PixelUnit.Amplitude, false)]
    [InlineData("SLICK_REVIEW_UNIT=7", PixelUnit.Sigma0, true)]
    public void What_the_file_says_is_no_guess_if_it_says_a_unit(string tag, PixelUnit unit, bool isGuess) =>
        Unit(images.Translated("tagged.tif", images.Tiff("a.tif", 30, 30, (_, _) => 0.02f, Plain), "-mo", tag)).ShouldBe((unit, isGuess));

    [Fact]
    public void A_product_is_no_guess() => Unit(images.Safe()).ShouldBe((PixelUnit.Sigma0, false));

    private (PixelUnit Unit, bool IsGuess) Unit(string path)
    {
        using var pixels = images.Files().Open(path);
        return (pixels.Unit, pixels.Facts.UnitIsGuess);
    }
}
