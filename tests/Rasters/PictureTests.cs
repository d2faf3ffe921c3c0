using Review.Data.Rasters;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>Shades, PNG files and the pictures that are kept.</summary>
public sealed class PictureTests : IAsyncLifetime
{
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public void The_library_reads_the_shades_that_were_encoded()
    {
        byte[] shades = [.. Enumerable.Range(0, 300 * 7).Select(index => (byte)(index * 31))];
        using var file = RasterDataset.Open(images.Bytes("a.png", GreyPng.Encode(shades, 300, 7)));
        var read = new float[shades.Length];
        file.Read(file.Band(0), 0, 0, 300, 7, read);

        read.Select(value => (byte)value).ShouldBe(shades);
    }

    [Fact]
    public void Zero_is_transparent()
    {
        using var file = RasterDataset.Open(images.Bytes("a.png", GreyPng.Encode([0, 1], 2, 1)));

        (Gdal.NoData(file.Band(0), out var isSet), isSet).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData(PixelUnit.Sigma0, true, -20, 0, new[] { 0.01f, 0.1f, 1f, float.NaN, 0f }, new byte[] { 1, 128, 255, 0, 1 })]
    [InlineData(PixelUnit.Amplitude, true, 0, 40, new[] { 1f, 10f, 100f, float.NaN, 0f }, new byte[] { 1, 128, 255, 0, 1 })]
    [InlineData(PixelUnit.Amplitude, false, 0, 100, new[] { 0f, 50f, 100f, float.NaN, -5f }, new byte[] { 1, 128, 255, 0, 1 })]
    [InlineData(PixelUnit.Decibel, true, -20, 0, new[] { -20f, -10f, 0f, float.NaN, -30f }, new byte[] { 1, 128, 255, 0, 1 })]
    [InlineData(PixelUnit.Decibel, false, 0, 1, new[] { -300f, -3.0103f, 0f, float.NaN, 10f }, new byte[] { 1, 128, 255, 0, 255 })]
    public void Values_become_shades_in_dB_or_not(PixelUnit unit, bool db, double low, double high, float[] values, byte[] expected)
    {
        var shades = new byte[values.Length];
        Shading.Of(new PictureStyle(0, low, high, 1, db), unit).Apply(values, shades);

        shades.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 1);
    }

    [Fact]
    public void Gamma_brightens_the_middle_and_keeps_the_ends()
    {
        var shades = new byte[3];
        Shading.Of(new PictureStyle(0, 0, 1, 2, false), PixelUnit.Amplitude).Apply([0, 0.25f, 1], shades);

        shades.ShouldBe([(byte)1, (byte)128, (byte)255]);
    }

    [Fact]
    public async Task A_kept_picture_is_found_in_memory_and_on_the_disk()
    {
        new TileCache(images.Folder).Store("a", [1, 2, 3]);

        (await new TileCache(images.Folder).Find("a", CancellationToken.None)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Memory_keeps_what_was_asked_for_last()
    {
        var cache = new TileCache(images.PathOf("nowhere"), mostMemoryBytes: 250, mostDiskBytes: 0);
        cache.Add("a", new byte[100]);
        cache.Add("b", new byte[100]);
        await cache.Find("a", CancellationToken.None);
        cache.Add("c", new byte[100]);

        (cache.Remembers("a"), cache.Remembers("b"), cache.Remembers("c")).ShouldBe((true, false, true));
    }

    [Fact]
    public void The_disk_never_holds_more_than_its_share()
    {
        var cache = new TileCache(images.Folder, mostDiskBytes: 5_000);
        for (var index = 0; index < 50; index++)
        {
            cache.Store($"{index}", new byte[300]);
        }

        new DirectoryInfo(images.Folder)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Sum(file => file.Length)
            .ShouldBeLessThanOrEqualTo(5_000);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_only_speed() => Should.NotThrow(() => new TileCache("/proc/nothing").Store("a", [1]));

    [Fact]
    public async Task Who_has_gone_away_is_not_drawn_for()
    {
        using var pool = new PixelPool();
        using var pictures = new ScenePictures(pool, new TileCache(images.Folder));
        using var pixels = images.Files().Open(images.Tiff("a.tif", 8, 8, (_, _) => 1, [10, 0.001, 0, 50, 0, -0.001]));
        var image = SceneImage.Of("a", images.PathOf("a.tif"), null, null, pixels) with
        {
            File = images.PathOf("a.tif"),
            State = ImageState.Ready,
        };

        await Should.ThrowAsync<OperationCanceledException>(async () =>
            await pictures.Preview(image, new PictureStyle(0, 0, 1, 1, false), 64, new CancellationToken(canceled: true))
        );
    }
}
