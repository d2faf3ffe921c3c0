using Review.Tests.Support;

namespace Review.Tests.Browser;

/// <summary>How much a page asks for before it shows something.</summary>
public sealed class LoadingTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task A_page_that_was_seen_before_asks_for_no_script_again_and_for_its_sums_once()
    {
        await using var visit = await chromium.SignIn(app);
        await visit.Page.Idle();

        await visit.Page.GotoAsync("/");
        await visit.Page.Idle();

        var scripts = await visit.Page.EvaluateAsync<Asked[]>(
            "() => performance.getEntriesByType('resource').filter(entry => entry.initiatorType === 'script').map(({ name, "
                + "transferSize }) => ({ name, bytes: transferSize }))"
        );
        scripts.Length.ShouldBeInRange(4, 10);
        scripts.ShouldAllBe(script => script.Bytes == 0);
        (
            await visit.Page.EvaluateAsync<int>(
                "() => performance.getEntriesByType('resource').filter(entry => entry.name.includes('/api/summary')).length"
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task A_drawing_tool_whose_library_cannot_be_fetched_says_so_and_works_when_it_can()
    {
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.RouteAsync("**/leaflet-geoman.*.js", route => route.AbortAsync());
        await page.GotoAsync("/");
        await page.Idle();

        await page.Keyboard.PressAsync("a");
        await page.Locator(".toast", new() { HasText = "could not be fetched" }).WaitForAsync();
        (await page.Locator("#tool-banner").IsVisibleAsync()).ShouldBeFalse();

        await page.UnrouteAllAsync();
        await page.Keyboard.PressAsync("a");
        await page.GetByTestId("tool-cancel").WaitForAsync();
        var map = (await page.Locator("#map").BoundingBoxAsync())!;
        foreach (var (x, y) in new[] { (0.4f, 0.4f), (0.6f, 0.4f), (0.6f, 0.6f) })
        {
            await page.Mouse.ClickAsync(map.X + x * map.Width, map.Y + y * map.Height);
        }

        await page.Keyboard.PressAsync("Enter");
        // It was drawn; what it lacks is the scene that it belongs to.
        await page.GetByTestId("tool-problem").WaitForAsync();
    }

    private sealed class Asked
    {
        public string Name { get; set; } = "";

        public long Bytes { get; set; }
    }
}
