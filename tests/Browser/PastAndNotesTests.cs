using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>What was typed is not stranded with an old version, and the past tells nothing that came later.</summary>
public sealed class PastAndNotesTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task A_note_that_was_typed_goes_with_the_decision()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.GetByTestId("notes").FillAsync("ship wake?");
        await page.EvaluateAsync("() => document.activeElement.blur()");

        var made = await page.Deciding(() => page.Keyboard.PressAsync("6"));

        var output = made.GetProperty("outputs")[0].GetInt64();
        (await Properties(page, output)).GetProperty("notes").GetString().ShouldBe("ship wake?");
        (await Properties(page, output)).GetProperty("state").GetString().ShouldBe("validated");
        (await page.EvaluateAsync<int>("() => Object.keys(sessionStorage).filter(name => name.startsWith('note:')).length")).ShouldBe(0);
    }

    [Fact]
    public async Task A_note_that_was_typed_follows_the_pieces_of_a_split_and_the_version_that_a_colleague_made()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.GetByTestId("notes").FillAsync("two ships");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        var theirs = (
            await http.Decide(
                new
                {
                    kind = "reclassify",
                    slicks = new[] { slick },
                    @class = 3,
                }
            )
        ).Ids("outputs")[0];
        await page.GetByTestId("go-to-successor").ClickAsync();
        await page.Idle();
        await Expect(page.GetByTestId("notes")).ToHaveValueAsync("two ships");
        await page.Keyboard.PressAsync("z");
        await page.Idle();
        await page.Keyboard.PressAsync("s");
        await page.DrawOnMap([2.99, 55.05], [3.11, 55.05]);
        await page.Keyboard.PressAsync("Enter");

        var made = await page.Deciding(() => page.GetByTestId("split-confirm").ClickAsync());

        made.GetProperty("inputs")[0].GetInt64().ShouldBe(theirs);
        await page.EvaluateAsync("id => slickReview.select([id])", made.GetProperty("outputs")[1].GetInt64());
        await page.Idle();
        await Expect(page.GetByTestId("notes")).ToHaveValueAsync("two ships");
    }

    [Fact]
    public async Task While_the_server_is_away_the_form_holds_nothing_of_the_slick_before()
    {
        using var http = await app.Client();
        var (first, second) = (await http.GivenSlick(), await http.GivenSlick("POLYGON ((4 55, 4.1 55, 4.1 55.1, 4 55))"));
        var described = (
            await http.Decide(
                new
                {
                    kind = "validate",
                    slicks = new[] { second },
                    @class = 8,
                    humanConfidence = 0.5,
                    notes = "seen",
                }
            )
        ).Ids("outputs")[0];
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(described);
        await Expect(page.GetByTestId("notes")).ToHaveValueAsync("seen");
        await page.RouteAsync("**/api/**", route => route.AbortAsync());

        await page.EvaluateAsync("id => slickReview.select([id])", 987_654_321);

        await Expect(page.GetByTestId("notes")).ToHaveValueAsync("");
        (await page.EvaluateAsync<bool>("() => !document.querySelector('#class-tree :checked')")).ShouldBeTrue();
        await Expect(page.GetByTestId("confidence")).ToHaveValueAsync("0.7");
        first.ShouldBePositive();
    }

    [Fact]
    public async Task The_past_shows_the_version_that_stood_then_without_later_history_and_without_restore()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        var first = await http.Decide(
            new
            {
                kind = "reclassify",
                slicks = new[] { slick },
                @class = 3,
            }
        );
        var then = first.Json.GetProperty("at").GetString()!;
        var last = (
            await http.Decide(
                new
                {
                    kind = "validate",
                    slicks = first.Ids("outputs"),
                    humanConfidence = 0.9,
                }
            )
        ).Ids("outputs")[0];
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;

        await page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"/?sel={last}&tab=history&asof={Uri.EscapeDataString(then)}"));
        await page.Idle();

        var stood = first.Ids("outputs")[0];
        (await page.EvaluateAsync<long[]>("() => slickReview.page.selection")).ShouldBe([stood]);
        await Expect(page.GetByTestId("state")).ToHaveTextAsync("pending");
        await Expect(page.GetByTestId("go-to-successor")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("history")).ToContainTextAsync("Reclassified");
        await Expect(page.GetByTestId("history")).Not.ToContainTextAsync("Validated");
        await Expect(page.Locator("[data-restore]")).ToHaveCountAsync(0);
        await page.GetByTestId("back-to-now").ClickAsync();
        await page.Idle();
        await Expect(page.GetByTestId("go-to-successor")).ToBeVisibleAsync();
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_who_was_quicker_is_never_oneself()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await page.RouteAsync("**/api/events", route => route.AbortAsync());
        await page.ReloadAsync();
        await page.Select(slick);
        var window = await page.Context.NewPageAsync();
        await window.GotoAsync($"/?sel={slick}");
        await window.Idle();
        await window.Deciding(() => window.Keyboard.PressAsync("3"));

        await page.Keyboard.PressAsync("7");

        await Expect(page.GetByTestId("conflict-dialog")).ToContainTextAsync("You decided on this already");
        await Expect(page.GetByTestId("conflict-list")).ToContainTextAsync("You validated");
        await Expect(page.GetByTestId("conflict-dialog")).Not.ToContainTextAsync("quicker");
    }

    [Fact]
    public async Task Of_two_notes_written_at_once_none_is_replaced_unread()
    {
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await DecideAfterAColleagueWrote(page, mine: "platform nearby", theirs: "seen on the fifth, too");
        await Expect(page.GetByTestId("conflict-notes")).ToBeVisibleAsync();

        var made = await page.Deciding(() => page.GetByTestId("conflict-continue").ClickAsync());

        var properties = await Properties(page, made.GetProperty("outputs")[0].GetInt64());
        properties.GetProperty("notes").GetString().ShouldBe("seen on the fifth, too\nplatform nearby");
        (await page.EvaluateAsync<int>("() => Object.keys(sessionStorage).filter(name => name.startsWith('note:')).length")).ShouldBe(0);
    }

    [Fact]
    public async Task A_note_that_met_a_conflict_and_was_not_written_waits_with_the_version_that_is_there_now()
    {
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await DecideAfterAColleagueWrote(page, mine: "platform nearby", theirs: "theirs");

        await page.GetByTestId("conflict-discard").ClickAsync();

        await Expect(page.GetByTestId("notes")).ToHaveValueAsync("platform nearby");
    }

    [Fact]
    public async Task What_is_so_already_is_written_again_only_by_who_insists()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await page.Select(slick);
        var first = (await page.Deciding(() => page.Keyboard.PressAsync("6"))).GetProperty("outputs")[0].GetInt64();
        await page.Idle();

        await page.Keyboard.PressAsync("6");

        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("is so already");
        var again = await page.Deciding(() => page.GetByTestId("toast-insist").ClickAsync());
        again.GetProperty("inputs")[0].GetInt64().ShouldBe(first);
        visit.Faults.ShouldBeEmpty();
    }

    /// <summary>A note is typed and the slick decided on, while news of what a colleague wrote on it does not come.</summary>
    private async Task DecideAfterAColleagueWrote(IPage page, string mine, string theirs)
    {
        using var colleague = await app.Client();
        var slick = await colleague.GivenSlick();
        await page.RouteAsync("**/api/events", route => route.AbortAsync());
        await page.ReloadAsync();
        await page.Select(slick);
        await page.GetByTestId("notes").FillAsync(mine);
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await colleague.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { slick },
                notes = theirs,
            }
        );
        await page.Keyboard.PressAsync("6");
    }

    private static async Task<JsonElement> Properties(IPage page, long slick) => (await page.Feature(slick)).GetProperty("properties");
}
