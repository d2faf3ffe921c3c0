using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>The page of the statistics in a browser.</summary>
public sealed class StatisticsPageTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_opens_takes_its_filter_from_the_address_and_gives_tables(ColorScheme theme)
    {
        await GivenDecisions();
        await using var visit = await chromium.SignIn(app, theme);
        var page = visit.Page;
        await page.GotoAsync("/");
        await page.GetByTestId("to-statistics").ClickAsync();
        await Expect(page.GetByTestId("backlog-table")).ToContainTextAsync("Infrastructure");
        await Expect(page.GetByTestId("decisions-chart")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("confusion")).ToBeVisibleAsync();
        (await Violations(page)).ShouldBeEmpty();

        await page.GetByTestId("filter-class").SelectOptionAsync("3");
        await Expect(page.GetByTestId("backlog-empty")).ToBeVisibleAsync();
        page.Url.ShouldEndWith("/statistics?class=NATURAL");
        await page.ReloadAsync();
        await Expect(page.GetByTestId("backlog-empty")).ToBeVisibleAsync();
        (await Violations(page)).ShouldBeEmpty();

        await page.GetByTestId("chip-class").ClickAsync();
        await Expect(page.GetByTestId("backlog-table")).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("csv-backlog").ClickAsync());
        download.SuggestedFilename.ShouldStartWith("statistics-backlog-");
        (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).ShouldStartWith(
            "class_id,class,state,slicks\r\n4,INFRASTRUCTURE,"
        );
        visit.Faults.ShouldBeEmpty();
    }

    private async Task GivenDecisions()
    {
        using var analyst = await app.Client();
        var validated = await analyst.GivenSlick();
        var rejected = await analyst.GivenSlick("POLYGON ((4 55, 4.1 55, 4.1 55.1, 4 55.1, 4 55))");
        (
            await analyst.Decide(
                new
                {
                    kind = "validate",
                    slicks = new[] { validated },
                    humanConfidence = 0.9,
                    secondsSpent = 4,
                }
            )
        ).Code.ShouldBe(200);
        (
            await analyst.Decide(
                new
                {
                    kind = "reject",
                    slicks = new[] { rejected },
                    reason = "low wind",
                }
            )
        ).Code.ShouldBe(200);
    }

    private static async Task<IEnumerable<string>> Violations(IPage page) =>
        (
            await page.RunAxe(
                new AxeRunOptions
                {
                    RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa"] },
                }
            )
        ).Violations.Select(fault => $"{fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}");
}
