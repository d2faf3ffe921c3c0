using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Review.Data.Rasters;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Tiles and previews of scenes.</summary>
public sealed class ScenePictureTests(WebApp app) : SceneRoutes(app), IClassFixture<WebApp>
{
    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public async Task A_tile_shows_the_scene_where_it_lies(int size)
    {
        var (id, _) = await Given();

        var shades = await Shades($"/tiles/scenes/{id}/{Tile(10, 10.1, 49.95)}.png?size={size}&stretch=0,254&db=false", size);

        // West of 10.01 there is no data; in the middle of the tile's row the values grow to the east.
        var (left, world) = (Math.Floor((10.1 + 180) / 360 * 1024) / 1024, 1024.0 * size);
        int Column(double longitude) => (int)((((longitude + 180) / 360) - left) * world);
        var row = (int)(((0.5 - (Math.Asinh(Math.Tan(49.95 * Math.PI / 180)) / (2 * Math.PI))) * world) % size);
        shades[(row * size) + Column(10.005)].ShouldBe((byte)0);
        ((double)shades[(row * size) + Column(10.05)]).ShouldBe(51, 2.5);
        ((double)shades[(row * size) + Column(10.15)]).ShouldBe(151, 2.5);
    }

    [Fact]
    public async Task A_tile_beside_the_scene_is_transparent()
    {
        var (id, _) = await Given();

        (await Shades($"/tiles/scenes/{id}/10/0/0.png", 256)).ShouldAllBe(shade => shade == 0);
    }

    [Fact]
    public async Task A_scene_over_the_antimeridian_is_on_the_tiles_of_both_sides()
    {
        var (id, _) = await Given([178, 0.02, 0, 50, 0, -0.02]);

        (await Shades($"/tiles/scenes/{id}/{Tile(8, 179.5, 49.5)}.png", 256)).Count(shade => shade > 0).ShouldBeGreaterThan(1_000);
        (await Shades($"/tiles/scenes/{id}/{Tile(8, -179.5, 49.5)}.png", 256)).Count(shade => shade > 0).ShouldBeGreaterThan(1_000);
        (await Shades($"/tiles/scenes/{id}/0/0/0.png", 256)).Count(shade => shade > 0).ShouldBeGreaterThan(0);
        Image(Json(await App.Viewer.Get($"/api/scenes/{id}")))
            .GetProperty("footprint")
            .GetProperty("type")
            .GetString()
            .ShouldBe("MultiPolygon");
    }

    [Fact]
    public async Task A_tile_that_the_browser_has_is_304()
    {
        var (id, _) = await Given();
        var first = await Fetch($"/tiles/scenes/{id}/{Tile(10, 10.1, 49.95)}.png");

        (await Fetch($"/tiles/scenes/{id}/{Tile(10, 10.1, 49.95)}.png", first.Headers.ETag)).StatusCode.ShouldBe(
            HttpStatusCode.NotModified
        );
    }

    [Theory]
    [InlineData("gamma=2")]
    [InlineData("db=false")]
    [InlineData("stretch=1,5")]
    [InlineData("size=512")]
    public async Task A_tile_shown_otherwise_is_another(string style)
    {
        var (id, _) = await Given();
        var first = await Fetch($"/tiles/scenes/{id}/{Tile(10, 10.1, 49.95)}.png");

        (await Fetch($"/tiles/scenes/{id}/{Tile(10, 10.1, 49.95)}.png?{style}", first.Headers.ETag)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_tile_asked_for_with_its_revision_is_kept_for_ever()
    {
        var (id, _) = await Given();
        var revision = Image(Json(await App.Viewer.Get($"/api/scenes/{id}"))).GetProperty("revision").GetInt32();

        (await Fetch($"/tiles/scenes/{id}/5/16/10.png?r={revision}"))
            .Headers.CacheControl!.ToString()
            .ShouldBe("max-age=31536000, private, immutable");
        (await Fetch($"/tiles/scenes/{id}/5/16/10.png")).Headers.CacheControl!.ToString().ShouldBe("max-age=300, private");
    }

    [Theory]
    [InlineData("stretch=5", "stretch is")]
    [InlineData("stretch=5,1", "stretch is")]
    [InlineData("stretch=percentile:2,101", "stretch is")]
    [InlineData("stretch=NaN,1", "stretch is")]
    [InlineData("gamma=0", "gamma is")]
    [InlineData("band=HH", "The scene has no band HH")]
    [InlineData("db=maybe", "db is")]
    [InlineData("size=300", "size is")]
    public async Task A_style_that_is_none_is_refused_with_a_sentence(string style, string start)
    {
        var (id, _) = await Given();

        (await App.Viewer.Get($"/tiles/scenes/{id}/10/540/347.png?{style}")).Detail.ShouldStartWith(start);
    }

    [Theory]
    [InlineData("17/0/0")]
    [InlineData("2/4/0")]
    public async Task A_tile_outside_of_the_world_does_not_exist(string address)
    {
        var (id, _) = await Given();

        (await App.Viewer.Get($"/tiles/scenes/{id}/{address}.png")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_preview_is_the_whole_scene_in_the_size_asked_for()
    {
        var (id, _) = await Given();
        var bytes = await App.Viewer.GetByteArrayAsync(
            new Uri($"/api/scenes/{id}/preview.png?size=100", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        using var picture = RasterDataset.Open(images.Bytes("preview.png", bytes));

        (picture.Width, picture.Height).ShouldBe((100, 78));
    }

    [Fact]
    public async Task A_scene_that_cannot_be_prepared_says_why_and_has_no_tiles()
    {
        var (id, name) = await Given();
        File.Delete(images.PathOf($"{name}.tif"));
        await App.Send(new PrepareScene(id));

        (
            Image(Json(await App.Viewer.Get($"/api/scenes/{id}"))).GetProperty("message").GetString()!,
            (await App.Viewer.Get($"/tiles/scenes/{id}/0/0/0.png")).Code
        ).ShouldBe(($"There is no file {images.PathOf($"{name}.tif")}.", 204));
    }

    [Fact]
    public async Task An_image_without_any_data_has_tiles_without_anything()
    {
        var name = $"scene-{Guid.NewGuid():N}";
        images.Tiff($"{name}.tif", 200, 100, (_, _) => -99, Plain, noData: -99);
        var id = await Register(name);

        (await Shades($"/tiles/scenes/{id}/{Tile(10, 10.1, 49.95)}.png", 256)).ShouldAllBe(shade => shade == 0);
        Json(await App.Viewer.Get($"/api/scenes/{id}/statistics"))
            .GetProperty("bands")[0]
            .GetProperty("mean")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static string Tile(int z, double longitude, double latitude) =>
        FormattableString.Invariant(
            $"{z}/{(int)((longitude + 180) / 360 * (1 << z))}/{(int)((1 - (Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI)) / 2 * (1 << z))}"
        );

    private async Task<byte[]> Shades(string address, int size)
    {
        var bytes = await App.Viewer.GetByteArrayAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        using var picture = RasterDataset.Open(images.Bytes("tile.png", bytes));
        (picture.Width, picture.Height).ShouldBe((size, size));
        var values = new float[size * size];
        picture.Read(picture.Band(0), 0, 0, size, size, values);
        return [.. values.Select(value => (byte)value)];
    }

    private async Task<HttpResponseMessage> Fetch(string address, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await App.Viewer.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
