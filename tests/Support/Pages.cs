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

    /// <summary>Waits until a field for files is heard by the circuit; what is chosen before is lost.</summary>
    public static Task FileFieldIsReady(this IPage page) =>
        page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('input[type=file]')].at(-1)?._blazorInputFileNextFileId !== undefined"
        );

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
        var response = await page.RunAndWaitForResponseAsync(
            act,
            answer =>
                answer.Request.Method == "POST"
                && answer.Url.Contains("/api/decisions", StringComparison.Ordinal)
                && !answer.Url.EndsWith("/preview", StringComparison.Ordinal)
        );
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
                place
            );
            await page.Mouse.MoveAsync((float)at[0], (float)at[1], new() { Steps = 4 });
            await page.Mouse.ClickAsync((float)at[0], (float)at[1]);
        }
    }

    /// <summary>Sets points at places of the map, given as longitude and latitude, by the crosshair alone: no mouse.</summary>
    public static async Task DrawByKeys(this IPage page, params double[][] places)
    {
        foreach (var place in places)
        {
            await page.MoveCrosshair(place[0], place[1]);
            await page.Keyboard.PressAsync("Space");
        }
    }

    /// <summary>Moves the crosshair by the arrow keys until it stands within a step of a place.</summary>
    public static async Task MoveCrosshair(this IPage page, double longitude, double latitude)
    {
        const int LargestWay = 40;
        for (var way = 0; way < LargestWay; way++)
        {
            var far = await page.EvaluateAsync<double[]?>(
                """
                ([longitude, latitude]) => {
                  const sign = document.querySelector('.crosshair:not([hidden])');
                  if (!sign) return null;
                  const map = slickReview.map, box = map.getContainer().getBoundingClientRect(), at = sign.getBoundingClientRect(), to = map.latLngToContainerPoint([latitude, longitude]);
                  return [to.x + box.x - at.x, to.y + box.y - at.y];
                }
                """,
                new[] { longitude, latitude }
            );
            if (far is null)
            {
                await page.Keyboard.PressAsync("ArrowRight");
                continue;
            }

            if (far.All(pixels => Math.Abs(pixels) <= 5))
            {
                return;
            }

            await page.Step(far[0], "ArrowLeft", "ArrowRight");
            await page.Step(far[1], "ArrowUp", "ArrowDown");
        }

        throw new InvalidOperationException($"The crosshair does not come to {longitude}, {latitude}.");
    }

    private static async Task Step(this IPage page, double pixels, string back, string forth)
    {
        if (Math.Abs(pixels) > 5)
        {
            await page.Keyboard.PressAsync($"{(Math.Abs(pixels) >= 45 ? "Shift+" : "")}{(pixels < 0 ? back : forth)}");
        }
    }

    public static Task<JsonElement> Feature(this IPage page, long slick) =>
        page.EvaluateAsync<JsonElement>("async id => await (await fetch(`/api/slicks/${id}`)).json()", slick);
}
