using System.Globalization;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>One number for a case: it stays while the versions change, and every way in knows both.</summary>
public sealed class CasesTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task The_case_keeps_its_number_through_decisions_and_is_found_by_it_by_its_version_and_by_a_link()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await page.Select(slick);

        var made = (await page.Deciding(() => page.Keyboard.PressAsync("6"))).GetProperty("outputs")[0].GetInt64();

        await Shows(page, slick, made);
        await Expect(page.GetByTestId($"slick-row-{made}")).ToContainTextAsync(Text(slick));
        foreach (var number in (long[])[slick, made])
        {
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.GetByTestId("case")).ToBeHiddenAsync();
            await page.Keyboard.PressAsync("/");
            await page.GetByTestId("search").FillAsync(Text(number));
            await page.Keyboard.PressAsync("Enter");
            await page.Idle();
            await Shows(page, slick, made);
        }

        await page.GotoAsync($"/?case={slick}");
        await page.Idle();
        await Shows(page, slick, made);
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_piece_is_a_case_of_its_own_and_names_the_one_that_it_came_from()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick("POLYGON ((8 55, 8.1 55, 8.1 55.1, 8 55.1, 8 55))");
        var pieces = (
            await http.Decide(
                new
                {
                    kind = "split",
                    slicks = new[] { slick },
                    line = Requests.Json("LINESTRING (7.99 55.05, 8.11 55.05)"),
                }
            )
        ).Ids("outputs");
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;

        await page.GotoAsync($"/?sel={pieces[0]}");
        await page.Idle();

        await Expect(page.GetByTestId("case")).ToHaveTextAsync(Text(pieces[0]));
        await Expect(page.GetByTestId("panel-head")).ToContainTextAsync($"from case {Text(slick)}");
        await Expect(page.GetByTestId("parent-cases")).ToContainTextAsync(Text(slick));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task Shows(IPage page, long number, long version)
    {
        await Expect(page.GetByTestId("case")).ToHaveTextAsync(Text(number));
        await Expect(page.GetByTestId("slick-id")).ToContainTextAsync(Text(version));
    }
}
