using System.IO.Compression;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>Sentinel-1 products, calibrated by their own annotation.</summary>
public sealed class SafeTests : IAsyncLifetime
{
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    // A = 10 + sample + line / 2 up to line 20, and 20 + sample below it; noise = (100 + sample) × (1 + line / 10 up to line 20), the
    // factor only up to sample 19.
    [Theory]
    [InlineData(5, 0, (2500 - 105) / (15.0 * 15))]
    [InlineData(7, 8, (2500 - (107 * 1.8)) / (21.0 * 21))]
    [InlineData(30, 8, (2500 - 130) / (44.0 * 44))]
    [InlineData(12, 25, (2500 - (112 * 3)) / (32.0 * 32))]
    public void Backscatter_is_the_square_less_the_noise_by_the_tables_square(int sample, int line, double expected)
    {
        using var pixels = images.Files().Open(images.Safe());

        At(pixels, sample, line).ShouldBe((float)expected, 1e-5f);
    }

    [Fact]
    public void The_noise_of_the_first_years_is_read_too()
    {
        using var pixels = images.Files().Open(images.Safe(noise: "old"));

        At(pixels, 7, 8).ShouldBe((2500 - 107) / (21f * 21), 1e-5f);
    }

    [Fact]
    public void A_product_without_noise_is_read_without_it()
    {
        using var pixels = images.Files().Open(images.Safe(noise: null));

        At(pixels, 7, 8).ShouldBe(2500 / (21f * 21), 1e-5f);
    }

    [Fact]
    public void Where_the_noise_is_larger_a_little_is_left()
    {
        using var pixels = images.Files().Open(images.Safe(number: 3));

        At(pixels, 7, 8).ShouldBe(1e-5f);
    }

    [Fact]
    public void Zero_is_no_data()
    {
        using var pixels = images.Files().Open(images.Safe());

        At(pixels, 0, 8).ShouldBe(float.NaN);
    }

    [Fact]
    public void Both_polarisations_are_bands()
    {
        using var pixels = images.Files().Open(images.Safe());

        (string.Join('+', pixels.Bands), pixels.Unit, pixels.Facts.Missing.Count).ShouldBe(("VV+VH", PixelUnit.Sigma0, 0));
    }

    [Fact]
    public void A_missing_polarisation_is_said_and_the_other_is_read()
    {
        using var pixels = images.Files().Open(images.Safe(polarisations: ["VV"]));

        (string.Join('+', pixels.Bands), string.Join('+', pixels.Facts.Missing)).ShouldBe(("VV", "VH"));
    }

    [Fact]
    public void A_product_over_the_antimeridian_is_one_image()
    {
        using var pixels = images.Files().Open(images.Safe(west: 179.98));

        (Math.Round(pixels.Bounds.West, 3), Math.Round(pixels.Bounds.East, 3)).ShouldBe((179.98, 180.02));
        pixels.ValueAt(0, -179.9895, 20 - 0.0085).ShouldBe((2500 - 130) / (44f * 44), 1e-5f);
    }

    [Fact]
    public void A_zip_is_read_as_its_folder()
    {
        var folder = images.Safe();
        ZipFile.CreateFromDirectory(folder, images.PathOf("product.zip"), CompressionLevel.Fastest, includeBaseDirectory: true);
        using var pixels = images.Files().Open(images.PathOf("product.zip"));

        (pixels.Facts.Scene, At(pixels, 30, 8)).ShouldBe(
            ("S1A_IW_GRDH_1SDV_20221002T205126_20221002T205156_045268_056950_0664", (2500 - 130) / (44f * 44))
        );
    }

    [Fact]
    public void What_a_zip_was_unpacked_to_is_gone_in_the_end()
    {
        ZipFile.CreateFromDirectory(images.Safe(), images.PathOf("product.zip"), CompressionLevel.Fastest, includeBaseDirectory: true);
        using (var pixels = images.Files().Open(images.PathOf("product.zip")))
        {
            At(pixels, 30, 8);
        }

        Directory.GetDirectories(images.Folder, "unpacked-*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_copy_keeps_backscatter_to_a_hundredth_of_a_dB_and_the_place()
    {
        var product = images.Safe();
        images.Files().Copy(product, null, null, images.PathOf("copy.tif"), CancellationToken.None);
        using var source = images.Files().Open(product);
        using var copy = images.Files().Open(images.PathOf("copy.tif"));

        (10 * Math.Log10(At(copy, 30, 8) / At(source, 30, 8))).ShouldBe(0, 0.01);
        (copy.Unit, Math.Round(copy.Bounds.West - source.Bounds.West, 9), Math.Round(copy.Bounds.North - source.Bounds.North, 9)).ShouldBe(
            (PixelUnit.Sigma0, 0, 0)
        );
    }

    [Fact]
    public void The_real_product_off_Palau_has_the_backscatter_that_was_put_in()
    {
        using var pixels = images
            .Files()
            .Open(Fixtures.Require("scenes/S1A_IW_GRDH_1SDV_20221002T205126_20221002T205156_045268_056950_0664.SAFE"));
        var values = new float[200 * 200];
        pixels.Read(0, new GeoBox(133.98, 7.62, 134.04, 7.68), 200, 200, values);
        var valid = values.Where(float.IsFinite).ToList();

        (pixels.Size, pixels.Facts.Crs, string.Join('+', pixels.Bands), valid.Count > 1_000).ShouldBe(
            ((25_117, 19_497), "EPSG:4326", "VV+VH", true)
        );
        // Gamma speckle around -12 dB, with a streak of -8 dB below that; the product's own noise is taken off.
        (10 * Math.Log10(valid.Order().ElementAt(valid.Count * 3 / 5))).ShouldBe(-12, 0.7);
    }

    [Fact]
    public void The_real_product_without_VH_says_so()
    {
        using var pixels = images
            .Files()
            .Open(Fixtures.Require("scenes/S1B_IW_GRDH_1SDV_20211223T051122_20211223T051147_030148_039993_5371.SAFE"));

        (pixels.Size, string.Join('+', pixels.Bands), string.Join('+', pixels.Facts.Missing)).ShouldBe(((26_102, 16_705), "VV", "VH"));
    }

    private static float At(IScenePixels pixels, int sample, int line)
    {
        var stored = pixels.ReadStored(0, 1_000_000, CancellationToken.None);
        return stored[(line * 40) + sample];
    }
}
