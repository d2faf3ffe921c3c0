using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Support;

/// <summary>What several journeys do on the page.</summary>
internal static class Pages
{
    /// <summary>Waits until the page is at rest: tiles, requests and the interactive parts.</summary>
    public static async Task Idle(this IPage page)
    {
        await page.WaitForFunctionAsync("() => globalThis.slickReview");
        await page.EvaluateAsync("() => slickReview.idle()");
    }

    /// <summary>Selects a slick by its row in the list.</summary>
    public static async Task Select(this IPage page, long slick)
    {
        await page.GetByTestId($"slick-row-{slick}").ClickAsync();
        await page.Idle();
        await Expect(page.GetByTestId("slick-id")).ToContainTextAsync(slick.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Does what sends a decision or an undo, and returns the server's answer.</summary>
    public static async Task<JsonElement> Deciding(this IPage page, Func<Task> act)
    {
        var response = await page.RunAndWaitForResponseAsync(act, answer =>
            answer.Request.Method == "POST" && answer.Url.Contains("/api/decisions", StringComparison.Ordinal) && !answer.Url.EndsWith("/preview", StringComparison.Ordinal));
        response.Status.ShouldBe(200, await response.TextAsync());
        var answer = (await response.JsonAsync())!.Value;
        await page.Idle();
        return answer;
    }

    public static Task<JsonElement> Feature(this IPage page, long slick) =>
        page.EvaluateAsync<JsonElement>("async id => await (await fetch(`/api/slicks/${id}`)).json()", slick);
}
