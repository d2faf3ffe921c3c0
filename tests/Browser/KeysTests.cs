using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>Whose a key is: the page's, the control's that has the focus, or the input method's.</summary>
public sealed class KeysTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Theory]
    [InlineData("#class-tree label:has([value='8'])")]
    [InlineData(".segments label:has([value='0.5'])")]
    [InlineData("#order")]
    [InlineData("[data-testid=confidence]")]
    public async Task An_arrow_after_a_click_on_a_choice_goes_to_the_next_slick_and_rewrites_none(string choice)
    {
        using var http = await app.Client();
        var (first, second) = (await http.GivenSlick(), await http.GivenSlick());
        await using var visit = await chromium.SignIn(app, goesOn: false);
        var page = visit.Page;
        await page.Select(second);
        await page.Locator(choice).ClickAsync();
        if (choice == "#order")
        {
            // The list of a select is closed again without a choice.
            await page.Keyboard.PressAsync("Escape");
        }

        var made = await page.Deciding(() => page.EvaluateAsync("() => slickReview.give('validate')"));
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Idle();

        (await Selected(page)).ShouldBe([first]);
        (await page.EvaluateAsync<string>("() => document.querySelector('#class-tree :checked').value")).ShouldBe("4");
        (await page.EvaluateAsync<string>("() => document.getElementById('order').value")).ShouldBe("newest");
        made.GetProperty("inputs")[0].GetInt64().ShouldBe(second);
    }

    [Fact]
    public async Task A_tree_that_was_entered_by_Tab_is_moved_through_by_arrows()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.Locator("[data-do=reclassify]").First.FocusAsync();

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");

        (await page.EvaluateAsync<string>("() => document.querySelector('#class-tree :checked').value")).ShouldNotBe("4");
        (await Selected(page)).ShouldBe([slick]);
    }

    [Fact]
    public async Task A_button_that_was_clicked_is_not_pressed_again_by_Space()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.GetByTestId("do-reject").ClickAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("Space");

        await Expect(page.GetByTestId("reject-dialog")).ToBeHiddenAsync();
        (await page.EvaluateAsync<bool>("() => slickReview.page.hidden")).ShouldBeTrue();
    }

    [Fact]
    public async Task Keys_work_with_the_focus_on_the_sort_field()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.Locator("#order").FocusAsync();

        var answer = await page.Deciding(() => page.Keyboard.PressAsync("v"));

        answer.GetProperty("kind").GetString().ShouldBe("validate");
    }

    [Theory]
    [InlineData("м", "KeyV", "validate")]
    [InlineData("ω", "KeyV", "validate")]
    [InlineData("ر", "KeyV", "validate")]
    [InlineData("г", "KeyU", "reclassify")]
    [InlineData("V", "KeyV", "validate")]
    public async Task Decisions_are_given_on_layouts_of_other_scripts(string key, string code, string kind)
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        await visit.Page.Select(slick);

        var answer = await visit.Page.Deciding(() => Dispatch(visit.Page, "#map", new { key, code }));

        answer.GetProperty("kind").GetString().ShouldBe(kind);
    }

    [Theory]
    [InlineData("x", "[name=reason]", "reject-dialog")]
    [InlineData("c", "[name=find]", "class-dialog")]
    [InlineData("f", "[name=scene]", "filter-dialog")]
    public async Task The_Enter_that_ends_a_composition_submits_no_dialog(string open, string field, string dialog)
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.Keyboard.PressAsync(open);
        var input = page.GetByTestId(dialog).Locator(field);
        await input.FillAsync("低風速");

        await Dispatch(
            page,
            $"#{dialog} {field}",
            new
            {
                key = "Enter",
                code = "Enter",
                isComposing = true,
            }
        );
        await Dispatch(
            page,
            $"#{dialog} {field}",
            new
            {
                key = "Enter",
                code = "Enter",
                keyCode = 229,
            }
        );

        await Expect(page.GetByTestId(dialog)).ToBeVisibleAsync();
        await Expect(input).ToHaveValueAsync("低風速");
    }

    [Fact]
    public async Task The_filter_takes_times_with_seconds_and_a_confidence_of_two_digits()
    {
        using var http = await app.Client();
        await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Idle();
        await page.Keyboard.PressAsync("f");
        await page.GetByTestId("filter-from").FillAsync("2020-07-29T03:48:59");
        await page.GetByTestId("filter-confidence").FillAsync("0.87");

        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("filter-dialog")).ToBeHiddenAsync();
        page.Url.ShouldContain("from=2020-07-29T03:48:59Z");
        page.Url.ShouldContain("minConfidence=0.87");
    }

    [Fact]
    public async Task A_filter_that_cannot_be_is_refused_with_a_sentence_and_keeps_what_was_typed()
    {
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Idle();
        await page.Keyboard.PressAsync("f");
        await page.GetByTestId("filter-confidence").FillAsync("87");

        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("filter-problem")).ToContainTextAsync("0 to 1");
        await Expect(page.GetByTestId("filter-confidence")).ToHaveValueAsync("87");
    }

    [Fact]
    public async Task Typing_keeps_its_keys_and_Escape_gives_them_back()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var page = visit.Page;
        await page.Select(slick);
        await page.GetByTestId("confidence").ClickAsync();
        await page.GetByTestId("confidence").FillAsync("0.83");
        await page.Keyboard.PressAsync("Enter");

        var answer = await page.Deciding(() => page.Keyboard.PressAsync("v"));

        (await page.Feature(answer.GetProperty("outputs")[0].GetInt64()))
            .GetProperty("properties")
            .GetProperty("humanConfidence")
            .GetDouble()
            .ShouldBe(0.83);
    }

    private static Task<long[]> Selected(IPage page) => page.EvaluateAsync<long[]>("() => slickReview.page.selection");

    /// <summary>A press as a browser tells it on another layout, or while an input method composes.</summary>
    private static async Task Dispatch(IPage page, string selector, object press) =>
        await page.EvaluateAsync(
            "([selector, press]) => document.querySelector(selector).dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, "
                + "cancelable: true, ...press }))",
            new object[] { selector, press }
        );
}
