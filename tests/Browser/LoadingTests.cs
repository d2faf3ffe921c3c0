using Review.Tests.Support;

namespace Review.Tests.Browser;

/// <summary>How much a page asks for before it shows something.</summary>
public sealed class LoadingTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    [Fact]
    public async Task A_page_that_was_seen_before_asks_for_no_script_again_and_for_its_sums_once()
    {
        await using var visit = await chromium.SignIn(app);
        await visit.Page.Idle();

        await visit.Page.GotoAsync("/");
        await visit.Page.Idle();

        var scripts = await visit.Page.EvaluateAsync<Asked[]>("() => performance.getEntriesByType('resource').filter(entry => entry.initiatorType === 'script').map(({ name, transferSize }) => ({ name, bytes: transferSize }))");
        scripts.Length.ShouldBeInRange(4, 10);
        scripts.ShouldAllBe(script => script.Bytes == 0);
        (await visit.Page.EvaluateAsync<int>("() => performance.getEntriesByType('resource').filter(entry => entry.name.includes('/api/summary')).length")).ShouldBe(1);
    }

    private sealed class Asked
    {
        public string Name { get; set; } = "";

        public long Bytes { get; set; }
    }
}
