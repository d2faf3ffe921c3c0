using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>A queue worked off by keys: class and validation in one decision, and on to the next that nobody has decided on.</summary>
public sealed class GoOnTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task Each_class_is_one_key_and_one_decision_and_the_page_goes_on_until_the_queue_is_done()
    {
        var slicks = await GivenQueue(4);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Open(page, slicks);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Idle();
        await page.Keyboard.PressAsync("t");

        var first = await page.Deciding(() => page.Keyboard.PressAsync("7"));
        var made = (await page.Feature(first.GetProperty("outputs")[0].GetInt64())).GetProperty("properties");
        (
            made.GetProperty("class").GetInt32(),
            made.GetProperty("state").GetString(),
            made.GetProperty("humanConfidence").GetDouble()
        ).ShouldBe((7, "validated", 0.9));
        (await Selected(page)).ShouldBe([slicks.Ids[2]]);
        await page.Deciding(() => page.Keyboard.PressAsync("3"));
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("1");
        await page.Deciding(() => page.Keyboard.PressAsync("Enter"));
        (await Selected(page)).ShouldBe([slicks.Ids[0]]);
        var last = await page.Deciding(() => page.Keyboard.PressAsync("9"));

        await Expect(page.GetByTestId("toast").Filter(new() { HasText = "Queue done, 4 decided" })).ToBeVisibleAsync();
        (await page.Feature(last.GetProperty("outputs")[0].GetInt64()))
            .GetProperty("properties")
            .GetProperty("state")
            .GetString()
            .ShouldBe("ambiguous");
        await Expect(page.GetByTestId("progress")).ToContainTextAsync("4 of 4 decided");
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Progress_keeps_its_denominator_under_a_filter_and_the_next_slick_is_in_view()
    {
        var slicks = await GivenQueue(3);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Open(page, slicks, "&state=pending&map=3/-40/-100");
        await Expect(page.GetByTestId("progress")).ToContainTextAsync("0 of 3 decided");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Idle();

        await page.Deciding(() => page.Keyboard.PressAsync("v"));

        await Expect(page.GetByTestId("progress")).ToContainTextAsync("1 of 3 decided");
        (await Selected(page)).ShouldBe([slicks.Ids[1]]);
        (
            await page.EvaluateAsync<bool>(
                """
                async () => {
                  const [w, s, e, n] = (await (await fetch(`/api/slicks/${slickReview.page.selection[0]}`)).json()).bbox;
                  return slickReview.map.getBounds().contains([[s, w], [n, e]]);
                }
                """
            )
        ).ShouldBeTrue();
        await Expect(page.Locator($"#row-{slicks.Ids[1].ToString(CultureInfo.InvariantCulture)}")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Ctrl_Z_goes_back_to_the_slick_that_the_page_had_gone_on_from()
    {
        var slicks = await GivenQueue(2);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Open(page, slicks);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Idle();
        await page.Deciding(() => page.Keyboard.PressAsync("6"));

        var undone = await page.Deciding(() => page.Keyboard.PressAsync("Control+z"));

        (await Selected(page)).ShouldBe([undone.GetProperty("outputs")[0].GetInt64()]);
    }

    [Fact]
    public async Task Who_chose_to_stay_stays_with_what_was_decided_also_after_a_reload()
    {
        var slicks = await GivenQueue(2);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Open(page, slicks);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Idle();
        await page.GetByTestId("go-on").UncheckAsync();
        await page.ReloadAsync();
        await page.Idle();

        var made = await page.Deciding(() => page.Keyboard.PressAsync("v"));

        (await Selected(page)).ShouldBe([made.GetProperty("outputs")[0].GetInt64()]);
        (await page.GetByTestId("go-on").IsCheckedAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Several_selected_slicks_are_one_decision_and_the_page_goes_on_behind_them()
    {
        var slicks = await GivenQueue(3);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Open(page, slicks);
        await page.Select(slicks.Ids[2]);
        await page.GetByTestId($"slick-row-{slicks.Ids[1]}").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await page.Idle();

        var made = await page.Deciding(() => page.Keyboard.PressAsync("5"));

        made.GetProperty("inputs").GetArrayLength().ShouldBe(2);
        (await Selected(page)).ShouldBe([slicks.Ids[0]]);
    }

    [Fact]
    public async Task While_the_server_is_away_the_page_goes_on_and_says_what_waits()
    {
        var slicks = await GivenQueue(3);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Open(page, slicks);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Idle();
        await page.RouteAsync("**/api/**", route => route.AbortAsync());

        foreach (var next in (long[])[slicks.Ids[1], slicks.Ids[0]])
        {
            await page.Keyboard.PressAsync("7");
            await page.WaitForFunctionAsync("id => slickReview.page.selection[0] === id", next);
        }

        await page.Keyboard.PressAsync("7");
        await Expect(page.GetByTestId("toast").Filter(new() { HasText = "Queue done, 3 decided, 3 of them waiting to be sent" }))
            .ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await page.Locator("#link-banner button").Last.ClickAsync();
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("All decisions saved");
        await Expect(page.GetByTestId("progress")).ToContainTextAsync("3 of 3 decided");
    }

    [Fact]
    public async Task A_digit_with_a_tool_in_hand_decides_nothing_and_says_so()
    {
        var slicks = await GivenQueue(1);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Open(page, slicks);
        await page.Select(slicks.Ids[0]);
        await page.Keyboard.PressAsync("s");
        await page.GetByTestId("tool-cancel").WaitForAsync();

        await page.Keyboard.PressAsync("7");

        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("Split is in hand");
        (await page.Feature(slicks.Ids[0])).GetProperty("properties").GetProperty("active").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Shift_Enter_in_the_dialog_of_classes_validates_as_that_class()
    {
        var slicks = await GivenQueue(1);
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await Open(page, slicks);
        await page.Select(slicks.Ids[0]);
        await page.Keyboard.PressAsync("c");
        await page.Keyboard.PressAsync("8");

        var made = await page.Deciding(() => page.Keyboard.PressAsync("Shift+Enter"));

        made.GetProperty("kind").GetString().ShouldBe("validate");
        (await page.Feature(made.GetProperty("outputs")[0].GetInt64()))
            .GetProperty("properties")
            .GetProperty("class")
            .GetInt32()
            .ShouldBe(8);
    }

    private sealed record Queue(string Scene, long[] Ids);

    /// <summary>What a model did not know what to call: the usual case.</summary>
    private async Task<Queue> GivenQueue(int count)
    {
        var scene = $"queue {Guid.NewGuid():N}";
        var features = Enumerable
            .Range(0, count)
            .Select(n =>
            {
                var (west, south) = (n * 0.2, 55.0);
                return new
                {
                    type = "Feature",
                    properties = new { inf_idx = 1, machine_confidence = 0.9 },
                    geometry = Requests.Json(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"POLYGON (({west} {south}, {west + 0.1} {south}, {west + 0.1} {south + 0.1}, {west} {south + 0.1}, "
                                + $"{west} {south}))"
                        )
                    ),
                };
            });
        var file = Path.Combine(app.DataFolder, $"{Guid.NewGuid():N}.geojson");
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(new { type = "FeatureCollection", features }),
            TestContext.Current.CancellationToken
        );
        var answer = JsonDocument.Parse(await app.Review("import", file, "--scene", scene, "--map", "1=9"));
        return new Queue(scene, [.. answer.RootElement.GetProperty("slicks").EnumerateArray().Select(id => id.GetInt64())]);
    }

    private static async Task Open(IPage page, Queue queue, string more = "")
    {
        await page.GotoAsync($"/?scene={Uri.EscapeDataString(queue.Scene)}{more}");
        await page.Idle();
    }

    private static Task<long[]> Selected(IPage page) => page.EvaluateAsync<long[]>("() => slickReview.page.selection");
}
