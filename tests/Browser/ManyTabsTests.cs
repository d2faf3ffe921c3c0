using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>
/// An analyst with many tabs: a browser opens six connections to a server at most, so they share the one that news comes by.
/// </summary>
public sealed class ManyTabsTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    private const int Tabs = 8;

    [Fact]
    public async Task Eight_tabs_work_and_hear_of_others_decisions_also_when_the_one_that_listened_is_closed()
    {
        using var colleague = await app.Client();
        var slick = await colleague.GivenSlick();
        await using var visit = await chromium.SignIn(app);
        var tabs = new List<IPage> { visit.Page };
        while (tabs.Count < Tabs)
        {
            var tab = await visit.Page.Context.NewPageAsync();
            await tab.GotoAsync("/");
            tabs.Add(tab);
        }

        var last = tabs[^1];
        await last.Select(slick);
        var second = (
            await colleague.Decide(
                new
                {
                    kind = "reclassify",
                    slicks = new[] { slick },
                    @class = 3,
                }
            )
        ).Ids("outputs")[0];
        await Expect(last.GetByTestId("toast").Last).ToContainTextAsync("reclassified");

        await tabs[0].CloseAsync();
        await last.Select(second);
        await colleague.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { second },
                notes = "seen from the air",
            }
        );
        await Expect(last.GetByTestId("toast").Last).ToContainTextAsync("wrote a note");
    }
}
