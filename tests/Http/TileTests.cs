using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Review.Domain.Slicks;
using Review.Domain.Tiles;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Vector tiles of slicks, read as a map reads them.</summary>
public sealed class TileTests(WebApp app) : IClassFixture<WebApp>
{
    // 10.02..10.04 E, 50.00..50.01 N lies in one tile of zoom 12 and is a speck at zoom 2.
    private const string Small = "POLYGON ((10.02 50, 10.04 50, 10.04 50.01, 10.02 50.01, 10.02 50))";
    private static readonly (int Z, int X, int Y) Near = TileOf(12, 10.03, 50.005);
    private static readonly (int Z, int X, int Y) Far = TileOf(2, 10.03, 50.005);

    [Fact]
    public async Task A_slick_that_is_big_enough_to_see_is_an_outline()
    {
        var (scene, id) = await Given(Small);

        var tile = await Tile(Near, $"scene={scene}");

        (tile["slicks"].Single().Id, tile["slicks"].Single().Kind, tile["points"].Count).ShouldBe((id, 3, 0));
    }

    [Fact]
    public async Task An_outline_has_class_state_and_confidence()
    {
        var (scene, _) = await Given(Small);

        var feature = (await Tile(Near, $"scene={scene}"))["slicks"].Single();

        (feature["class"], feature["state"], feature["conf"]).ShouldBe((4L, "pending", 0.9));
    }

    [Fact]
    public async Task An_outline_lies_where_the_slick_is()
    {
        var (scene, _) = await Given(Small);
        var points = (await Tile(Near, $"scene={scene}"))["slicks"].Single().Points;

        // 0.02° of 360/4096° a tile, in 4096ths of it.
        (points.Max(point => point.X) - points.Min(point => point.X)).ShouldBeInRange(930, 934);
    }

    [Fact]
    public async Task A_slick_too_small_to_see_is_a_point()
    {
        var (scene, id) = await Given(Small);

        var tile = await Tile(Far, $"scene={scene}");

        (Convert.ToInt64(tile["points"].Single()["id"]), tile["points"].Single().Kind, tile["slicks"].Count).ShouldBe((id, 1, 0));
    }

    [Fact]
    public async Task A_point_says_for_how_many_it_stands()
    {
        var scene = NewScene();
        await app.Desk.GivenImport(
            scene,
            [
                .. Enumerable
                    .Range(0, 9)
                    .Select(_ => new Review.Domain.Slicks.Detection(
                        Wkt.Read(Small),
                        Review.Domain.Slicks.SlickClass.InfrastructureId,
                        0.9
                    )),
            ]
        );

        (await Tile(Far, $"scene={scene}"))["points"].Sum(point => Convert.ToInt64(point["n"])).ShouldBe(9);
    }

    [Fact]
    public async Task Slicks_of_different_states_are_different_points()
    {
        var (scene, _) = await Given(Small);
        await app.Desk.Validate(await app.Desk.GivenSlick(Small, scene: scene));

        (await Tile(Far, $"scene={scene}"))["points"].Select(point => (string)point["state"]).Order().ShouldBe(["pending", "validated"]);
    }

    [Fact]
    public async Task A_layer_is_of_version_2_with_an_extent_of_4096()
    {
        var (scene, _) = await Given(Small);

        var layer = (await Tile(Near, $"scene={scene}")).Of("slicks");

        (layer.Version, layer.Extent).ShouldBe((2, 4096));
    }

    [Fact]
    public async Task A_replaced_slick_is_not_on_the_tile()
    {
        var (scene, id) = await Given(Small);
        var made = await app.Desk.Validate(id);

        (await Tile(Near, $"scene={scene}"))["slicks"].Select(feature => feature.Id).ShouldBe(made.Outputs);
    }

    [Fact]
    public async Task A_tile_as_of_a_past_time_has_what_was_there()
    {
        var (scene, id) = await Given(Small);
        var then = await app.Desk.Database.Ask<DateTime>("select clock_timestamp()");
        await app.Desk.Validate(id);

        (await Tile(Near, $"scene={scene}&asof={then:O}"))["slicks"].Single().Id.ShouldBe(id);
    }

    [Theory]
    [InlineData("class=2", 1)]
    [InlineData("class=3", 0)]
    [InlineData("state=validated", 0)]
    [InlineData("minConfidence=0.95", 0)]
    [InlineData("bbox=0,0,1,1", 0)]
    public async Task A_tile_minds_the_filter(string filter, int found)
    {
        var (scene, _) = await Given(Small);

        (await Tile(Near, $"scene={scene}&{filter}"))["slicks"].Count.ShouldBe(found);
    }

    [Theory]
    [InlineData("minConfidence=0")]
    [InlineData("from=1900-01-01")]
    [InlineData("bbox=-180,-90,180,90")]
    public async Task A_filter_that_lets_all_through_changes_no_tile(string filter)
    {
        var (scene, _) = await Given(Small);
        async Task<byte[]> Bytes(string more) =>
            await app.Viewer.GetByteArrayAsync(
                new Uri($"/tiles/slicks/{Near.Z}/{Near.X}/{Near.Y}.mvt?scene={scene}{more}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );

        (await Bytes($"&{filter}")).ShouldBe(await Bytes(""));
    }

    [Fact]
    public async Task A_tile_of_the_past_is_drawn_as_one_of_now()
    {
        var (scene, _) = await Given(Small);
        var then = await app.Desk.Database.Ask<DateTime>("select clock_timestamp()");
        var (now, past) = (
            (await Tile(Near, $"scene={scene}"))["slicks"].Single(),
            (await Tile(Near, $"scene={scene}&asof={then:O}"))["slicks"].Single()
        );

        (past.Id, past["t"], past["class"], past["conf"]).ShouldBe((now.Id, now["t"], now["class"], now["conf"]));
        past.Points.ShouldBe(now.Points);
    }

    [Fact]
    public async Task A_slick_over_the_antimeridian_is_on_both_sides()
    {
        var (scene, _) = await Given("POLYGON ((179.95 10, -179.95 10, -179.95 10.05, 179.95 10.05, 179.95 10))");

        (
            (await Tile(TileOf(10, 179.99, 10.02), $"scene={scene}"))["slicks"].Count,
            (await Tile(TileOf(10, -179.99, 10.02), $"scene={scene}"))["slicks"].Count
        ).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(179.99, 4096)]
    [InlineData(-179.99, 0)]
    public async Task A_slick_over_the_antimeridian_has_no_side_along_it(double longitude, int edge)
    {
        var (scene, _) = await Given("POLYGON ((179.95 10, -179.95 10, -179.95 10.05, 179.95 10.05, 179.95 10))");

        var points = (await Tile(TileOf(10, longitude, 10.02), $"scene={scene}"))["slicks"].Single().Points;

        points.ShouldNotContain(point => point.X == edge);
        points.ShouldContain(point => edge == 0 ? point.X < 0 : point.X > edge);
        points.ShouldContain(point => point.X > 0 && point.X < 4096);
    }

    [Fact]
    public async Task A_slick_at_the_pole_breaks_no_tile()
    {
        var (scene, _) = await Given("POLYGON ((0 89, 10 89, 10 90, 0 90, 0 89))");

        (await app.Viewer.Get($"/tiles/slicks/0/0/0.mvt?scene={scene}")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task The_statement_that_a_bench_runs_draws_what_the_route_draws()
    {
        var (scene, _) = await Given(Small);
        await app.Desk.Validate(await app.Desk.GivenSlick(Small, scene: scene));
        foreach (var (z, x, y) in new[] { Near, Far })
        {
            var statement = await app
                .Services.GetRequiredService<IBareReads>()
                .Tile(new SlickFilter(Scene: scene), new TileAddress(z, x, y), TestContext.Current.CancellationToken);

            (await app.Desk.Database.Ask<byte[]>(statement)).ShouldBe(
                await app.Viewer.GetByteArrayAsync(
                    new Uri($"/tiles/slicks/{z}/{x}/{y}.mvt?scene={scene}", UriKind.Relative),
                    TestContext.Current.CancellationToken
                )
            );
        }
    }

    [Fact]
    public async Task A_tile_that_did_not_change_is_304()
    {
        var (scene, _) = await Given(Small);
        var first = await Fetch(Near, scene);

        (await Fetch(Near, scene, first.Headers.ETag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_tile_that_changed_is_sent_again()
    {
        var (scene, id) = await Given(Small);
        var first = await Fetch(Near, scene);
        await app.Desk.Validate(id);

        // The desk is another process to the server: it hears of the decision within some milliseconds.
        await Requests.Until(async () => (await Fetch(Near, scene, first.Headers.ETag)).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_tile_is_asked_for_again_each_time() => (await Fetch(Near, "nowhere")).Headers.CacheControl!.NoCache.ShouldBeTrue();

    [Fact]
    public async Task A_tile_says_what_it_is() =>
        (await Fetch(Near, "nowhere")).Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.mapbox-vector-tile");

    [Fact]
    public async Task A_tile_without_slicks_is_empty() =>
        (await (await Fetch(Near, "nowhere")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();

    [Theory]
    [InlineData("0/0/0", 200)]
    [InlineData("16/65535/65535", 200)]
    [InlineData("17/0/0", 404)]
    [InlineData("40/0/0", 404)]
    [InlineData("16/65536/0", 404)]
    [InlineData("0/0/1", 404)]
    [InlineData("3/-1/2", 404)]
    [InlineData("2/4/0", 404)]
    [InlineData("2/0/-1", 404)]
    [InlineData("-1/0/0", 404)]
    [InlineData("99999999999/0/0", 404)]
    public async Task Tiles_exist_from_zoom_0_to_16(string address, int code) =>
        (await app.Viewer.Get($"/tiles/slicks/{address}.mvt")).Code.ShouldBe(code);

    private static (int Z, int X, int Y) TileOf(int z, double longitude, double latitude) =>
        (
            z,
            (int)((longitude + 180) / 360 * (1 << z)),
            (int)((1 - (Math.Asinh(Math.Tan(double.DegreesToRadians(latitude))) / Math.PI)) / 2 * (1 << z))
        );

    private static string NewScene() => $"scene-{Guid.NewGuid():N}";

    private async Task<(string Scene, long Id)> Given(string outline)
    {
        var scene = NewScene();
        return (scene, await app.Desk.GivenSlick(outline, scene: scene));
    }

    private async Task<VectorTile> Tile((int Z, int X, int Y) tile, string filter) =>
        new(
            await app.Viewer.GetByteArrayAsync(
                new Uri($"/tiles/slicks/{tile.Z}/{tile.X}/{tile.Y}.mvt?{filter}", UriKind.Relative),
                TestContext.Current.CancellationToken
            )
        );

    private async Task<HttpResponseMessage> Fetch((int Z, int X, int Y) tile, string scene, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/tiles/slicks/{tile.Z}/{tile.X}/{tile.Y}.mvt?scene={scene}");
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await app.Viewer.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
