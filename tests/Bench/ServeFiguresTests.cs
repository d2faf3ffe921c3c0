using Review.Bench;
using Review.Bench.Serve;

namespace Review.Tests.Bench;

/// <summary>
/// The table of the bench that grows: each limit is asked of the last size, and of the growth where both sizes were seen.
/// </summary>
public sealed class ServeFiguresTests : IDisposable
{
    private readonly StringWriter report = new();
    private readonly Verdict verdict;

    public ServeFiguresTests() => verdict = new Verdict(report);

    public void Dispose() => report.Dispose();

    [Fact]
    public async Task A_figure_beyond_its_limit_at_the_last_size_is_status_1()
    {
        (await Status([10_000, 1_000_000], (10_000, 10), (1_000_000, 201))).ShouldBe(1);
        report.ToString().ShouldContain($"{ServeLimits.First(5)}: 201.00, asked at most 200.00");
    }

    [Fact]
    public async Task A_figure_beyond_its_limit_at_a_smaller_size_is_not_asked() =>
        (await Status([10_000, 1_000_000], (10_000, 900), (1_000_000, 20))).ShouldBe(0);

    [Fact]
    public async Task A_figure_that_grew_too_much_is_status_1()
    {
        (await Status(ServeLimits.Decision, [10_000, 1_000_000], (10_000, 2), (1_000_000, 2.3))).ShouldBe(1);
        report.ToString().ShouldContain("1,000,000 beside 10,000 slicks: 1.15, asked at most 1.10");
    }

    [Fact]
    public async Task Growth_is_a_column_of_its_own()
    {
        await Status([10_000, 1_000_000], (10_000, 10), (1_000_000, 25));

        report.ToString().ShouldContain($"| {ServeLimits.First(5)} | 10.0 | 25.0 | 2.50 | at most 200 |");
    }

    [Fact]
    public async Task What_was_not_measured_is_no_success() => (await Status([10_000])).ShouldBe(1);

    private Task<int> Status(int[] sizes, params (int Size, double Value)[] values) => Status(ServeLimits.First(5), sizes, values);

    private async Task<int> Status(string figure, int[] sizes, params (int Size, double Value)[] values)
    {
        var figures = new ServeFigures(sizes);
        foreach (var (size, value) in values)
        {
            figures.Size = size;
            figures.Add(figure, value);
        }

        await figures.Write(report, verdict);
        return await verdict.Say();
    }
}
