using Review.Data.Rasters;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>Pictures in colours are not taken for measurements.</summary>
public sealed class PictureColourTests : PixelMeanings
{
    [Theory]
    [InlineData("tif")]
    [InlineData("png")]
    public void A_picture_in_colours_is_not_its_red_band(string kind)
    {
        // The same red and green everywhere, and another blue in the last pixel.
        var path = images.Bands(
            "colours.tif",
            600,
            600,
            Byte,
            [(x, _) => x % 200, (x, _) => x % 200, (x, y) => x + y == 1198 ? 3 : x % 200]
        );
        path = kind == "png" ? images.Translated("colours.png", path, "-of", "PNG") : path;

        Refusal(path, kind == "png" ? Somewhere : null)
            .ShouldBe(
                $"colours.{kind} cannot be read as an image: it is a picture in colours, and a scene is in shades of one band; write "
                    + "the band that is meant into a file of its own (gdal_translate -b 1)."
            );
    }

    [Theory]
    [InlineData("PHOTOMETRIC=CMYK", 4)]
    [InlineData("PHOTOMETRIC=CIELAB", 3)]
    public void A_picture_in_other_colours_is_refused(string option, int bands) =>
        Refusal(
                images.Bands(
                    "colours.tif",
                    20,
                    20,
                    Byte,
                    [.. Enumerable.Range(0, bands).Select(band => (Func<int, int, float>)((x, _) => (x * 7) + (band * 20)))],
                    option
                )
            )
            .ShouldContain("colours");

    [Fact]
    public void A_picture_in_three_equal_colours_is_one_band()
    {
        using var pixels = images
            .Files()
            .Open(images.Bands("grey.tif", 600, 600, Byte, [(x, _) => x % 200, (x, _) => x % 200, (x, _) => x % 200]));

        (string.Join('+', pixels.Bands), pixels.ValueAt(0, 10.1005, 49.9)).ShouldBe(("B1", 100));
    }

    [Fact]
    public void Three_bands_that_have_names_are_no_colours()
    {
        var path = images.Bands("dual.tif", 20, 20, Byte, [(x, _) => x, (_, y) => y, (x, y) => x + y]);
        Change(
            path,
            file =>
            {
                foreach (var (name, band) in ((string, int)[])[("VV", 1), ("VH", 2), ("ratio", 3)])
                {
                    Gdal.SetDescription(Gdal.Band(file, band), name);
                }
            }
        );
        using var pixels = images.Files().Open(path);

        (string.Join('+', pixels.Bands), pixels.ValueAt(2, 10.0035, 49.9965)).ShouldBe(("VV+VH+ratio", 6));
    }

    [Fact]
    public void A_picture_with_a_palette_is_refused()
    {
        var path = images.Translated(
            "palette.png",
            images.Bands("a.tif", 20, 20, Byte, [(x, _) => x], "PHOTOMETRIC=PALETTE"),
            "-of",
            "PNG"
        );

        Refusal(path, Somewhere).ShouldContain("palette");
    }

    [Fact]
    public void An_image_in_which_white_is_zero_is_refused() =>
        Refusal(images.Bands("white.tif", 20, 20, Byte, [(x, _) => x], "PHOTOMETRIC=MINISWHITE"))
            .ShouldContain("its smallest number is white");
}
