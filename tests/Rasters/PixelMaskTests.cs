namespace Review.Tests.Rasters;

/// <summary>Masks within a file and beside it.</summary>
public sealed class PixelMaskTests : PixelMeanings
{
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
}
