using System.Globalization;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>What an analyst trips over.</summary>
public sealed class SmallThingsTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/scenes")]
    public async Task The_account_menu_closes_on_Escape_and_on_a_click_elsewhere(string address)
    {
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync(address);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var menu = page.GetByTestId("sign-out");
        await page.Locator("#account summary").ClickAsync();
        await Expect(menu).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToBeHiddenAsync();
        await page.Locator("#account summary").ClickAsync();
        await Expect(menu).ToBeVisibleAsync();
        await page.Mouse.ClickAsync(600, 500);
        await Expect(menu).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_slick_that_there_is_not_has_nothing_to_decide()
    {
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync("/?sel=987654321");
        await page.Idle();

        await Expect(page.GetByTestId("decision-problem")).ToHaveTextAsync("There is no slick 987654321.");
        await Expect(page.GetByTestId("do-validate")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("v");
        await Expect(page.GetByTestId("toast").Last).ToContainTextAsync("There is no such slick.");
    }

    [Fact]
    public async Task A_slick_that_the_filter_leaves_out_is_not_kept_selected()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.Keyboard.PressAsync("f");
        await page.GetByTestId("filter-class").SelectOptionAsync("2");
        await page.GetByTestId("filter-apply").ClickAsync();
        await page.Idle();
        (await Selected(page)).ShouldBe([slick]);

        await page.Keyboard.PressAsync("f");
        await page.GetByTestId("filter-class").SelectOptionAsync("3");
        await page.GetByTestId("filter-apply").ClickAsync();
        await page.Idle();

        (await Selected(page)).ShouldBeEmpty();
        page.Url.ShouldNotContain("sel=");
    }

    [Fact]
    public async Task The_halo_of_a_thin_slick_leaves_its_inside_free()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick("POLYGON ((5 56, 5.2 56.1, 5.2 56.1008, 5 56.0008, 5 56))");
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.Keyboard.PressAsync("z");
        await page.Idle();

        var cut = await page.EvaluateAsync<string[]>(
            """
            () => {
              const rim = document.querySelector('.leaflet-selection-pane .halo'), mask = document.querySelector(rim.getAttribute('mask').slice(4, -1));
              return [rim.getAttribute('d'), mask.querySelector('path').getAttribute('d'), mask.querySelector('path').getAttribute('fill')];
            }
            """
        );
        cut[0].ShouldNotBeEmpty();
        (cut[1], cut[2]).ShouldBe((cut[0], "#000"));
        await page.Keyboard.PressAsync("Escape");
        await page.Idle();
        (await page.Locator(".leaflet-selection-pane mask").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Pieces_and_their_labels_keep_clear_of_the_toolbar_and_of_each_other()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick("POLYGON ((6 57, 6.001 57, 6.001 57.1, 6 57.1, 6 57))");
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"/?sel={slick}&map=9/57/6.6"));
        await page.Idle();
        await page.Keyboard.PressAsync("s");
        await page.GetByTestId("split-maxVertices").ClickAsync();
        await page.GetByTestId("tool-cancel").ClickAsync();
        await page.Keyboard.PressAsync("s");
        await page.DrawOnMap([5.9, 57.05], [6.1, 57.05]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("split-confirm")).ToBeVisibleAsync();

        // The slick under the toolbar.
        await page.EvaluateAsync(
            "() => { const map = slickReview.map; map.panBy(map.latLngToContainerPoint([57.05, 6]).subtract([60, 120]), { animate: "
                + "false }); }"
        );
        await page.Idle();

        var boxes = await page.EvaluateAsync<double[][]>(
            "() => ['#toolbar', '.piece-label span'].flatMap(name => [...document.querySelectorAll(name)]).map(one => "
                + "one.getBoundingClientRect()).map(({ left, top, right, bottom }) => [left, top, right, bottom])"
        );
        boxes.Length.ShouldBe(3);
        for (var one = 0; one < boxes.Length; one++)
        {
            foreach (var other in boxes.Skip(one + 1))
            {
                (
                    boxes[one][0] < other[2] && other[0] < boxes[one][2] && boxes[one][1] < other[3] && other[1] < boxes[one][3]
                ).ShouldBeFalse();
            }
        }
    }

    [Theory]
    [InlineData(1024, 768)]
    [InlineData(390, 844)]
    public async Task Account_and_help_fit_a_small_window(int width, int height)
    {
        using var http = await app.Client();
        await http.GivenSlick();
        await using var visit = await chromium.SignIn(app, width: width, height: height);
        var page = visit.Page;
        await page.Idle();

        foreach (var part in (string[])["#show-keys", "#theme", "#account summary", "#search-text", "[data-testid=to-scenes]"])
        {
            await Fits(page, part);
        }

        await page.Locator("#account summary").ClickAsync();
        await Fits(page, ".menu-card");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Fits(page, "#keys-dialog");
        (
            await page.EvaluateAsync<bool>(
                "() => { const room = document.getElementById('keys-dialog'); return room.scrollWidth <= room.clientWidth; }"
            )
        ).ShouldBeTrue();
    }

    private static async Task Fits(IPage page, string part)
    {
        var box = await page.EvaluateAsync<double[]>(
            "part => { const { left, top, right, bottom, width } = document.querySelector(part).getBoundingClientRect(); return "
                + "[left, top, innerWidth - right, innerHeight - bottom, width - 8]; }",
            part
        );
        box.ShouldAllBe(room => room >= 0, part);
    }

    private static Task<long[]> Selected(IPage page) => page.EvaluateAsync<long[]>("() => slickReview.page.selection");
}
