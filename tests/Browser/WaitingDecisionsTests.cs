using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>Decisions that wait in the browser, and what is taken back while they do.</summary>
public sealed class WaitingDecisionsTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Undo_offline_withdraws_the_newest_waiting_decision_and_leaves_the_one_that_was_confirmed()
    {
        using var http = await app.Client();
        var (first, second, third) = (await http.GivenSlick(), await http.GivenSlick(), await http.GivenSlick());
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(first);
        await page.Deciding(() => page.Keyboard.PressAsync("v"));
        await Wait(page, second, third);

        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("1 decision waiting");
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("withdrawn");
        await BackOnline(page);

        (await Kinds(http, first)).ShouldBe(["validate"]);
        (await Kinds(http, second)).ShouldBe(["reject"]);
        (await Kinds(http, third)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_withdrawn_is_sent_after_all_by_a_redo()
    {
        using var http = await app.Client();
        var (first, second) = (await http.GivenSlick(), await http.GivenSlick());
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Wait(page, first, second);
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("1 decision waiting");
        // The count is shown before what was withdrawn is put away for the redo.
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("withdrawn");

        await page.Keyboard.PressAsync("Control+Shift+z");
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("2 decisions waiting");
        await BackOnline(page);

        (await Kinds(http, second)).ShouldBe(["reject"]);
    }

    [Fact]
    public async Task Each_waiting_decision_is_withdrawn_from_the_list_by_keys_alone()
    {
        using var http = await app.Client();
        var (first, second, third) = (await http.GivenSlick(), await http.GivenSlick(), await http.GivenSlick());
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Wait(page, first, second, third);
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("3 decisions waiting");

        await page.Keyboard.PressAsync("q");
        await Expect(page.GetByTestId("waiting-decision")).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("waiting-decision")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.GetByTestId("waiting-decision")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await BackOnline(page);

        (await Kinds(http, first)).ShouldBeEmpty();
        (await Kinds(http, second)).ShouldBeEmpty();
        (await Kinds(http, third)).ShouldBe(["reject"]);
    }

    [Fact]
    public async Task A_click_on_how_many_wait_opens_their_list()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        await Wait(visit.Page, slick);

        await visit.Page.GetByTestId("saved").ClickAsync();

        await Expect(visit.Page.GetByTestId("waiting-decision")).ToContainTextAsync($"Reject {slick}");
        await visit.Page.Keyboard.PressAsync("Escape");
        await BackOnline(visit.Page);
    }

    [Fact]
    public async Task A_withdrawn_decision_that_had_reached_the_server_is_undone_there()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        // The server makes the decision; its answer is lost, and nothing goes out any more.
        await page.RouteAsync(
            "**/api/decisions",
            async route =>
            {
                await route.FetchAsync();
                await route.AbortAsync();
            },
            new() { Times = 1 }
        );
        await page.RouteAsync("**/api/decisions?key=*", route => route.AbortAsync());
        await page.Keyboard.PressAsync("v");
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("waiting");
        await page.RouteAsync("**/api/decisions", route => route.AbortAsync());

        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("Should it have reached the server");
        await page.UnrouteAllAsync();
        await page.EvaluateAsync("() => dispatchEvent(new Event('online'))");

        await Expect(page.GetByTestId("saved")).ToContainTextAsync("All decisions saved");
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("Undone");
        (await Kinds(http, slick)).ShouldBe(["restore", "validate"]);
    }

    [Fact]
    public async Task A_decision_withdrawn_before_the_server_had_it_is_never_made()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.RouteAsync("**/api/decisions", route => route.AbortAsync());
        await page.Keyboard.PressAsync("v");
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("waiting");

        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("withdrawn");
        await page.UnrouteAllAsync();
        await page.EvaluateAsync("() => dispatchEvent(new Event('online'))");

        await Expect(page.GetByTestId("saved")).ToContainTextAsync("All decisions saved");
        (await Kinds(http, slick)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_browser_that_cannot_keep_a_decision_says_so_and_the_tab_is_held()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.AddInitScriptAsync("Object.defineProperty(globalThis, 'indexedDB', { value: undefined })");
        await page.ReloadAsync();
        await Expect(page.GetByTestId("offline-banner")).ToContainTextAsync("cannot be read");
        await Wait(page, slick);

        await Expect(page.GetByTestId("saved")).ToContainTextAsync("not kept");
        await Expect(page.GetByTestId("offline-banner")).ToContainTextAsync("Leave this tab open");
        var asked = new TaskCompletionSource<string>();
        page.Dialog += (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            _ = dialog.DismissAsync();
        };
        await page.CloseAsync(new() { RunBeforeUnload = true });

        (await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation)).ShouldBe("beforeunload");
        await BackOnline(page, "Cannot tell");
        (await Kinds(http, slick)).ShouldBe(["reject"]);
    }

    [Fact]
    public async Task What_was_undone_is_redone_by_its_key_and_undone_again()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.Deciding(() => page.Keyboard.PressAsync("v"));
        await page.Deciding(() => page.Keyboard.PressAsync("Control+z"));

        var redone = await page.Deciding(() => page.Keyboard.PressAsync("Control+Shift+z"));
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("Redone");
        (await State(page, redone)).ShouldBe("validated");

        var undone = await page.Deciding(() => page.Keyboard.PressAsync("Control+z"));
        (await State(page, undone)).ShouldBe("pending");

        // After a reload the page knows no more than the server does.
        await page.ReloadAsync();
        await page.Idle();
        (await State(page, await page.Deciding(() => page.Keyboard.PressAsync("Control+y")))).ShouldBe("validated");
        await page.ReloadAsync();
        await page.Idle();
        (await State(page, await page.Deciding(() => page.Keyboard.PressAsync("Control+z")))).ShouldBe("pending");
    }

    [Fact]
    public async Task Nothing_is_redone_after_another_decision()
    {
        using var http = await app.Client();
        var (first, second) = (await http.GivenSlick(), await http.GivenSlick());
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(first);
        await page.Deciding(() => page.Keyboard.PressAsync("v"));
        await page.Deciding(() => page.Keyboard.PressAsync("Control+z"));
        await page.Select(second);
        await page.Deciding(() => page.Keyboard.PressAsync("v"));

        await page.Keyboard.PressAsync("Control+Shift+z");

        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("nothing to redo");
        (await Kinds(http, first)).ShouldBe(["restore", "validate"]);
    }

    /// <summary>Rejects slicks one after the other while the browser has no network.</summary>
    private static async Task Wait(IPage page, params long[] slicks)
    {
        await page.Idle();
        await page.Context.SetOfflineAsync(true);
        foreach (var slick in slicks)
        {
            await page.GetByTestId($"slick-row-{slick}").ClickAsync();
            await page.EvaluateAsync("slick => slickReview.select([slick])", slick);
            await page.Keyboard.PressAsync("x");
            await page.Keyboard.PressAsync("1");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.GetByTestId("reject-dialog")).ToBeHiddenAsync();
        }

        await Expect(page.GetByTestId("saved")).ToContainTextAsync(slicks.Length == 1 ? "1 decision" : $"{slicks.Length} decisions");
    }

    private static async Task BackOnline(IPage page, string says = "All decisions saved")
    {
        await page.Context.SetOfflineAsync(false);
        await page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await Expect(page.GetByTestId("saved")).ToContainTextAsync(says, new() { Timeout = 20_000 });
    }

    private static async Task<string?> State(IPage page, JsonElement answer) =>
        (await page.Feature(answer.GetProperty("outputs")[0].GetInt64())).GetProperty("properties").GetProperty("state").GetString();

    private static async Task<IEnumerable<string?>> Kinds(HttpClient http, long slick) =>
        (await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/slicks/{slick}/descendants", UriKind.Relative), Cancellation))
            .GetProperty("decisions")
            .EnumerateArray()
            .Select(decision => decision.GetProperty("kind").GetString());
}
