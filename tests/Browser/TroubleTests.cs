using System.Net.Http.Json;
using System.Text.Json;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>What an analyst meets on a bad day: somebody else was quicker, or the server is gone.</summary>
public sealed class TroubleTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conflict_says_who_did_what_and_the_decision_goes_on_from_the_new_version()
    {
        using var colleague = await app.Client();
        var slick = await colleague.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        // News of what others do never comes, as over a slow network.
        await page.RouteAsync("**/api/events", route => route.AbortAsync());
        await page.ReloadAsync();
        await page.Select(slick);

        var theirs = (
            await colleague.Decide(
                new
                {
                    kind = "reclassify",
                    slicks = new[] { slick },
                    @class = 3,
                }
            )
        ).Ids("outputs")[0];
        await page.GetByTestId("do-validate").First.ClickAsync();

        await Expect(page.GetByTestId("conflict-list")).ToContainTextAsync("reclassified");
        var answer = await page.Deciding(() => page.GetByTestId("conflict-continue").ClickAsync());

        answer.GetProperty("inputs")[0].GetInt64().ShouldBe(theirs);
        var properties = (await page.Feature(answer.GetProperty("outputs")[0].GetInt64())).GetProperty("properties");
        properties.GetProperty("state").GetString().ShouldBe("validated");
        properties.GetProperty("class").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_decision_made_while_the_server_is_gone_waits_in_the_browser_and_is_sent_once()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);

        await app.Kill();
        await page.GetByTestId("do-validate").First.ClickAsync();
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("waiting");
        await page.WaitForTimeoutAsync(1500);
        await app.Start();

        await Expect(page.GetByTestId("saved")).ToContainTextAsync("All decisions saved", new() { Timeout = 40_000 });
        (await Descendants(http, slick)).ShouldBe(["validate"]);
    }

    [Fact]
    public async Task Two_presses_of_a_key_make_one_decision()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);

        // In one go: nothing that the server does can come in between.
        await page.Deciding(() => page.EvaluateAsync("() => { slickReview.give('validate'); slickReview.give('validate'); }"));
        await page.GetByTestId("toast-undo").WaitForAsync();
        await page.Idle();

        (await page.GetByTestId("conflict-list").IsVisibleAsync()).ShouldBeFalse();
        (await Descendants(http, slick)).ShouldBe(["validate"]);
    }

    [Fact]
    public async Task A_drawing_whose_decision_waited_and_was_refused_can_be_gone_on_with()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.Keyboard.PressAsync("z");
        await page.Idle();
        await page.RouteAsync("**/api/decisions", route => route.AbortAsync());
        await page.Keyboard.PressAsync("s");
        await page.DrawOnMap([2.99, 55.05], [3.11, 55.05]);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("split-confirm").ClickAsync();
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("waiting");

        await page.UnrouteAllAsync();
        await page.RouteAsync(
            "**/api/decisions",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 422,
                        ContentType = "application/problem+json",
                        Body = """{"detail":"The line was not liked."}""",
                    }
                )
        );
        await page.Locator("#link-banner button").ClickAsync();
        await Expect(page.GetByTestId("toast").Filter(new() { HasText = "The line was not liked." })).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await page.GetByTestId("toast-draw-on").ClickAsync();
        await Expect(page.GetByTestId("tool-banner")).ToContainTextAsync("2 pieces");
        await page.GetByTestId("split-confirm").ClickAsync();
        await page.GetByTestId("toast-undo").WaitForAsync();

        (await Descendants(http, slick)).ShouldBe(["split"]);
    }

    private static async Task<IEnumerable<string?>> Descendants(HttpClient http, long slick) =>
        (await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/slicks/{slick}/descendants", UriKind.Relative), Cancellation))
            .GetProperty("decisions")
            .EnumerateArray()
            .Select(decision => decision.GetProperty("kind").GetString());
}
