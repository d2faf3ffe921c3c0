using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>Images of every kind, read in degrees.</summary>
public sealed class ScenePixelsTests : IAsyncLifetime
{
    private static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public void A_box_at_the_images_own_size_is_the_image()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 100, 80, (x, y) => x + (100 * y), Plain));

        Read(pixels, pixels.Bounds, 100, 80).ShouldBe(Enumerable.Range(0, 8_000).Select(value => (float)value), 0.01);
    }

    [Fact]
    public void A_coarser_grid_averages_every_pixel()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 96, 96, (x, y) => (x + y) % 2, Plain));

        Read(pixels, pixels.Bounds, 12, 12).ShouldAllBe(value => Math.Abs(value - 0.5f) < 1e-5);
    }

    [Fact]
    public void A_grid_that_is_not_a_whole_number_of_times_coarser_keeps_the_mean()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 760, 760, (x, y) => (x * 7919 + y * 104729) % 100, Plain));

        Read(pixels, pixels.Bounds, 100, 100).Average().ShouldBe(49.5f, 0.5f);
    }

    [Fact]
    public void A_finer_grid_goes_evenly_from_pixel_to_pixel()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 20, 20, (x, _) => x, Plain));

        Read(pixels, new GeoBox(10.0055, 49.99, 10.0065, 49.991), 4, 1).ShouldBe([5.125f, 5.375f, 5.625f, 5.875f], 1e-4);
    }

    [Fact]
    public void What_lies_outside_of_the_image_is_no_data()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 20, 20, (_, _) => 1, Plain));

        Read(pixels, new GeoBox(9.98, 49.98, 10.02, 50), 4, 2).ShouldBe([float.NaN, float.NaN, 1, 1, float.NaN, float.NaN, 1, 1]);
    }

    [Fact]
    public void No_data_does_not_count_in_a_mean()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 16, 16, (x, _) => x % 2 == 0 ? -99 : 7, Plain, noData: -99));

        Read(pixels, pixels.Bounds, 4, 4).ShouldAllBe(value => value == 7);
    }

    [Fact]
    public void An_image_without_any_data_is_read_as_none()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 16, 16, (_, _) => -99, Plain, noData: -99));

        Read(pixels, pixels.Bounds, 16, 16).ShouldAllBe(value => float.IsNaN(value));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void An_infinite_number_is_no_data(float infinite)
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 16, 16, (x, y) => (x + y) % 2 == 0 ? infinite : 7, Plain));

        Read(pixels, pixels.Bounds, 4, 4).ShouldAllBe(value => value == 7);
        pixels.ReadStored(0, 1_000, TestContext.Current.CancellationToken).Count(float.IsNaN).ShouldBe(128);
    }

    [Fact]
    public void An_image_of_one_pixel_is_read()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 1, 1, (_, _) => 3, Plain));

        Read(pixels, pixels.Bounds, 2, 2).ShouldBe([3, 3, 3, 3]);
    }

    [Fact]
    public void A_rotated_image_lies_where_its_geotransform_says()
    {
        // A quarter turn: columns go north, rows go east.
        using var pixels = images.Files().Open(images.Tiff("a.tif", 30, 20, (x, y) => x + (100 * y), [10, 0, 0.001, 50, 0.001, 0]));

        (pixels.Bounds.West, pixels.Bounds.South, pixels.Bounds.East, pixels.Bounds.North).ShouldBe((10, 50, 10.02, 50.03));
        Read(pixels, pixels.Bounds, 20, 30)[^1].ShouldBe(1900, 0.01);
    }

    [Fact]
    public void A_slightly_rotated_image_agrees_with_its_own_pixels()
    {
        var (cosine, sine) = (0.001 * Math.Cos(0.3), 0.001 * Math.Sin(0.3));
        using var pixels = images.Files().Open(images.Tiff("a.tif", 200, 200, (x, y) => x, [10, cosine, sine, 50, sine, -cosine]));
        var (longitude, latitude) = (10 + (100.5 * cosine) + (60.5 * sine), 50 + (100.5 * sine) - (60.5 * cosine));

        Read(pixels, new GeoBox(longitude - 1e-5, latitude - 1e-5, longitude + 1e-5, latitude + 1e-5), 1, 1)[0].ShouldBe(100, 0.05);
    }

    [Theory]
    [InlineData(32631, 620_048.0, 4_830_114.0, 20.0)]
    [InlineData(3857, 500_000.0, 5_400_000.0, 20.0)]
    [InlineData(3413, -2_000_000.0, -1_000_000.0, 40.0)]
    public void A_projected_image_has_its_pixels_where_the_library_puts_them(int epsg, double x, double y, double side)
    {
        using var columns = images
            .Files()
            .Open(images.Tiff("columns.tif", 300, 300, (column, _) => column, [x, side, 0, y, 0, -side], epsg));
        using var rows = images.Files().Open(images.Tiff("rows.tif", 300, 300, (_, row) => row, [x, side, 0, y, 0, -side], epsg));
        var box = columns.Bounds;

        for (var share = 0.35; share < 0.66; share += 0.1)
        {
            var (longitude, latitude) = (box.West + (share * box.Width), box.South + (share * box.Height));
            var around = new GeoBox(longitude - 0.002, latitude - 0.002, longitude + 0.002, latitude + 0.002);

            // The middle of 401 × 401 places is that of the box; between two pixels lies what is between their values.
            (Read(columns, around, 401, 401)[80_400] - columns.ValueAt(0, longitude, latitude)).ShouldBe(0, 0.55f);
            (Read(rows, around, 401, 401)[80_400] - rows.ValueAt(0, longitude, latitude)).ShouldBe(0, 0.55f);
        }
    }

    [Fact]
    public void An_image_over_the_antimeridian_is_read_from_both_sides()
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 100, 10, (x, _) => x, [179.95, 0.001, 0, 10, 0, -0.001]));

        pixels.Bounds.East.ShouldBe(180.05, 1e-9);
        Read(pixels, new GeoBox(-180, 9.995, -179.999, 9.996), 1, 1)[0].ShouldBe(50, 0.01);
        Read(pixels, new GeoBox(180, 9.995, 180.001, 9.996), 1, 1)[0].ShouldBe(50, 0.01);
        pixels.ValueAt(0, -179.9995, 9.9955).ShouldBe(50);
    }

    [Fact]
    public void A_picture_with_bounds_lies_there()
    {
        using var pixels = images
            .Files()
            .Open(Fixtures.Require("cerulean/tile_with_slick.png"), new GeoBox(-74.53125, 35.859375, -74.1796875, 36.2109375));

        (
            pixels.Size,
            pixels.Unit,
            pixels.Bands.Count,
            Read(pixels, pixels.Bounds, 512, 512).Min(),
            Read(pixels, pixels.Bounds, 512, 512).Max()
        ).ShouldBe(((512, 512), PixelUnit.Amplitude, 1, 2, 22));
    }

    [Fact]
    public void A_scene_in_dB_is_known_by_its_negative_numbers()
    {
        using var pixels = images.Files().Open(Fixtures.Require("scenes/s1a_vv_db_land.tif"));

        (pixels.Unit, pixels.Bands[0], pixels.Facts.Crs, Math.Round(pixels.ValueAt(0, 4.52, 43.59), 4)).ShouldBe(
            (PixelUnit.Decibel, "VV", "EPSG:32631", -11.6425)
        );
    }

    [Fact]
    public void A_copy_has_the_same_pixels_and_overviews_in_blocks()
    {
        var source = images.Tiff("a.tif", 1500, 1100, (x, y) => (x * 31 + y * 17) % 1000, [620_048, 20, 0, 4_830_114, 0, -20], 32631, -99);
        var before = File.ReadAllBytes(source);
        images.Files().Copy(source, null, null, images.PathOf("copy.tif"), CancellationToken.None);
        using var original = images.Files().Open(source);
        using var copy = images.Files().Open(images.PathOf("copy.tif"));

        (original.Facts.HasOverviews, copy.Facts.HasOverviews, copy.Facts.Crs, copy.Bounds).ShouldBe(
            (false, true, "EPSG:32631", original.Bounds)
        );
        copy.ReadStored(0, 2_000_000, CancellationToken.None).ShouldBe(original.ReadStored(0, 2_000_000, CancellationToken.None));
        File.ReadAllBytes(source).ShouldBe(before);
    }

    [Fact]
    public void An_overview_is_as_good_as_the_pixels_for_a_mean()
    {
        var source = images.Tiff("a.tif", 2048, 2048, (x, y) => x, Plain);
        images.Files().Copy(source, null, null, images.PathOf("copy.tif"), CancellationToken.None);
        using var copy = images.Files().Open(images.PathOf("copy.tif"));

        Read(copy, copy.Bounds, 16, 16)[..16].ShouldBe(Enumerable.Range(0, 16).Select(x => (x * 128f) + 63.5f), 0.6);
    }

    [Fact]
    public void A_written_file_reads_back_with_its_unit_tags_and_place()
    {
        var box = new GeoBox(30, 40, 30.6, 40.3);
        using (
            var writer = images
                .Files()
                .Create(
                    images.PathOf("new.tif"),
                    new RasterLayout(box, 600, 300, ["VV", "VH"], RasterType.Real32, double.NaN, PixelUnit.Sigma0)
                )
        )
        {
            writer.Write(1, 100, 50, 2, 1, [0.5f, float.NaN]);
            writer.Complete();
        }

        using var pixels = images.Files().Open(images.PathOf("new.tif"));

        (pixels.Unit, string.Join('+', pixels.Bands), pixels.Bounds).ShouldBe((PixelUnit.Sigma0, "VV+VH", box));
        (pixels.ValueAt(1, 30.1005, 40.2495), pixels.ValueAt(1, 30.1015, 40.2495)).ShouldBe((0.5f, float.NaN));
    }

    [Fact]
    public void A_file_that_is_not_completed_leaves_nothing()
    {
        images
            .Files()
            .Create(
                images.PathOf("new.tif"),
                new RasterLayout(new GeoBox(30, 40, 31, 41), 10, 10, ["VV"], RasterType.Unsigned8, null, PixelUnit.Amplitude)
            )
            .Dispose();

        Directory.GetFiles(images.Folder).ShouldBeEmpty();
    }

    private static float[] Read(IScenePixels pixels, GeoBox box, int width, int height)
    {
        var values = new float[width * height];
        pixels.Read(0, box, width, height, values);
        return values;
    }
}
