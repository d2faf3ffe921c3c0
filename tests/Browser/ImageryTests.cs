using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Npgsql;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>A real slick judged over the real radar image that it was found in.</summary>
public sealed class ImageryTests(RunningApp app, Chromium chromium) : Imagery(app, chromium), IClassFixture<RunningApp>
{
    // Along the dark line of the image.
    private const string Slick = """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"inf_idx":2,"machine_confidence":0.62},"geometry":{"type":"Polygon","coordinates":
        [[[-74.44,36.06],[-74.38,36.02],[-74.32,36.00],[-74.32,35.99],[-74.39,36.01],[-74.45,36.05],[-74.44,36.06]]]}}]}
        """;

    [Fact]
    public async Task The_other_polarisation_is_shown_by_a_key_and_by_a_button_and_stands_in_the_address()
    {
        await Added(images.Safe());
        await using var visit = await Chromium.SignIn(App);
        var page = visit.Page;
        await page.GotoAsync("/?map=13/19.985/10.02");
        await page.Idle();
        (await Tile(page)).ShouldContain("band=VV");
        await Expect(page.GetByTestId("band-VV")).ToHaveAttributeAsync("aria-pressed", "true");

        await page.Keyboard.PressAsync("b");
        await page.Idle();
        (await Tile(page)).ShouldContain("band=VH");
        await Expect(page.GetByTestId("scene-title")).ToContainTextAsync("VH");
        page.Url.ShouldContain("img=bVH");

        await page.ReloadAsync();
        await page.Idle();
        (await Tile(page)).ShouldContain("band=VH");
        await page.GetByTestId("band-VV").ClickAsync();
        await page.Idle();
        (await Tile(page)).ShouldContain("band=VV");
        visit.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("179.6")]
    [InlineData("-179.6")]
    public async Task A_scene_over_the_antimeridian_is_shown_on_both_sides_of_it(string longitude)
    {
        var name = $"over the antimeridian {longitude}";
        await Added(
            images.Tiff("over.tif", 200, 100, (x, y) => 1 + x + y, [179, 0.01, 0, -10, 0, -0.01]),
            "--name",
            name,
            "--acquired",
            "2026-01-01T00:00:00Z",
            "--unit",
            "amplitude"
        );
        await using var visit = await Chromium.SignIn(App);
        var page = visit.Page;
        await page.GotoAsync($"/?map=8/-10.5/{longitude}");
        await page.Idle();

        await Expect(page.GetByTestId("scene-title")).ToContainTextAsync("1 Jan 2026");
        foreach (var place in (double[])[179.2, 179.9, 180.1, 180.8])
        {
            (await IsDrawn(page, -10.5, place)).ShouldBeTrue($"at {place}");
        }

        (await IsDrawn(page, -10.5, 178.9)).ShouldBeFalse();
        (await IsDrawn(page, -10.5, 181.1)).ShouldBeFalse();
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slick_is_judged_over_its_image_stretched_so_that_it_is_seen_and_the_decision_says_how()
    {
        var (scene, slick) = await GivenSlickOverItsImage();
        await using var visit = await Chromium.SignIn(App);
        var page = visit.Page;
        await page.GotoAsync(Place);
        await page.Idle();
        await Expect(page.GetByTestId("scene-title")).ToContainTextAsync("VV · 21 Nov 2020 22:57 UTC");
        (await Tile(page)).ShouldContain($"/tiles/scenes/{scene}/10/");

        await page.GetByTestId("preset-4").ClickAsync();
        await page.Idle();
        (await Tile(page)).ShouldContain("stretch=percentile:0.1,75");
        (await ShadesOfGrey(page)).ShouldBeGreaterThan(200);
        page.Url.ShouldContain("img=p0.1,75");

        await page.Select(slick);
        var answer = await page.Deciding(() => page.GetByTestId("do-validate").First.ClickAsync());
        var image = (await Context(answer.GetProperty("decision").GetInt64())).GetProperty("image");
        image.GetProperty("scene").GetString().ShouldBe(Scene);
        image.GetProperty("band").GetString().ShouldBe("VV");
        image.GetProperty("stretch").GetString().ShouldBe("Slicks");
        image.GetProperty("range").GetArrayLength().ShouldBe(2);
        image.GetProperty("db").GetBoolean().ShouldBeFalse();
        image.GetProperty("opacity").GetDouble().ShouldBe(1);
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_handles_of_the_histogram_are_moved_by_keys_and_a_new_stretch_never_blanks_the_image()
    {
        await GivenImage();
        await using var visit = await Chromium.SignIn(App);
        var page = visit.Page;
        await page.GotoAsync(Place);
        await page.Idle();
        await page.EvaluateAsync(
            """
            () => {
              globalThis.blank = 0;
              const look = () => {
                const tiles = [...document.querySelectorAll('.leaflet-scene-pane img')];
                if (!tiles.length || tiles.some(tile => tile.naturalWidth === 0)) globalThis.blank++;
                requestAnimationFrame(look);
              };
              look();
            }
            """
        );
        var before = await page.GetByTestId("bound-high").GetAttributeAsync("aria-valuenow");

        await page.GetByTestId("bound-high").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("PageDown");
        await page.Idle();

        double.Parse((await page.GetByTestId("bound-high").GetAttributeAsync("aria-valuenow"))!, CultureInfo.InvariantCulture)
            .ShouldBeLessThan(double.Parse(before!, CultureInfo.InvariantCulture));
        page.Url.ShouldContain("img=s");
        (await page.EvaluateAsync<int>("() => blank")).ShouldBe(0);
        await page.ReloadAsync();
        await page.Idle();
        (await Tile(page)).ShouldNotContain("percentile");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_stretches_of_one_image_are_compared_under_a_line_that_keys_move()
    {
        await GivenImage();
        await using var visit = await Chromium.SignIn(App);
        var page = visit.Page;
        await page.GotoAsync(Place);
        await page.Idle();

        await page.Keyboard.PressAsync("w");
        await page.Idle();
        await Expect(page.GetByTestId("divider")).ToHaveAttributeAsync("aria-valuenow", "50");
        await page.GetByTestId("divider").FocusAsync();
        await page.Keyboard.PressAsync("PageUp");
        await Expect(page.GetByTestId("divider")).ToHaveAttributeAsync("aria-valuenow", "60");

        (await Tile(page)).ShouldContain("percentile:2,98");
        (await Tile(page, "beside")).ShouldContain("percentile:0.1,75");
        var edges = await page.EvaluateAsync<double[]>(
            """
            () => ['scene', 'beside'].map((name, at) => {
              const map = slickReview.map, cut = map.getPane(name).style.clipPath.match(/-?[\d.]+(?=px)/g).map(Number);
              return map.layerPointToContainerPoint([cut[at ? 0 : 2], 0]).x / map.getSize().x;
            })
            """
        );
        edges.ShouldAllBe(edge => Math.Abs(edge - 0.6) < 0.002);

        await page.Keyboard.PressAsync("w");
        await Expect(page.GetByTestId("divider")).ToBeHiddenAsync();
        visit.Faults.ShouldBeEmpty();
    }

    /// <returns>The address of a tile that is shown.</returns>
    private static async Task<string> Tile(IPage page, string pane = "scene") =>
        (await page.Locator($".leaflet-{pane}-pane img").First.GetAttributeAsync("src"))!;

    /// <summary>Whether the image has a pixel at a place, on the turn of the world that is in sight.</summary>
    private static Task<bool> IsDrawn(IPage page, double latitude, double longitude) =>
        page.EvaluateAsync<bool>(
            """
            ([lat, lon]) => {
              const map = slickReview.map, room = map.getContainer().getBoundingClientRect();
              const turn = 360 * Math.round((map.getCenter().lng - lon) / 360), at = map.latLngToContainerPoint([lat, lon + turn]);
              const [x, y] = [room.x + at.x, room.y + at.y];
              for (const tile of document.querySelectorAll('.leaflet-scene-pane img')) {
                const box = tile.getBoundingClientRect();
                if (x < box.left || x >= box.right || y < box.top || y >= box.bottom || !tile.naturalWidth) continue;
                const canvas = Object.assign(document.createElement('canvas'), { width: tile.naturalWidth, height: tile.naturalHeight });
                const ctx = canvas.getContext('2d');
                ctx.drawImage(tile, 0, 0);
                return ctx.getImageData((x - box.left) * tile.naturalWidth / box.width, (y - box.top) * tile.naturalHeight / box.height, 1, 1).data[3] > 0;
              }
              return false;
            }
            """,
            new[] { latitude, longitude }
        );

    /// <summary>How far apart the darkest and the brightest pixel are that the browser shows, of 255.</summary>
    private static Task<int> ShadesOfGrey(IPage page) =>
        page.EvaluateAsync<int>(
            """
            () => {
              let [least, most] = [255, 0];
              for (const tile of document.querySelectorAll('.leaflet-scene-pane img')) {
                const canvas = Object.assign(document.createElement('canvas'), { width: tile.naturalWidth, height: tile.naturalHeight });
                const ctx = canvas.getContext('2d');
                ctx.drawImage(tile, 0, 0);
                const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height);
                for (let at = 0; at < data.length; at += 4) {
                  if (data[at + 3] < 255) continue;
                  least = Math.min(least, data[at]);
                  most = Math.max(most, data[at]);
                }
              }
              return most - least;
            }
            """
        );

    private async Task<JsonElement> Context(long decision)
    {
        await using var source = NpgsqlDataSource.Create(App.ConnectionString!);
        await using var command = source.CreateCommand($"select context::text from decision where id = {decision}");
        return JsonDocument.Parse((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).RootElement;
    }

    private Task<string> Added(string file, params string[] options) => App.Review(["scene", "add", file, .. options]);

    private async Task<(long Scene, long Slick)> GivenSlickOverItsImage()
    {
        var scene = await GivenImage();
        var file = Path.Combine(App.DataFolder, $"{Guid.NewGuid():N}.geojson");
        await File.WriteAllTextAsync(file, Slick, TestContext.Current.CancellationToken);
        var answer = JsonDocument.Parse(await App.Review("import", file, "--scene", Scene, "--map", "2=3"));
        return (scene, answer.RootElement.GetProperty("slicks")[0].GetInt64());
    }
}
