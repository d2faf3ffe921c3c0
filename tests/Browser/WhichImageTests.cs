using System.Text.Json;
using Microsoft.Playwright;
using Npgsql;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>An analyst is never left to believe that another day's image is that of the slick.</summary>
public sealed class WhichImageTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>, IAsyncDisposable
{
    private const string Before = "2026-01-01T05:12:00Z";
    private readonly Images images = new();

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public async Task Another_days_image_under_a_slick_is_said_in_the_panel_on_the_map_and_in_the_decision()
    {
        var slick = await GivenSlick("2026-01-07T05:12:00Z");
        await GivenImage("another day", Before);
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await page.GotoAsync($"/?map=9/-10.5/20.5&sel={slick}");
        await page.Idle();

        await Expect(page.GetByTestId("image-line")).ToContainTextAsync("Not this slick’s image: 6 days earlier");
        await Expect(page.GetByTestId("image-banner")).ToContainTextAsync("6 days earlier · 1 Jan 2026 05:12 UTC");
        await Expect(page.GetByTestId("image-banner")).ToContainTextAsync("Its own scene has no image");
        var answer = await page.Deciding(() => page.Keyboard.PressAsync("v"));
        var image = (await Context(answer.GetProperty("decision").GetInt64())).GetProperty("image");
        (
            image.GetProperty("scene").GetString(),
            image.GetProperty("ofSlick").GetBoolean(),
            image.GetProperty("fromSlickSeconds").GetInt64()
        ).ShouldBe(("another day", false, -6 * 86_400));
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_own_image_is_said_quietly_offered_when_another_one_is_shown_and_named_in_the_decision()
    {
        const string own = "own image";
        await GivenImage(own, "2026-02-01T05:12:00Z", west: 40);
        var other = await GivenImage("later image", "2026-02-03T05:12:00Z", west: 40);
        var slick = await GivenSlick(null, own, 40);
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await page.GotoAsync($"/?map=9/-10.5/40.5&sel={slick}&img={other}");
        await page.Idle();
        await Expect(page.GetByTestId("image-banner")).ToContainTextAsync("2 days later");

        await page.GetByTestId("show-own-image").ClickAsync();
        await page.Idle();

        await Expect(page.GetByTestId("image-banner")).ToBeHiddenAsync();
        await Expect(page.GetByTestId("image-line")).ToHaveTextAsync("Over its own image, 1 Feb 2026 05:12 UTC");
        var answer = await page.Deciding(() => page.Keyboard.PressAsync("v"));
        (await Context(answer.GetProperty("decision").GetInt64())).GetProperty("image").GetProperty("ofSlick").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Slicks_of_another_day_than_the_image_are_faint_on_it_and_those_of_its_day_are_not()
    {
        const string day = "the day of the image";
        await GivenImage(day, "2026-03-01T05:12:00Z", west: 60);
        await GivenSlick(null, day, 60);
        await GivenSlick("2026-03-09T05:12:00Z", null, 60.5);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync("/?map=9/-10.5/60.6");
        await page.Idle();

        (await Strength(page, -10.5, 60.3)).ShouldBeGreaterThan(2 * await Strength(page, -10.5, 60.8));
    }

    [Fact]
    public async Task In_a_swipe_the_card_names_the_side_that_it_sets()
    {
        await GivenImage("left one", "2026-04-03T05:12:00Z", west: 80);
        await GivenImage("right one", "2026-04-01T05:12:00Z", west: 80);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync("/?map=9/-10.5/80.5");
        await page.Idle();
        await page.Keyboard.PressAsync("w");
        await page.Idle();

        await Expect(page.GetByTestId("scene-title")).ToContainTextAsync("Right · B1 · 1 Apr 2026");
        await page.GetByTestId("side-left").ClickAsync();
        await Expect(page.GetByTestId("scene-title")).ToContainTextAsync("Left · B1 · 3 Apr 2026");
    }

    [Fact]
    public async Task Where_there_is_no_image_the_card_says_what_can_be_done()
    {
        var slick = await GivenSlick("2026-05-01T05:12:00Z", "without image", 100);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync($"/?map=9/-10.5/100.5&sel={slick}");
        await page.Idle();

        await Expect(page.GetByTestId("scene-none")).ToContainTextAsync("./review scene add FILE --name without image");
        await page.Keyboard.PressAsync("i");
        await Expect(page.GetByTestId("scene-none")).ToBeHiddenAsync();
    }

    /// <summary>The strongest pixel of the slicks near a place, 0 to 255.</summary>
    private static Task<int> Strength(IPage page, double latitude, double longitude) =>
        page.EvaluateAsync<int>(
            """
            ([lat, lon]) => {
              const map = slickReview.map, room = map.getContainer().getBoundingClientRect(), at = map.latLngToContainerPoint([lat, lon]);
              let most = 0;
              for (const canvas of document.querySelectorAll('.leaflet-slicks-pane canvas')) {
                const box = canvas.getBoundingClientRect(), scale = canvas.width / box.width;
                const [x, y] = [(room.x + at.x - box.x) * scale, (room.y + at.y - box.y) * scale];
                if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) continue;
                const { data } = canvas.getContext('2d').getImageData(x - 4 * scale, y - 4 * scale, 8 * scale, 8 * scale);
                for (let i = 3; i < data.length; i += 4) most = Math.max(most, data[i]);
              }
              return most;
            }
            """,
            new[] { latitude, longitude }
        );

    private async Task<long> GivenImage(string name, string acquired, double west = 20)
    {
        var file = images.Tiff($"{Guid.NewGuid():N}.tif", 100, 100, (x, y) => 1 + x + y, [west, 0.01, 0, -10, 0, -0.01]);
        return JsonDocument
            .Parse(await app.Review("scene", "add", file, "--name", name, "--acquired", acquired, "--unit", "amplitude"))
            .RootElement.GetProperty("id")
            .GetInt64();
    }

    /// <summary>A square of 0.2 degrees whose left edge is 0.3 degrees to the east.</summary>
    private async Task<long> GivenSlick(string? acquired, string? scene = null, double west = 20)
    {
        var (left, right) = (west + 0.3, west + 0.5);
        var outline = FormattableString.Invariant($"POLYGON (({left} -10.6, {right} -10.6, {right} -10.4, {left} -10.4, {left} -10.6))");
        var collection = new
        {
            type = "FeatureCollection",
            features = new[]
            {
                new
                {
                    type = "Feature",
                    properties = new { inf_idx = 1, machine_confidence = 0.9 },
                    geometry = Requests.Json(outline),
                },
            },
        };
        var file = Path.Combine(app.DataFolder, $"{Guid.NewGuid():N}.geojson");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(collection), TestContext.Current.CancellationToken);
        string[] time = acquired is null ? [] : ["--acquired", acquired];
        var answer = JsonDocument.Parse(
            await app.Review(["import", file, "--scene", scene ?? $"scene {Guid.NewGuid():N}", "--map", "1=4", .. time])
        );
        return answer.RootElement.GetProperty("slicks")[0].GetInt64();
    }

    private async Task<JsonElement> Context(long decision)
    {
        await using var source = NpgsqlDataSource.Create(app.ConnectionString!);
        await using var command = source.CreateCommand($"select context::text from decision where id = {decision}");
        return JsonDocument.Parse((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).RootElement;
    }
}
