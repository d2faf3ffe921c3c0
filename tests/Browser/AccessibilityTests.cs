using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Review.Tests.Support;

namespace Review.Tests.Browser;

public sealed class AccessibilityTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_has_no_accessibility_fault_that_a_machine_can_find(ColorScheme theme)
    {
        await app.Review("simulate", "--slicks", "50");
        await using var visit = await chromium.SignIn(app, theme);
        var page = visit.Page;
        await page.Idle();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Idle();

        var found = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa"] },
            }
        );

        found.Violations.Select(fault => $"{fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}").ShouldBeEmpty();
    }
}
