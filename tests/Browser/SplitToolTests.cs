using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>The ways to split besides a line, with the tool in hand.</summary>
public sealed class SplitToolTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task A_slick_is_split_by_an_area_drawn_around_a_piece()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        await TakeSplit(visit.Page, slick);
        await visit.Page.GetByTestId("split-polygon").ClickAsync();

        await visit.Page.DrawOnMap([3.05, 54.995], [3.105, 54.995], [3.105, 55.05]);
        await visit.Page.Keyboard.PressAsync("Enter");

        (await Confirm(visit.Page)).ShouldBe(2);
    }

    [Fact]
    public async Task A_slick_of_two_parts_is_split_into_them_without_drawing()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick(
            "MULTIPOLYGON (((3 55, 3.04 55, 3.04 55.1, 3 55.1, 3 55)), ((3.06 55, 3.1 55, 3.1 55.1, 3.06 55.1, 3.06 55)))"
        );
        await using var visit = await chromium.SignIn(app);
        await TakeSplit(visit.Page, slick);

        await visit.Page.GetByTestId("split-parts").ClickAsync();

        (await Confirm(visit.Page)).ShouldBe(2);
    }

    [Fact]
    public async Task A_slick_is_split_into_pieces_of_at_most_so_many_vertices()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick(Wkt.Read("POINT (3.05 55.05)").Buffer(0.05, 25).AsText());
        await using var visit = await chromium.SignIn(app);
        await TakeSplit(visit.Page, slick);

        await visit.Page.GetByTestId("split-maxVertices").ClickAsync();
        await visit.Page.Locator("[name=vertices]").FillAsync("40");
        await visit.Page.Locator("[name=vertices]").PressAsync("Tab");
        await visit.Page.Idle();

        (await Confirm(visit.Page)).ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_sliver_is_kept_until_the_analyst_says_to_leave_it_out()
    {
        using var http = await app.Client();
        // The second part is some 20 m wide: too small to be a slick.
        var slick = await http.GivenSlick(
            "MULTIPOLYGON (((3 55, 3.1 55, 3.1 55.1, 3 55.1, 3 55)), ((3.11 55, 3.1103 55, 3.1103 55.0003, 3.11 55.0003, 3.11 55)))"
        );
        await using var visit = await chromium.SignIn(app);
        await TakeSplit(visit.Page, slick);
        await visit.Page.GetByTestId("split-parts").ClickAsync();

        var offer = visit.Page.GetByTestId("split-discard");
        await Expect(offer).Not.ToBeCheckedAsync();
        await offer.CheckAsync();
        await Expect(visit.Page.GetByTestId("tool-banner")).ToContainTextAsync("will be discarded");

        (await Confirm(visit.Page)).ShouldBe(1);
    }

    private static async Task TakeSplit(IPage page, long slick)
    {
        await page.Select(slick);
        await page.Keyboard.PressAsync("z");
        await page.Idle();
        await page.Keyboard.PressAsync("s");
        await Expect(page.GetByTestId("tool-banner")).ToBeVisibleAsync();
    }

    /// <returns>How many slicks came out.</returns>
    private static async Task<int> Confirm(IPage page)
    {
        await Expect(page.GetByTestId("split-confirm")).ToBeVisibleAsync();
        var answer = await page.Deciding(() => page.GetByTestId("split-confirm").ClickAsync());
        return answer.GetProperty("outputs").GetArrayLength();
    }
}
