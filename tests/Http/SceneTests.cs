using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Review.Data.Rasters;
using Review.Domain.People;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Scenes, their statistics and their pictures over HTTP.</summary>
public sealed class SceneTests(WebApp app) : IClassFixture<WebApp>, IAsyncLifetime
{
    // A pixel is 0.001°; the values go from 0 in the west to 199 in the east, and there are none in the first ten columns.
    private static readonly double[] Plain = [10, 0.001, 0, 50, 0, -0.001];
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public async Task A_registered_scene_is_in_the_list_with_its_imagery()
    {
        var (id, name) = await Given();

        var scene = Scenes(await app.Viewer.Get($"/api/scenes?imagery=true&name={name}")).Single();

        (
            scene.GetProperty("id").GetInt64(),
            scene.GetProperty("slicks").GetInt32(),
            Image(scene).GetProperty("state").GetString(),
            Image(scene).GetProperty("width").GetInt32()
        ).ShouldBe((id, 0, "ready", 200));
        Image(scene)
            .GetProperty("bounds")
            .EnumerateArray()
            .Select(number => Math.Round(number.GetDouble(), 6))
            .ShouldBe([10, 49.9, 10.2, 50]);
        Image(scene).GetProperty("footprint").GetProperty("coordinates")[0].GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task A_scene_with_slicks_and_without_an_image_is_in_the_list_as_before()
    {
        var name = $"scene-{Guid.NewGuid():N}";
        await app.Desk.GivenSlicks(2, scene: name);

        var scene = Scenes(await app.Viewer.Get($"/api/scenes?name={name}")).Single();

        (scene.GetProperty("slicks").GetInt32(), scene.GetProperty("imagery").ValueKind).ShouldBe((2, JsonValueKind.Null));
    }

    [Theory]
    [InlineData("bbox=10.1,49.95,10.3,49.97", 1)]
    [InlineData("bbox=11,49.95,12,49.97", 0)]
    [InlineData("bbox=170,49.95,10.3,49.97", 1)]
    [InlineData("from=2022-01-01T00:00:00Z", 1)]
    [InlineData("from=2024-01-01T00:00:00Z", 0)]
    [InlineData("to=2022-01-01T00:00:00Z", 0)]
    [InlineData("from=2023-01-01T00:00:00Z", 1)]
    [InlineData("to=2023-01-01T00:00:00Z", 0)]
    [InlineData("from=2023-01-01&to=2023-01-02", 1)]
    [InlineData("imagery=false", 0)]
    public async Task The_list_minds_the_filter(string filter, int found)
    {
        var (_, name) = await Given();

        Scenes(await app.Viewer.Get($"/api/scenes?name={name.ToUpperInvariant()}&{filter}")).Count.ShouldBe(found);
    }

    [Theory]
    [InlineData("imagery=perhaps")]
    [InlineData("bbox=1,2,3")]
    [InlineData("from=yesterday")]
    [InlineData("from=03/04/2021")]
    [InlineData("to=10:00")]
    [InlineData("limit=0")]
    [InlineData("limit=99999")]
    public async Task A_filter_that_is_none_is_refused(string filter) => (await app.Viewer.Get($"/api/scenes?{filter}")).Code.ShouldBe(400);

    [Fact]
    public async Task One_scene_names_its_file_and_system()
    {
        var (id, name) = await Given();

        var image = Image(Json(await app.Viewer.Get($"/api/scenes/{id}")));

        (image.GetProperty("source").GetString(), image.GetProperty("crs").GetString()).ShouldBe(
            (images.PathOf($"{name}.tif"), "EPSG:4326")
        );
    }

    [Fact]
    public async Task Statistics_are_those_of_the_pixels()
    {
        var (id, _) = await Given();

        var band = Json(await app.Viewer.Get($"/api/scenes/{id}/statistics")).GetProperty("bands")[0];

        (
            band.GetProperty("min").GetDouble(),
            band.GetProperty("max").GetDouble(),
            band.GetProperty("mean").GetDouble(),
            band.GetProperty("validShare").GetDouble(),
            band.GetProperty("percentiles").GetProperty("50").GetDouble()
        ).ShouldBe((10, 199, 104.5, 0.95, 104.5));
        band.GetProperty("histogram").GetProperty("counts").EnumerateArray().Sum(count => count.GetInt32()).ShouldBe(19_000);
        band.GetProperty("db").GetProperty("max").GetDouble().ShouldBe(10 * Math.Log10(199), 0.001);
    }

    [Fact]
    public async Task A_value_is_that_of_the_pixel_under_it()
    {
        var (id, _) = await Given();

        var value = Json(await app.Viewer.Get($"/api/scenes/{id}/value?lon=10.1005&lat=49.95")).GetProperty("values")[0];

        (value.GetProperty("value").GetDouble(), value.GetProperty("db").GetDouble()).ShouldBe((100, 20));
    }

    [Theory]
    [InlineData("lon=10.005&lat=49.95")]
    [InlineData("lon=50&lat=49.95")]
    public async Task Where_there_is_no_data_the_value_is_null(string place)
    {
        var (id, _) = await Given();

        Json(await app.Viewer.Get($"/api/scenes/{id}/value?{place}"))
            .GetProperty("values")[0]
            .GetProperty("value")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_value_of_no_place_is_refused()
    {
        var (id, _) = await Given();

        (await app.Viewer.Get($"/api/scenes/{id}/value?lon=ten&lat=49.95")).Detail.ShouldBe("lon is a number of degrees.");
    }

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
    public async Task A_footprint_goes_out_as_RFC_7946_says()
    {
        var (id, name) = await Given();

        OutlineAnswerTests.ShouldBeAsRfc7946Says(Json(await app.Viewer.Get($"/api/scenes/{id}")));
        OutlineAnswerTests.ShouldBeAsRfc7946Says((await app.Viewer.Get($"/api/scenes?name={name}")).Json);
    }

    [Fact]
    public async Task A_scene_over_the_antimeridian_is_on_the_tiles_of_both_sides()
    {
        var (id, _) = await Given([178, 0.02, 0, 50, 0, -0.02]);

        (await Shades($"/tiles/scenes/{id}/{Tile(8, 179.5, 49.5)}.png", 256)).Count(shade => shade > 0).ShouldBeGreaterThan(1_000);
        (await Shades($"/tiles/scenes/{id}/{Tile(8, -179.5, 49.5)}.png", 256)).Count(shade => shade > 0).ShouldBeGreaterThan(1_000);
        (await Shades($"/tiles/scenes/{id}/0/0/0.png", 256)).Count(shade => shade > 0).ShouldBeGreaterThan(0);
        Image(Json(await app.Viewer.Get($"/api/scenes/{id}")))
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
        var revision = Image(Json(await app.Viewer.Get($"/api/scenes/{id}"))).GetProperty("revision").GetInt32();

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

        (await app.Viewer.Get($"/tiles/scenes/{id}/10/540/347.png?{style}")).Detail.ShouldStartWith(start);
    }

    [Theory]
    [InlineData("17/0/0")]
    [InlineData("2/4/0")]
    public async Task A_tile_outside_of_the_world_does_not_exist(string address)
    {
        var (id, _) = await Given();

        (await app.Viewer.Get($"/tiles/scenes/{id}/{address}.png")).Code.ShouldBe(404);
    }

    [Theory]
    [InlineData("/api/scenes/999999")]
    [InlineData("/api/scenes/999999/statistics")]
    [InlineData("/api/scenes/999999/value?lon=1&lat=1")]
    [InlineData("/api/scenes/999999/preview.png")]
    [InlineData("/tiles/scenes/999999/0/0/0.png")]
    public async Task What_is_asked_of_no_scene_is_404_with_a_sentence(string address)
    {
        var answer = await app.Viewer.Get(address);

        (answer.Code, answer.Detail.StartsWith("The", StringComparison.Ordinal)).ShouldBe((404, true));
    }

    [Fact]
    public async Task A_preview_is_the_whole_scene_in_the_size_asked_for()
    {
        var (id, _) = await Given();
        var bytes = await app.Viewer.GetByteArrayAsync(
            new Uri($"/api/scenes/{id}/preview.png?size=100", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        using var picture = RasterDataset.Open(images.Bytes("preview.png", bytes));

        (picture.Width, picture.Height).ShouldBe((100, 78));
    }

    [Fact]
    public async Task A_scene_is_registered_from_the_scene_folder()
    {
        var name = GivenFile();

        var answer = await app.As(Role.Lead).Post("/api/scenes", new { path = $"{name}.tif", acquired = "2023-01-01T00:00:00Z" });

        (answer.Code, answer.Message.Headers.Location!.ToString()).ShouldBe((201, $"/api/scenes/{answer.Id("id")}"));
    }

    [Theory]
    [InlineData("sigma0")]
    [InlineData("decibel")]
    [InlineData("amplitude")]
    public async Task A_scene_is_registered_with_the_unit_that_its_numbers_have(string unit)
    {
        var answer = await app.As(Role.Lead)
            .Post(
                "/api/scenes",
                new
                {
                    path = $"{GivenFile()}.tif",
                    acquired = "2023-01-01T00:00:00Z",
                    unit,
                }
            );

        Image(Json(await app.Viewer.Get($"/api/scenes/{answer.Id("id")}"))).GetProperty("unit").GetString().ShouldBe(unit);
    }

    [Theory]
    [InlineData("dB")]
    [InlineData("")]
    [InlineData("1")]
    public async Task A_unit_that_is_none_is_refused(string unit)
    {
        var answer = await app.As(Role.Lead)
            .Post(
                "/api/scenes",
                new
                {
                    path = $"{GivenFile()}.tif",
                    acquired = "2023-01-01T00:00:00Z",
                    unit,
                }
            );

        (answer.Code, string.Join(',', answer.Errors)).ShouldBe((400, "unit"), answer.Text);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside.tif")]
    [InlineData("/vsicurl/http://example.org/a.tif")]
    public async Task A_file_outside_of_the_scene_folder_is_not_registered(string path) =>
        (await app.As(Role.Lead).Post("/api/scenes", new { path })).Detail.ShouldStartWith("Images are registered from ");

    [Fact]
    public async Task A_link_that_leads_out_of_the_scene_folder_is_not_followed()
    {
        var link = Path.Combine(app.Desk.Folder, "scenes", $"{Guid.NewGuid():N}.tif");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, Plainly("secret", Plain));

        (await app.As(Role.Lead).Post("/api/scenes", new { path = link })).Detail.ShouldStartWith("Images are registered from ");
    }

    [Fact]
    public async Task A_link_that_leads_out_by_another_link_is_not_followed()
    {
        var secret = Plainly("hidden", Plain);
        var name = Guid.NewGuid().ToString("N");
        var scenes = Path.Combine(app.Desk.Folder, "scenes");
        Directory.CreateDirectory(scenes);
        Directory.CreateSymbolicLink(Path.Combine(scenes, $"{name}-out"), Path.GetDirectoryName(secret)!);
        File.CreateSymbolicLink(Path.Combine(scenes, $"{name}.tif"), Path.Combine(scenes, $"{name}-out", Path.GetFileName(secret)));

        (await app.As(Role.Lead).Post("/api/scenes", new { path = $"{name}.tif" })).Detail.ShouldStartWith("Images are registered from ");
    }

    [Fact]
    public async Task A_link_within_the_scene_folder_is_followed()
    {
        var name = GivenFile();
        Directory.CreateSymbolicLink(Path.Combine(app.Desk.Folder, "scenes", $"{name}-here"), ".");
        File.CreateSymbolicLink(
            Path.Combine(app.Desk.Folder, "scenes", $"{name}-link.tif"),
            Path.Combine($"{name}-here", "..", "scenes", $"{name}.tif")
        );

        var answer = await app.As(Role.Lead).Post("/api/scenes", new { path = $"{name}-link.tif", acquired = "2023-01-01T00:00:00Z" });

        answer.Code.ShouldBe(201, answer.Text);
    }

    [Fact]
    public async Task Links_in_a_circle_are_refused_with_a_sentence()
    {
        var name = Guid.NewGuid().ToString("N");
        var scenes = Path.Combine(app.Desk.Folder, "scenes");
        Directory.CreateDirectory(scenes);
        File.CreateSymbolicLink(Path.Combine(scenes, $"{name}-a.tif"), $"{name}-b.tif");
        File.CreateSymbolicLink(Path.Combine(scenes, $"{name}-b.tif"), $"{name}-a.tif");

        var answer = await app.As(Role.Lead).Post("/api/scenes", new { path = $"{name}-a.tif" });

        (answer.Code, answer.Json.GetProperty("errors").GetProperty("path")[0].GetString()).ShouldBe(
            (400, "The links in that path lead round in a circle."),
            answer.Text
        );
    }

    [Theory]
    [InlineData("03/04/2021")]
    [InlineData("2023-01-01")]
    [InlineData("2023-01-01T00:00:00")]
    public async Task A_time_of_acquisition_that_could_be_read_in_two_ways_is_refused(string acquired) =>
        (await app.As(Role.Lead).Post("/api/scenes", new { path = $"{GivenFile()}.tif", acquired })).Errors.ShouldBe(["acquired"]);

    [Fact]
    public async Task An_analyst_does_not_register_scenes() =>
        (await app.Analyst.Post("/api/scenes", new { path = "a.tif" })).Code.ShouldBe(403);

    [Fact]
    public async Task An_image_of_which_nobody_knows_the_time_is_refused()
    {
        var path = Plainly("timeless", Plain);

        (
            await Should.ThrowAsync<Review.Domain.RuleBrokenException>(() =>
                app.Desk.Send(new RegisterScene(path, null, null, null, null, false, "ada", Prepare: false))
            )
        ).Message.ShouldStartWith("Say when timeless was acquired");
    }

    [Fact]
    public async Task A_scene_that_cannot_be_prepared_says_why_and_has_no_tiles()
    {
        var (id, name) = await Given();
        File.Delete(images.PathOf($"{name}.tif"));
        await app.Send(new PrepareScene(id));

        (
            Image(Json(await app.Viewer.Get($"/api/scenes/{id}"))).GetProperty("message").GetString()!,
            (await app.Viewer.Get($"/tiles/scenes/{id}/0/0/0.png")).Code
        ).ShouldBe(($"There is no file {images.PathOf($"{name}.tif")}.", 204));
    }

    [Fact]
    public async Task A_band_without_a_name_is_called_as_the_products_name_says()
    {
        const string name = "S1A_IW_GRDH_1SDV_20201121T225759_20201121T225828_035353_04216C_62EA";
        Plainly(name, Plain);
        var id = await Register(name);

        Json(await app.Viewer.Get($"/api/scenes/{id}/statistics")).GetProperty("bands")[0].GetProperty("name").GetString().ShouldBe("VV");
    }

    [Fact]
    public async Task A_scene_registered_again_is_of_the_next_revision()
    {
        var (id, name) = await Given();
        await Register(name);

        Image(Json(await app.Viewer.Get($"/api/scenes/{id}"))).GetProperty("revision").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_scene_registered_again_with_another_time_is_refused_with_the_one_that_is_known()
    {
        var (_, name) = await Given();

        (
            await Should.ThrowAsync<Review.Domain.RuleBrokenException>(() =>
                app.Desk.Send(
                    new RegisterScene(
                        images.PathOf($"{name}.tif"),
                        name,
                        new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
                        null,
                        null,
                        false,
                        "ada",
                        Prepare: false
                    )
                )
            )
        ).Message.ShouldBe(
            $"The scene {name} was acquired at 2023-01-01 00:00:00 UTC, as far as is known. Leave acquired out, or give the image "
                + "another name."
        );
    }

    [Fact]
    public async Task An_image_without_any_data_has_tiles_without_anything()
    {
        var name = $"scene-{Guid.NewGuid():N}";
        images.Tiff($"{name}.tif", 200, 100, (_, _) => -99, Plain, noData: -99);
        var id = await Register(name);

        (await Shades($"/tiles/scenes/{id}/{Tile(10, 10.1, 49.95)}.png", 256)).ShouldAllBe(shade => shade == 0);
        Json(await app.Viewer.Get($"/api/scenes/{id}/statistics"))
            .GetProperty("bands")[0]
            .GetProperty("mean")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_product_is_registered_with_its_name_time_and_calibration()
    {
        var product = images.Safe(polarisations: ["VV"]);
        var registered = await app.Desk.Send(new RegisterScene(product, null, null, null, null, false, "ada", Prepare: false));
        await app.Send(new PrepareScene(registered.Id));

        var scene = Json(await app.Viewer.Get($"/api/scenes/{registered.Id}"));

        (
            scene.GetProperty("name").GetString(),
            scene.GetProperty("acquired").GetDateTimeOffset(),
            Image(scene).GetProperty("unit").GetString(),
            Image(scene).GetProperty("missing")[0].GetString()
        ).ShouldBe(
            (
                "S1A_IW_GRDH_1SDV_20221002T205126_20221002T205156_045268_056950_0664",
                new DateTimeOffset(2022, 10, 2, 20, 51, 26, TimeSpan.Zero),
                "sigma0",
                "VH"
            )
        );
    }

    private static string Tile(int z, double longitude, double latitude) =>
        FormattableString.Invariant(
            $"{z}/{(int)((longitude + 180) / 360 * (1 << z))}/{(int)((1 - (Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI)) / 2 * (1 << z))}"
        );

    private static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Text).RootElement;

    private static List<JsonElement> Scenes(Answer answer) => [.. Json(answer).EnumerateArray()];

    private static JsonElement Image(JsonElement scene) => scene.GetProperty("imagery");

    private string Plainly(string name, double[] six) => images.Tiff($"{name}.tif", 200, 100, (x, _) => x < 10 ? -99 : x, six, noData: -99);

    /// <returns>The name, without its ending, of an image in the scene folder.</returns>
    private string GivenFile()
    {
        var name = $"scene-{Guid.NewGuid():N}";
        var path = Path.Combine(app.Desk.Folder, "scenes", $"{name}.tif");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(Plainly(name, Plain), path);
        return name;
    }

    private async Task<(long Id, string Name)> Given(double[]? six = null)
    {
        var name = $"scene-{Guid.NewGuid():N}";
        Plainly(name, six ?? Plain);
        return (await Register(name), name);
    }

    private async Task<long> Register(string name)
    {
        var registered = await app.Desk.Send(
            new RegisterScene(
                images.PathOf($"{name}.tif"),
                name,
                new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero),
                null,
                null,
                false,
                "ada",
                Prepare: false
            )
        );
        await app.Send(new PrepareScene(registered.Id));
        return registered.Id;
    }

    private async Task<byte[]> Shades(string address, int size)
    {
        var bytes = await app.Viewer.GetByteArrayAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
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

        return await app.Viewer.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
