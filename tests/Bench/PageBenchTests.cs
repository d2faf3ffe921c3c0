using System.Text.Json;
using Review.Bench;

namespace Review.Tests.Bench;

/// <summary>The table of the page: every limit is asked, and a figure that the browser did not give is missed.</summary>
public sealed class PageBenchTests : IDisposable
{
    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public async Task Figures_within_their_limits_end_with_status_0() =>
        (await Status(PageLimits.Figures.ToDictionary(one => one.Key, one => one.Asked.AtMost!.Value))).ShouldBe(0);

    [Fact]
    public async Task A_broken_limit_is_named_and_ends_with_status_1()
    {
        var seen = PageLimits.Figures.ToDictionary(one => one.Key, _ => 1.0);
        seen["heap"] = 151;

        (await Status(seen)).ShouldBe(1);
        output.ToString().ShouldContain("JavaScript heap after a session of every command, MB: 151.00, asked at most 150.00");
    }

    [Fact]
    public async Task A_figure_that_was_not_taken_ends_with_status_1()
    {
        var seen = PageLimits.Figures.ToDictionary(one => one.Key, _ => 1.0);
        seen.Remove("rows");

        (await Status(seen)).ShouldBe(1);
    }

    private Task<int> Status(Dictionary<string, double> seen)
    {
        var verdict = new Verdict(output);
        new PageBench(verdict, output).Write(
            seen.ToDictionary(one => one.Key, one => JsonSerializer.SerializeToElement(one.Value)),
            50_000
        );
        return verdict.Say();
    }
}
