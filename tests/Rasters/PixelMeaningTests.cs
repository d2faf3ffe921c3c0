using Review.Data.Rasters;
using Review.Domain;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>What a file says of its pixels holds in the file, and in the copy that is made of it.</summary>
public sealed class PixelMeaningTests : IAsyncLifetime
{
    private const int Byte = 1;
    private const int UInt16 = 2;
    private const int Int16 = 3;
    private const int Float32 = 6;
    private const int Float64 = 7;
    private static readonly GeoBox Somewhere = new(10, 49.9, 10.2, 50);
    private readonly Images images = new();

    /// <summary>Images whose western half is hidden, each in another way; what is seen is 100 everywhere.</summary>
    public static TheoryData<string, int> HalfHidden
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (
                var way in (string[])
                    [
                        "mask",
                        "mask of 16 bits",
                        "mask with overviews",
                        "mask of NaN",
                        "mask file",
                        "mask file of bands",
                        "alpha",
                        "alpha with overviews",
                        "two alphas",
                        "PNG alpha",
                        "PNG number",
                        "PNG colours alpha",
                        "colours alpha",
                        "number",
                        "number of another type",
                        "number and alpha",
                        "NaN",
                        "number of doubles",
                        "infinite number",
                        "colours number",
                        "numbers of all bands",
                        "signed bytes",
                    ]
            )
            {
                data.Add(way, 300);
                data.Add(way, 1200);
            }

            return data;
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Theory]
    [MemberData(nameof(HalfHidden))]
    public void What_is_hidden_stays_no_data_in_the_file_and_in_its_copy(string way, int side)
    {
        var path = Half(way, side);
        var bounds = path.EndsWith(".png", StringComparison.Ordinal) ? Somewhere : (GeoBox?)null;
        images.Files().Copy(path, bounds, null, images.PathOf("copy.tif"), CancellationToken.None);

        ShouldBeHalf(path, bounds, side);
        ShouldBeHalf(images.PathOf("copy.tif"), null, side);
    }

    [Theory]
    [InlineData(Byte)]
    [InlineData(Int16)]
    [InlineData(Float32)]
    public void Scale_and_offset_make_the_values_in_the_file_and_in_its_copy(int type)
    {
        var path = images.Translated(
            "scaled.tif",
            images.Bands("plain.tif", 700, 600, type, [(x, _) => x % 200]),
            "-a_scale",
            "0.25",
            "-a_offset",
            "-40",
            "-a_nodata",
            "7"
        );
        images.Files().Copy(path, null, null, images.PathOf("copy.tif"), CancellationToken.None);

        foreach (var file in (string[])[path, images.PathOf("copy.tif")])
        {
            using var pixels = images.Files().Open(file);

            // 8 × 0.25 - 40; no data is meant before scaling.
            (pixels.ValueAt(0, 10.0085, 49.9), pixels.ValueAt(0, 10.0075, 49.9), pixels.Unit).ShouldBe((-38, float.NaN, PixelUnit.Decibel));
        }
    }

    [Fact]
    public void A_scale_of_zero_is_refused() =>
        Refusal(images.Translated("scaled.tif", images.Bands("plain.tif", 20, 20, Byte, [(x, _) => x]), "-a_scale", "0"))
            .ShouldContain("its scale 0 and offset 0 make no values");

    [Theory]
    [InlineData(-9999)]
    [InlineData(300)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void A_number_for_no_data_that_no_pixel_can_have_hides_none(double number)
    {
        var path = WithNoData(images.Bands("a.tif", 600, 600, Byte, [(x, _) => x % 2]), number);
        images.Files().Copy(path, null, null, images.PathOf("copy.tif"), CancellationToken.None);

        foreach (var file in (string[])[path, images.PathOf("copy.tif")])
        {
            using var pixels = images.Files().Open(file);

            (pixels.ValueAt(0, 10.0005, 49.9), pixels.ValueAt(0, 10.0015, 49.9)).ShouldBe((0, 1));
        }
    }

    [Fact]
    public void Numbers_that_mean_no_data_only_together_hide_no_pixel_that_has_one_of_them()
    {
        var path = images.Translated(
            "a.tif",
            images.Bands("plain.tif", 300, 300, Float32, [(x, _) => x < 150 ? 0 : 5, (_, _) => 0]),
            "-mo",
            "NODATA_VALUES=0 0"
        );
        using var pixels = images.Files().Open(path);

        (pixels.ValueAt(0, 10.01, 49.9), pixels.ValueAt(1, 10.01, 49.9), pixels.ValueAt(1, 10.2, 49.9)).ShouldBe((float.NaN, float.NaN, 0));
    }

    [Fact]
    public void A_half_transparent_pixel_is_seen()
    {
        using var pixels = images.Files().Open(images.Bands("a.tif", 20, 20, Byte, [(_, _) => 9, (x, _) => x], "ALPHA=YES"));

        pixels.ReadStored(0, 1_000, CancellationToken.None).Count(float.IsNaN).ShouldBe(20);
    }

    [Fact]
    public void An_image_beside_which_a_mask_lies_is_copied_so_that_nothing_hangs_on_a_second_file()
    {
        using var pixels = images.Files().Open(Half("mask file", 300));

        pixels.Facts.HasOverviews.ShouldBeFalse();
    }

    [Fact]
    public void A_mask_of_another_size_is_refused()
    {
        images.Bands("a.tif.msk", 10, 10, Byte, [(_, _) => 255]);

        Refusal(images.Bands("a.tif", 20, 20, Byte, [(x, _) => x]))
            .ShouldBe("a.tif.msk cannot be read as an image: it is the mask of an image of 10 × 10 pixels, and a.tif has 20 × 20.");
    }

    [Fact]
    public void A_mask_that_would_read_another_file_is_refused()
    {
        images.Bytes("a.tif.msk", "<VRTDataset rasterXSize=\"20\" rasterYSize=\"20\"/>"u8.ToArray());

        Refusal(images.Bands("a.tif", 20, 20, Byte, [(x, _) => x]))
            .ShouldStartWith("a.tif.msk cannot be read as an image: it is neither a GeoTIFF nor a PNG");
    }

    [Fact]
    public void A_mask_that_leads_elsewhere_is_refused()
    {
        File.CreateSymbolicLink(images.PathOf("a.tif.msk"), images.Bands("other.tif", 20, 20, Byte, [(_, _) => 0]));

        Refusal(images.Bands("a.tif", 20, 20, Byte, [(x, _) => x])).ShouldContain("this is a link to elsewhere");
    }

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

    [Fact]
    public void An_image_of_nothing_but_transparency_is_refused() =>
        Refusal(images.Translated("alpha.tif", images.Bands("a.tif", 20, 20, Byte, [(x, _) => x]), "-colorinterp_1", "alpha"))
            .ShouldContain("nothing but transparency");

    private void ShouldBeHalf(string path, GeoBox? bounds, int side)
    {
        using var pixels = images.Files().Open(path, bounds);
        var (west, east, middle) = (
            pixels.Bounds.West + (pixels.Bounds.Width / 4),
            pixels.Bounds.East - (pixels.Bounds.Width / 4),
            pixels.Bounds.South + (pixels.Bounds.Height / 2)
        );
        var statistics = SceneStatistics.Of(pixels, CancellationToken.None)[0];
        var small = new float[50 * 50];
        pixels.Read(0, pixels.Bounds, 50, 50, small);

        (pixels.ValueAt(0, west, middle), pixels.ValueAt(0, east, middle)).ShouldBe((float.NaN, 100));
        (statistics.ValidShare, statistics.Linear!.Min, statistics.Linear.Max).ShouldBe((0.5, 100, 100));
        small.Where((_, index) => index % 50 < 25).ShouldAllBe(value => float.IsNaN(value));
        small.Where((_, index) => index % 50 >= 25).ShouldAllBe(value => value == 100);
        pixels.Size.ShouldBe((side, side));
    }

    private string Half(string way, int side)
    {
        float Seen(int x, int y) => x < side / 2 ? 7 : 100;
        float Shown(int x, int y) => x < side / 2 ? 0 : 255;
        string Plain(int type, params Func<int, int, float>[] bands) => images.Bands("plain.tif", side, side, type, bands);
        int[] factors = side > 1000 ? [2, 4] : [2];
        return way switch
        {
            "mask" => images.Translated("mask.tif", Plain(Byte, Seen, Shown), "-b", "1", "-mask", "2"),
            "mask of 16 bits" => images.Translated("mask.tif", Plain(UInt16, Seen, Shown), "-b", "1", "-mask", "2"),
            "mask with overviews" => images.WithOverviews(
                images.Translated("mask.tif", Plain(Byte, Seen, Shown), "-b", "1", "-mask", "2", "-co", "TILED=YES"),
                factors
            ),
            "mask of NaN" => images.Translated(
                "mask.tif",
                Plain(Float32, (x, _) => x < side / 2 ? float.NaN : 100, Shown),
                "-b",
                "1",
                "-mask",
                "2",
                "-a_nodata",
                "100.5"
            ),
            "mask file" => Beside(Plain(Byte, Seen), "plain.tif.msk", Shown),
            "mask file of bands" => Beside(Plain(Byte, Seen, (_, _) => 5), "plain.tif.msk", Shown, (_, _) => 255),
            "alpha" => images.Bands("alpha.tif", side, side, Byte, [Seen, Shown], "ALPHA=YES"),
            "alpha with overviews" => images.WithOverviews(
                images.Bands("alpha.tif", side, side, Byte, [Seen, Shown], "ALPHA=YES", "TILED=YES"),
                factors
            ),
            "two alphas" => images.Translated(
                "alphas.tif",
                Plain(UInt16, Seen, (_, _) => 1, Shown),
                "-colorinterp_2",
                "alpha",
                "-colorinterp_3",
                "alpha"
            ),
            "PNG alpha" => images.Translated(
                "alpha.png",
                images.Bands("alpha.tif", side, side, Byte, [Seen, Shown], "ALPHA=YES"),
                "-of",
                "PNG"
            ),
            "PNG number" => images.Translated("number.png", Plain(Byte, Seen), "-of", "PNG", "-a_nodata", "7"),
            "PNG colours alpha" => images.Translated(
                "alpha.png",
                Plain(Byte, (x, _) => x < side / 2 ? 3 : 100, Seen, Seen, Shown),
                "-of",
                "PNG",
                "-colorinterp_4",
                "alpha"
            ),
            "colours alpha" => images.Translated(
                "alpha.tif",
                Plain(Byte, (x, _) => x < side / 2 ? 3 : 100, Seen, Seen, Shown),
                "-colorinterp_4",
                "alpha"
            ),
            "number" => images.Translated("number.tif", Plain(UInt16, Seen), "-a_nodata", "7"),
            "number of another type" => WithNoData(
                images.Translated("number.tif", Plain(Byte, Seen, Shown), "-b", "1", "-mask", "2"),
                -9999
            ),
            "number and alpha" => images.Translated(
                "number.tif",
                images.Bands("alpha.tif", side, side, Byte, [Seen, (x, _) => x < side / 4 ? 0 : 255], "ALPHA=YES"),
                "-a_nodata",
                "7"
            ),
            "NaN" => images.Translated("nan.tif", Plain(Float32, (x, _) => x < side / 2 ? float.NaN : 100), "-a_nodata", "nan"),
            "number of doubles" => images.Translated(
                "number.tif",
                Plain(Float64, (x, _) => x < side / 2 ? -3.4028235e38f : 100),
                "-a_nodata",
                "-3.4028234663852886e+38"
            ),
            "infinite number" => images.Translated(
                "number.tif",
                Plain(Float32, (x, _) => x < side / 2 ? float.NegativeInfinity : 100),
                "-a_nodata",
                "-inf"
            ),
            "colours number" => images.Translated("number.tif", Plain(Byte, Seen, Seen, Seen), "-a_nodata", "7"),
            "numbers of all bands" => images.Translated(
                "numbers.tif",
                Plain(UInt16, Seen, (x, _) => x < side / 2 ? 8 : 100),
                "-mo",
                "NODATA_VALUES=7 8"
            ),
            "signed bytes" => images.Translated(
                "signed.tif",
                Plain(Byte, (x, _) => x < side / 2 ? 254 : 100),
                "-co",
                "PIXELTYPE=SIGNEDBYTE",
                "-a_nodata",
                "-2"
            ),
            _ => throw new ArgumentException(way),
        };
    }

    private string Beside(string path, string mask, params Func<int, int, float>[] shown)
    {
        using var size = RasterDataset.Open(path);
        images.Bands(mask, size.Width, size.Height, Byte, shown);
        return path;
    }

    private static string WithNoData(string path, double number)
    {
        Change(path, file => Gdal.SetNoData(Gdal.Band(file, 1), number).ShouldBe(Gdal.ErrorFree));
        return path;
    }

    private static void Change(string path, Action<DatasetHandle> change)
    {
        const uint update = 1;
        using var drivers = new StringsHandle("GTiff");
        using var none = new StringsHandle();
        using var opened = Gdal.OpenEx(path, Gdal.OpenRaster | update, drivers, none, none);
        change(opened);
    }

    private string Refusal(string path, GeoBox? bounds = null) =>
        Should.Throw<RuleBrokenException>(() => images.Files().Open(path, bounds).Dispose()).Message;
}
