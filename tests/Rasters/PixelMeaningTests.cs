using Review.Domain.Scenes;

namespace Review.Tests.Rasters;

/// <summary>What a file says of its pixels holds in the file, and in the copy that is made of it.</summary>
public sealed class PixelMeaningTests : PixelMeanings
{
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
}
