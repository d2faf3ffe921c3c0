using Microsoft.Extensions.Configuration;
using Review.Data.Inference;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Detecting;

/// <summary>The usual detector on files that hold little or nothing, from the file to the detections.</summary>
public sealed class BadSceneTests : IAsyncLifetime
{
    private static readonly double[] Plain = [10, 0.001, 0, 40, 0, -0.001];
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public void One_pixel_holds_nothing() => Detect(images.Tiff("one.tif", 1, 1, (_, _) => 0.01f, Plain)).ShouldBe(0);

    [Fact]
    public void One_row_holds_nothing() => Detect(images.Tiff("row.tif", 300, 1, (x, _) => x % 7, Plain)).ShouldBe(0);

    [Fact]
    public void An_image_without_any_data_holds_nothing() =>
        Detect(images.Tiff("none.tif", 200, 200, (_, _) => -99, Plain, noData: -99)).ShouldBe(0);

    [Fact]
    public void An_image_of_NaN_holds_nothing() => Detect(images.Tiff("nan.tif", 200, 200, (_, _) => float.NaN, Plain)).ShouldBe(0);

    [Fact]
    public void An_image_of_zeros_holds_nothing() => Detect(images.Tiff("zero.tif", 200, 200, (_, _) => 0, Plain)).ShouldBe(0);

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)] // the dB of zero
    public void Infinite_numbers_are_no_data(float infinite) =>
        Detect(
                images.Tiff(
                    "wild.tif",
                    200,
                    200,
                    (x, y) => (x + y) % 50 == 0 ? infinite : 0.05f + (((x * 7) + (y * 13)) % 11 * 0.001f),
                    Plain
                )
            )
            .ShouldBe(0);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void A_hole_that_the_file_hides_is_not_dark_sea(bool isHidden, int found)
    {
        static bool IsHole(int x, int y) => x is >= 150 and < 200 && y is >= 120 and < 180;
        var path = images.Bands(
            "hole.tif",
            300,
            300,
            1,
            [(x, y) => IsHole(x, y) ? 0 : 60 + (((x * 7) + (y * 13)) % 17), (x, y) => isHidden && IsHole(x, y) ? 0 : 255],
            "ALPHA=YES"
        );

        Detect(path, PixelUnit.Amplitude).ShouldBe(found);
    }

    [Fact]
    public void An_image_that_is_cut_off_ends_with_a_sentence()
    {
        var half = images.Half(images.Tiff("whole.tif", 600, 600, (x, y) => x * y, Plain));

        Should.Throw<RuleBrokenException>(() => Detect(half)).Message.ShouldStartWith("half-whole.tif cannot be read as an image: ");
    }

    private int Detect(string path, PixelUnit unit = PixelUnit.Sigma0)
    {
        using var detector = new Detectors(new ConfigurationBuilder().Build(), images.Folder).Open(null);
        using var pixels = images.Files().Open(path, null, unit);
        return DetectScene
            .Run(pixels, detector, new DetectionSettings(), LandMask.OpenSea, null, TestContext.Current.CancellationToken)
            .Detections.Count;
    }
}
