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

    /// <summary>Clicks on places of the map, given as longitude and latitude, as somebody does who draws.</summary>
    public static async Task DrawOnMap(this IPage page, params double[][] places)
    {
        foreach (var place in places)
        {
            var at = await page.EvaluateAsync<double[]>(
                """
                ([longitude, latitude]) => {
                  const map = slickReview.map, box = map.getContainer().getBoundingClientRect(), point = map.latLngToContainerPoint([latitude, longitude]);
                  return [box.x + point.x, box.y + point.y];
                }
                """,
                place);
            await page.Mouse.MoveAsync((float)at[0], (float)at[1], new() { Steps = 4 });
            await page.Mouse.ClickAsync((float)at[0], (float)at[1]);
        }
    }

    public static Task<JsonElement> Feature(this IPage page, long slick) =>
        page.EvaluateAsync<JsonElement>("async id => await (await fetch(`/api/slicks/${id}`)).json()", slick);
}
