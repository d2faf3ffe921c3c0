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

        var theirs = (await colleague.Decide(new { kind = "reclassify", slicks = new[] { slick }, @class = 3 })).Ids("outputs")[0];
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
        var history = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/slicks/{slick}/descendants", UriKind.Relative), Cancellation);
        history.GetProperty("decisions").EnumerateArray().Select(decision => decision.GetProperty("kind").GetString()).ShouldBe(["validate"]);
    }
}
