using System.IO.Compression;
using Review.Data.Rasters;
using Review.Domain;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>Every file that cannot be a scene is refused with one sentence that says why.</summary>
public sealed class BadImageTests : IAsyncLifetime
{
    private static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public void A_file_that_is_not_there() => Refusal(images.PathOf("nothing.tif")).ShouldEndWith("nothing.tif.");

    [Fact]
    public void An_empty_file() => Refusal(images.Bytes("empty.tif", [])).ShouldBe("empty.tif cannot be read as an image: it is empty.");

    [Fact]
    public void A_file_of_another_kind() =>
        Refusal(images.Bytes("notes.tif", "<VRTDataset rasterXSize=\"1\"/>"u8.ToArray()))
            .ShouldBe("notes.tif cannot be read as an image: it is neither a GeoTIFF nor a PNG nor a Sentinel-1 product.");

    [Theory]
    [InlineData("/vsicurl/http://example.org/scene.tif")]
    [InlineData("/vsizip//etc/passwd")]
    [InlineData("/vsistdin/")]
    public void A_path_that_only_the_library_would_understand(string path) => Refusal(path).ShouldStartWith("There is no file");

    [Fact]
    public void A_TIFF_of_a_few_bytes() =>
        Refusal(images.Bytes("short.tif", "II*\0\b\0\0\0"u8.ToArray())).ShouldStartWith("short.tif cannot be read as an image: ");

    [Fact]
    public void A_TIFF_that_is_cut_off()
    {
        var half = images.Half(images.Tiff("whole.tif", 400, 400, (x, y) => x * y, Plain));

        Should
            .Throw<RuleBrokenException>(() =>
            {
                using var pixels = images.Files().Open(half);
                return pixels.ReadStored(0, 1_000_000, CancellationToken.None);
            })
            .Message.ShouldStartWith("half-whole.tif cannot be read as an image: ");
    }

    [Fact]
    public void A_TIFF_without_a_coordinate_system() =>
        Refusal(images.Tiff("nowhere.tif", 4, 4, (_, _) => 1, Plain, epsg: 0))
            .ShouldBe(
                "nowhere.tif cannot be read as an image: it has no coordinate system; give its bounds in degrees (--bounds "
                    + "west,south,east,north)."
            );

    [Fact]
    public void A_TIFF_without_a_place() =>
        Refusal(images.Tiff("nowhere.tif", 4, 4, (_, _) => 1, null, epsg: 0))
            .ShouldBe(
                "nowhere.tif cannot be read as an image: it does not say where it lies; give its bounds (--bounds west,south,east,north)."
            );

    [Fact]
    public void A_TIFF_of_metres_that_says_degrees() =>
        Refusal(images.Tiff("wrong.tif", 40, 40, (_, _) => 1, [620_048, 20, 0, 4_830_114, 0, -20]))
            .ShouldBe(
                "wrong.tif cannot be read as an image: its coordinates (EPSG:4326) do not lie on the Earth; the coordinate system "
                    + "or the bounds are wrong."
            );

    [Fact]
    public void A_PNG_without_bounds() =>
        Refusal(images.Bytes("grey.png", GreyPng.Encode(new byte[16], 4, 4))).ShouldContain("give its bounds");

    [Fact]
    public void A_PNG_that_claims_to_be_huge() =>
        Refusal(images.PngHeader("huge.png", 60_000, 60_000), new GeoBox(0, 0, 1, 1))
            .ShouldBe("huge.png cannot be read as an image: it claims 60,000 × 60,000 pixels, and at most 100 million are read of a PNG.");

    [Fact]
    public void A_TIFF_of_one_block_that_is_too_large() =>
        Refusal(
                images.Tiff(
                    "block.tif",
                    8_000,
                    8_000,
                    (_, _) => 0,
                    Plain,
                    options: ["BLOCKYSIZE=8000", "SPARSE_OK=TRUE", "COMPRESS=DEFLATE"]
                )
            )
            .ShouldContain("rewrite it in tiles");

    [Fact]
    public void A_folder_that_is_no_product() => Refusal(images.Folder).ShouldContain("manifest.safe");

    [Fact]
    public void A_product_that_is_not_detected() => Refusal(images.Safe(type: "SLC")).ShouldContain("the product type is SLC");

    [Fact]
    public void A_product_without_measurements() =>
        Refusal(images.Safe(polarisations: [])).ShouldContain("no measurement with its annotation and calibration");

    [Fact]
    public void A_product_whose_annotation_is_not_XML()
    {
        var product = images.Safe();
        File.WriteAllText(Directory.GetFiles(Path.Combine(product, "annotation"), "*vv*.xml")[0], "<product>");

        Refusal(product).ShouldContain("is not XML");
    }

    [Fact]
    public void An_annotation_that_would_read_other_files()
    {
        var product = images.Safe();
        File.WriteAllText(
            Directory.GetFiles(Path.Combine(product, "annotation"), "*vv*.xml")[0],
            """<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/hostname">]><product>&e;</product>"""
        );

        Refusal(product).ShouldContain("is not XML");
    }

    [Theory]
    [InlineData("<calibration>", "is not XML")]
    [InlineData("", "is not XML")]
    [InlineData("<calibration/>", "its vectors are empty")]
    [InlineData(
        "<calibration><calibrationVector><line>0</line><pixel>0 39</pixel></calibrationVector></calibration>",
        "there is no sigmaNought"
    )]
    [InlineData(
        "<calibration><calibrationVector><line>0</line><pixel>0 39</pixel><sigmaNought>10</sigmaNought></calibrationVector></calibration>",
        "samples do not ascend"
    )]
    [InlineData(
        "<calibration><calibrationVector><line>0</line><pixel>39 0</pixel><sigmaNought>10 "
            + "20</sigmaNought></calibrationVector></calibration>",
        "samples do not ascend"
    )]
    [InlineData(
        "<calibration><calibrationVector><line>0</line><pixel>0 39</pixel><sigmaNought>ten "
            + "twenty</sigmaNought></calibrationVector></calibration>",
        "not that of a Sentinel-1 GRD product"
    )]
    [InlineData(
        "<calibration><calibrationVector><line>0</line><pixel>0 39</pixel><sigmaNought>10 "
            + "0</sigmaNought></calibrationVector></calibration>",
        "is not above 0"
    )]
    [InlineData(
        "<calibration><calibrationVector><line>0</line><pixel>0 39</pixel><sigmaNought>10 "
            + "NaN</sigmaNought></calibrationVector></calibration>",
        "is not above 0"
    )]
    [InlineData(
        "<calibration><calibrationVector><line>99999999999</line><pixel>0 39</pixel><sigmaNought>10 "
            + "20</sigmaNought></calibrationVector></calibration>",
        "not that of a Sentinel-1 GRD product"
    )]
    public void A_product_whose_calibration_is_broken(string calibration, string why)
    {
        var product = images.Safe();
        File.WriteAllText(Directory.GetFiles(Path.Combine(product, "annotation/calibration"), "calibration-*vv*.xml")[0], calibration);

        Refusal(product).ShouldContain(why);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-40")]
    [InlineData("60000000")]
    [InlineData("99999999999")]
    [InlineData("many")]
    public void A_product_that_claims_an_impossible_size(string samples)
    {
        var product = images.Safe();
        var annotation = Directory.GetFiles(Path.Combine(product, "annotation"), "*vv*.xml")[0];
        File.WriteAllText(
            annotation,
            File.ReadAllText(annotation).Replace("<numberOfSamples>40<", $"<numberOfSamples>{samples}<", StringComparison.Ordinal)
        );

        Refusal(product).ShouldContain("its annotation is not that of a Sentinel-1 GRD product");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void A_TIFF_of_complex_numbers(int type)
    {
        using (RasterDataset.Create(images.PathOf("slc.tif"), 4, 4, 1, (PixelType)type)) { }

        Refusal(images.PathOf("slc.tif"))
            .ShouldBe(
                "slc.tif cannot be read as an image: its pixels are complex numbers or of another type that is not backscatter; "
                    + "detected (GRD) images are needed, not SLC."
            );
    }

    [Theory]
    [InlineData(2_001, "it has 2,001 entries")]
    [InlineData(80_000, "it lists far more entries than the few dozen of a product")]
    public void A_zip_of_too_many_entries(int count, string why)
    {
        using (var zip = ZipFile.Open(images.PathOf("product.zip"), ZipArchiveMode.Create))
        {
            for (var entry = 0; entry < count; entry++)
            {
                zip.CreateEntry($"X.SAFE/measurement/{entry}");
            }
        }

        Refusal(images.PathOf("product.zip")).ShouldContain(why);
    }

    [Theory]
    [InlineData("../../outside.txt")]
    [InlineData("/etc/outside.txt")]
    [InlineData("X.SAFE/measurement/..\\..\\outside.txt")]
    public void A_zip_with_names_that_lead_out_of_it(string name)
    {
        Refusal(Zip(("X.SAFE/manifest.safe", "<x/>"u8.ToArray()), (name, "x"u8.ToArray())))
            .ShouldBe("The zip product.zip cannot be used: it has names that lead out of it (\"..\" or a root).");
    }

    [Fact]
    public void A_zip_bomb() =>
        Refusal(Zip(("X.SAFE/manifest.safe", "<x/>"u8.ToArray()), ("X.SAFE/measurement/bomb.tiff", new byte[50_000_000])))
            .ShouldBe("The zip product.zip cannot be used: it would unpack to far more than a product holds.");

    [Fact]
    public void A_product_with_a_hundred_thousand_elements_that_are_never_closed() =>
        Refusal(Zip(("X.SAFE/manifest.safe", Text(string.Concat(Enumerable.Repeat("<a>", 100_000))))))
            .ShouldBe("manifest.safe of X cannot be used: its elements are nested more than 64 deep.");

    [Fact]
    public void A_product_with_a_name_of_a_million_letters() =>
        Refusal(Zip(("X.SAFE/manifest.safe", Text($"<{new string('a', 1_000_000)}/>"))))
            .ShouldBe("manifest.safe of X cannot be used: an element in it has a name of more than 200 letters.");

    [Fact]
    public void What_is_wrong_with_the_text_of_a_product_is_said_in_a_sentence_of_bounded_length()
    {
        Refusal(Zip(("X.SAFE/manifest.safe", Text($"<a>&{new string('x', 500_000)};</a>")))).Length.ShouldBeLessThan(400);
        File.Delete(images.PathOf("product.zip"));
        Refusal(Zip(("X.SAFE/manifest.safe", Text($"<a></{new string('x', 500_000)}>")))).Length.ShouldBeLessThan(400);
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    [Fact]
    public void A_zip_of_something_else() => Refusal(Zip(("readme.txt", "x"u8.ToArray()))).ShouldContain("it holds no Sentinel-1 product");

    [Fact]
    public void A_zip_that_is_cut_off() =>
        Refusal(images.Half(Zip(("X.SAFE/manifest.safe", new byte[1000])))).ShouldContain("damaged or cut off");

    private string Zip(params (string Name, byte[] Content)[] entries)
    {
        using var zip = ZipFile.Open(images.PathOf("product.zip"), ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(content);
        }

        return images.PathOf("product.zip");
    }

    private string Refusal(string path, GeoBox? bounds = null) =>
        Should.Throw<RuleBrokenException>(() => images.Files().Open(path, bounds).Dispose()).Message;
}
