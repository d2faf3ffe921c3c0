using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>What keys do while a tool is in hand: they go through the drawing, draw, and decide nothing elsewhere.</summary>
public sealed class ToolInHandTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    private const string Points = "() => document.querySelectorAll('.leaflet-marker-pane .marker-icon:not(.cursor-marker)').length";

    [Fact]
    public async Task Undo_takes_back_the_points_of_the_drawing_and_no_decision()
    {
        using var http = await app.Client();
        var (decided, slick) = (await http.GivenSlick(), await http.GivenSlick());
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(decided);
        await page.Deciding(() => page.Keyboard.PressAsync("v"));
        await Take(page, slick, "k");
        var sent = Sent(page);
        await page.DrawOnMap([3.03, 55.03], [3.06, 55.03], [3.06, 55.06]);

        await page.Keyboard.PressAsync("Control+z");
        (await page.EvaluateAsync<int>(Points)).ShouldBe(2);
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Control+z");
        (await page.EvaluateAsync<int>(Points)).ShouldBe(0);
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("no step of this drawing");
        await Expect(page.GetByTestId("tool-banner")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+Shift+z");
        await page.Keyboard.PressAsync("Control+y");
        await page.Keyboard.PressAsync("Control+Shift+z");
        (await page.EvaluateAsync<int>(Points)).ShouldBe(3);
        sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Undo_of_an_ended_shape_opens_it_again_and_redo_ends_it()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Take(page, slick, "s");
        await page.DrawOnMap([2.99, 55.05], [3.11, 55.05]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("split-confirm")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("split-confirm")).ToBeHiddenAsync();
        (await page.EvaluateAsync<int>(Points)).ShouldBe(2);
        await page.Keyboard.PressAsync("Control+Shift+z");

        await Expect(page.GetByTestId("split-confirm")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("tool-banner")).ToContainTextAsync("2 pieces");
    }

    [Fact]
    public async Task Undo_puts_a_moved_vertex_back_and_redo_moves_it_again()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Take(page, slick, "e");
        await DragACorner(page);
        await Expect(page.GetByTestId("edit-confirm")).ToBeVisibleAsync();
        await page.Idle();
        var moved = await page.GetByTestId("tool-banner").TextContentAsync();

        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("edit-confirm")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Control+Shift+z");
        await Expect(page.GetByTestId("edit-confirm")).ToBeVisibleAsync();
        await page.Idle();
        (await page.GetByTestId("tool-banner").TextContentAsync()).ShouldBe(moved);

        // Of an outline that is as it was, nothing is asked.
        await page.Keyboard.PressAsync("Control+z");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("tool-banner")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_vertex_taken_up_by_keys_is_let_go_by_Escape_and_taken_away_by_Delete()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Take(page, slick, "e");
        await page.MoveCrosshair(3, 55);

        await Press(page, "Space", "Shift+ArrowUp", "Escape");
        await Expect(page.GetByTestId("tool-banner")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("edit-confirm")).ToBeHiddenAsync();
        await Press(page, "Delete");
        await Expect(page.GetByTestId("edit-confirm")).ToBeVisibleAsync();
        (
            await page.EvaluateAsync<int>(
                "() => document.querySelectorAll('.leaflet-marker-pane .marker-icon:not(.marker-icon-middle)').length"
            )
        ).ShouldBe(3);
        await Press(page, "Control+z");

        await Expect(page.GetByTestId("edit-confirm")).ToBeHiddenAsync();
        await Press(page, "Shift+ArrowUp", "Shift+ArrowUp", "Space");
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("No vertex is within reach");
    }

    [Theory]
    [InlineData("v")]
    [InlineData("u")]
    [InlineData("x")]
    [InlineData("c")]
    [InlineData("m")]
    public async Task A_decision_waits_while_a_tool_is_in_hand_and_says_so(string key)
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Take(page, slick, "s");
        var sent = Sent(page);
        await page.DrawOnMap([2.99, 55.05]);

        await page.Keyboard.PressAsync(key);

        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("Split is in hand");
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        sent.ShouldBeEmpty();
        (await page.EvaluateAsync<int>(Points)).ShouldBe(1);
    }

    [Fact]
    public async Task Going_on_with_a_drawing_in_hand_asks_first()
    {
        using var http = await app.Client();
        var (_, slick) = (await http.GivenSlick(), await http.GivenSlick());
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Take(page, slick, "s");
        await page.DrawOnMap([2.99, 55.05]);

        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByTestId("leave-dialog")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        (await page.EvaluateAsync<long>("() => slickReview.page.selection[0]")).ShouldBe(slick);
        (await page.EvaluateAsync<int>(Points)).ShouldBe(1);

        await page.Keyboard.PressAsync("j");
        await page.GetByTestId("leave-confirm").ClickAsync();
        await Expect(page.GetByTestId("tool-banner")).ToBeHiddenAsync();
        (await page.EvaluateAsync<long>("() => slickReview.page.selection[0]")).ShouldNotBe(slick);
    }

    [Fact]
    public async Task A_click_on_another_slick_of_the_list_asks_before_the_drawing_is_left()
    {
        using var http = await app.Client();
        var (other, slick) = (await http.GivenSlick(), await http.GivenSlick());
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Take(page, slick, "k");
        await page.DrawOnMap([3.03, 55.03], [3.06, 55.03]);

        await page.GetByTestId($"slick-row-{other}").ClickAsync();
        await Expect(page.GetByTestId("leave-dialog")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        (await page.EvaluateAsync<long>("() => slickReview.page.selection[0]")).ShouldBe(slick);
        (await page.EvaluateAsync<int>(Points)).ShouldBe(2);
    }

    [Fact]
    public async Task Undo_in_a_text_field_is_the_fields()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.Deciding(() => page.Keyboard.PressAsync("v"));
        var sent = Sent(page);
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("dark");

        await page.Keyboard.PressAsync("Control+z");

        await Expect(page.GetByTestId("notes")).Not.ToHaveValueAsync("dark");
        sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_distance_is_measured_by_keys_and_its_points_are_taken_back_and_brought_again()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Take(page, slick, "r");
        await Press(page, "ArrowLeft", "Space", "Shift+ArrowRight", "Space", "Enter");
        var measured = await page.GetByTestId("measured").TextContentAsync();
        measured.ShouldNotBeNull();
        measured.ShouldContain("m");

        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.GetByTestId("measured")).Not.ToHaveTextAsync(measured);
        await page.Keyboard.PressAsync("Control+y");

        await Expect(page.GetByTestId("measured")).ToHaveTextAsync(measured);
    }

    private static async Task Take(IPage page, long slick, string key)
    {
        await page.Select(slick);
        await page.Keyboard.PressAsync("z");
        await page.Idle();
        await page.Keyboard.PressAsync(key);
        await Expect(page.GetByTestId("tool-banner")).ToBeVisibleAsync();
    }

    /// <summary>Decisions and undos that the page sends from now on.</summary>
    private static List<string> Sent(IPage page)
    {
        var sent = new List<string>();
        page.Request += (_, request) =>
        {
            if (
                request.Method == "POST"
                && request.Url.Contains("/api/decisions", StringComparison.Ordinal)
                && !request.Url.EndsWith("/preview", StringComparison.Ordinal)
            )
            {
                sent.Add(request.Url);
            }
        };
        return sent;
    }

    private static async Task DragACorner(IPage page)
    {
        var corner = await page.Locator(".leaflet-marker-icon.marker-icon:not(.marker-icon-middle)").First.BoundingBoxAsync();
        corner.ShouldNotBeNull();
        await page.Mouse.MoveAsync(corner.X + (corner.Width / 2), corner.Y + (corner.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(corner.X + 30, corner.Y + 25, new() { Steps = 6 });
        await page.Mouse.UpAsync();
    }

    private static async Task Press(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }
}
