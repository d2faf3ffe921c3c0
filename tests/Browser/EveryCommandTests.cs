using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>Every command by its key, and what the keys leave alone.</summary>
public sealed class EveryCommandTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    private const int LargestMessageBytes = 16_384;

    [Fact]
    public async Task A_slick_goes_through_every_decision_by_keys_alone_and_no_message_of_the_circuit_is_large()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        var largest = 0;
        page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += (_, frame) => largest = Math.Max(largest, Size(frame));
            socket.FrameReceived += (_, frame) => largest = Math.Max(largest, Size(frame));
        };
        await page.ReloadAsync();
        await page.Select(slick);

        (await Press(page, "v")).GetProperty("state").GetString().ShouldBe("validated");
        (await Press(page, "Control+z")).GetProperty("state").GetString().ShouldBe("pending");
        (await Press(page, "x", "1", "Enter")).GetProperty("state").GetString().ShouldBe("rejected");
        (await Press(page, "u")).GetProperty("state").GetString().ShouldBe("ambiguous");
        (await Press(page, "c", "3", "Enter")).GetProperty("class").GetInt32().ShouldBe(3);
        (await Press(page, "n", "v", "x", "m", "Control+Enter")).GetProperty("notes").GetString().ShouldBe("vxm");
        await page.Keyboard.PressAsync("z");
        await page.Idle();
        var area = (await Facts(page)).GetProperty("areaM2").GetDouble();
        (await Cut(page)).GetProperty("areaM2").GetDouble().ShouldBeLessThan(area * 0.9);
        (await MoveACorner(page)).GetProperty("areaM2").GetDouble().ShouldNotBe(area);
        (await Split(page)).GetProperty("parents").GetArrayLength().ShouldBe(1);
        (await Add(page)).GetProperty("parents").GetArrayLength().ShouldBe(0);
        await page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Idle();
        (await Press(page, "m", "Enter")).GetProperty("parents").GetArrayLength().ShouldBe(2);

        largest.ShouldBeInRange(1, LargestMessageBytes);
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sheet_of_keys_opens_by_its_key_and_closes_by_escape()
    {
        using var http = await app.Client();
        await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        await visit.Page.Idle();

        await visit.Page.Keyboard.PressAsync("?");
        await Expect(visit.Page.GetByTestId("keys-dialog")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Expect(visit.Page.GetByTestId("keys-dialog")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Filter_order_and_selection_stand_in_the_address_and_come_back_with_it()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync($"/?state=pending&order=area&sel={slick}");
        await page.Idle();
        await Expect(page.GetByTestId("slick-id")).ToContainTextAsync($"{slick}");

        await page.Keyboard.PressAsync("Escape");
        await page.WaitForURLAsync(url => !url.Contains("sel=", StringComparison.Ordinal));
        await page.GoBackAsync();

        await Expect(page.GetByTestId("slick-id")).ToContainTextAsync($"{slick}");
        page.Url.ShouldContain("state=pending");
        page.Url.ShouldContain("order=area");
    }

    /// <summary>Presses keys, of which the last sends a decision or an undo.</summary>
    /// <returns>The properties of what came out.</returns>
    private static async Task<JsonElement> Press(IPage page, params string[] keys)
    {
        foreach (var key in keys.SkipLast(1))
        {
            await page.Keyboard.PressAsync(key);
        }

        return await Properties(page, await page.Deciding(() => page.Keyboard.PressAsync(keys[^1])));
    }

    private static async Task<JsonElement> Cut(IPage page)
    {
        await page.Keyboard.PressAsync("k");
        await page.DrawByKeys([3.05, 55.03], [3.105, 55.03], [3.105, 55.07], [3.05, 55.07]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("cut-confirm")).ToBeVisibleAsync();
        return await Press(page, "Enter");
    }

    private static async Task<JsonElement> MoveACorner(IPage page)
    {
        await page.Keyboard.PressAsync("e");
        await page.MoveCrosshair(3, 55);
        await page.Keyboard.PressAsync("Space");
        await page.MoveCrosshair(3.005, 55.005);
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("edit-confirm")).ToBeVisibleAsync();
        return await Press(page, "Enter");
    }

    private static async Task<JsonElement> Split(IPage page)
    {
        await page.Keyboard.PressAsync("s");
        await page.DrawByKeys([2.99, 55.02], [3.11, 55.02]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("tool-banner")).ToContainTextAsync("2 pieces");
        return await Press(page, "Enter");
    }

    private static async Task<JsonElement> Add(IPage page)
    {
        await page.Keyboard.PressAsync("a");
        await page.DrawByKeys([3.03, 55.04], [3.05, 55.04], [3.05, 55.06]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("add-confirm")).ToBeVisibleAsync();
        return await Press(page, "Enter");
    }

    private static async Task<JsonElement> Facts(IPage page) =>
        (await page.Feature(await page.EvaluateAsync<long>("() => slickReview.page.selection[0]"))).GetProperty("properties");

    private static async Task<JsonElement> Properties(IPage page, JsonElement answer) =>
        (await page.Feature(answer.GetProperty("outputs")[0].GetInt64())).GetProperty("properties");

    private static int Size(IWebSocketFrame frame) => frame.Binary?.Length ?? Encoding.UTF8.GetByteCount(frame.Text ?? "");
}
