using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>The page on which scenes are found, and models are sent to look at them.</summary>
public sealed class ScenesPageTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    private const string Scene = "S1A_IW_GRDH_1SDV_20201121T225759_20201121T225828_035353_04216C_62EA";
    private const string ViewerPassword = "Only-looking-8";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_model_is_sent_to_look_and_its_find_is_reviewed_on_the_map(ColorScheme theme)
    {
        var scene = await GivenImage();
        await using var visit = await chromium.SignIn(app, theme);
        var page = visit.Page;
        await page.GotoAsync("/");
        await page.GetByTestId("to-scenes").ClickAsync();
        await page.GetByTestId("scene-search").FillAsync("20201121");
        await page.GetByTestId($"scene-{scene}").ClickAsync();
        await page.GetByTestId("run-start").ClickAsync();

        // The second theme finds the work of the first one done.
        await Expect(page.Locator("[data-testid=run-refusal], .run[data-status=succeeded]").First)
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator(".run[data-status=succeeded]").First).ToContainTextAsync("found");
        await page.Locator("[data-open]").First.ClickAsync();
        await Expect(page.Locator(".log")).ToContainTextAsync("Succeeded");

        var found = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa"] },
            }
        );
        found.Violations.Select(fault => $"{fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}").ShouldBeEmpty();

        await page.GetByTestId("panel-review").ClickAsync();
        await page.Idle();
        await Expect(page.GetByTestId("scene-title")).ToContainTextAsync("21 Nov 2020");
        found = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa"] },
            }
        );
        found.Violations.Select(fault => $"{fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}").ShouldBeEmpty();
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_is_told_why_runs_cannot_be_started()
    {
        var scene = await GivenImage();
        await app.Review("user", "add", "vera", "--role", "viewer", "--password", ViewerPassword);
        await using var visit = await chromium.Open(app.Address);
        var page = visit.Page;
        await page.GotoAsync("/signin");
        await page.FillAsync("[name=user]", "vera");
        await page.FillAsync("[name=password]", ViewerPassword);
        await page.GetByTestId("sign-in").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));

        await page.GotoAsync($"/scenes?scene={scene}");
        await Expect(page.GetByTestId("run-start")).ToHaveAttributeAsync("aria-disabled", "true");
        await page.GetByTestId("run-start").ClickAsync(new() { Force = true });
        await Expect(page.GetByTestId("toast")).ToContainTextAsync("Your role lets you look");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_happens_elsewhere_is_told_to_the_page()
    {
        var scene = await GivenImage();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync("/scenes");
        await Expect(page.GetByTestId($"scene-{scene}")).ToBeVisibleAsync();
        var answer = await app.Review(
            "scene",
            "add",
            Fixtures.Require("cerulean/tile_with_slick.png"),
            "--name",
            $"elsewhere {Guid.NewGuid():N}",
            "--bounds",
            "-74.53125,35.859375,-74.1796875,36.2109375",
            "--acquired",
            "2026-01-01T00:00:00Z"
        );
        var added = JsonDocument.Parse(answer).RootElement.GetProperty("id").GetInt64();
        await Expect(page.GetByTestId($"scene-{added}")).ToBeVisibleAsync();
        await Expect(page.GetByTestId($"image-{added}").And(page.Locator("[data-state=ready]"))).ToBeVisibleAsync();

        using var colleague = await app.Client();
        (await colleague.Post($"/api/scenes/{added}/runs", new { })).Code.ShouldBe(202);
        await Expect(page.GetByTestId($"last-run-{added}").Locator("[data-state=succeeded]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_without_a_result_says_so_and_is_cleared()
    {
        await GivenImage();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync("/scenes?q=nothing-is-called-this");
        await Expect(page.GetByTestId("no-scenes")).ToContainTextAsync("No scene has this in its name");
        await page.GetByTestId("no-scenes").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByTestId("scene-rows").Locator(".scene-link").First).ToBeVisibleAsync();
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_is_sent_from_the_browser_placed_by_its_bounds_and_registered()
    {
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync("/scenes");
        await Expect(page.Locator(".framed[data-interactive=true]")).ToBeVisibleAsync();
        await page.GetByTestId("register-scene").ClickAsync();
        await page.FileFieldIsReady();
        await page.Locator(".mud-dialog input[type=file]").SetInputFilesAsync(Fixtures.Require("cerulean/tile_with_slick.png"));
        await Expect(page.Locator(".mud-dialog")).ToContainTextAsync("tile_with_slick.png was sent");
        var name = $"sent {Guid.NewGuid():N}";
        await page.GetByTestId("scene-name").FillAsync(name);
        await page.GetByTestId("scene-acquired").FillAsync("yesterday");
        await page.GetByTestId("scene-bounds").FillAsync("-74.53125, 35.859375, -74.1796875, 36.2109375");
        await page.GetByTestId("register-confirm").ClickAsync();
        await Expect(page.GetByTestId("register-problem")).ToContainTextAsync("acquired");

        await page.GetByTestId("scene-acquired").FillAsync("2026-01-02T03:04:05Z");
        await page.GetByTestId("register-confirm").ClickAsync();

        await Expect(page.GetByTestId("toast").First).ToContainTextAsync($"{name} is registered");
        await Expect(page.GetByTestId("scene-panel").Locator("img")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_search_walk_and_close()
    {
        await GivenImage();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync("/scenes");
        await page.Locator(".scene-link").First.ClickAsync();
        await Expect(page.GetByTestId("scene-panel").Locator("h2")).Not.ToContainTextAsync("No scene chosen");

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("scene-panel").Locator("h2")).ToContainTextAsync("No scene chosen");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("nothing has this");

        await Expect(page.GetByTestId("no-scenes")).ToBeVisibleAsync();
        page.Url.ShouldContain("q=nothing");
        visit.Faults.ShouldBeEmpty();
    }

    private async Task<long> GivenImage()
    {
        var answer = await app.Review(
            "scene",
            "add",
            Fixtures.Require("cerulean/tile_with_slick.png"),
            "--name",
            Scene,
            "--bounds",
            "-74.53125,35.859375,-74.1796875,36.2109375"
        );
        return JsonDocument.Parse(answer).RootElement.GetProperty("id").GetInt64();
    }
}
