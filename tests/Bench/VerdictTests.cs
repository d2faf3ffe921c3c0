using Review.Bench;

namespace Review.Tests.Bench;

/// <summary>A bench that saw less than was asked does not end as if all were well.</summary>
public sealed class VerdictTests : IDisposable
{
    private readonly StringWriter report = new();
    private readonly Verdict verdict;

    public VerdictTests() => verdict = new Verdict(report);

    public void Dispose() => report.Dispose();

    [Fact]
    public async Task All_as_asked_is_status_0()
    {
        verdict.AtLeast("ratio", 0.75, 0.75);
        verdict.AtMost("ms", 50, 50);
        verdict.None("errors", 0);

        (await verdict.Say()).ShouldBe(0);
        report.ToString().ShouldContain("All 3 figures are as asked.");
    }

    [Fact]
    public async Task A_broken_invariant_is_status_1_whatever_the_rates()
    {
        verdict.AtLeast("ratio", 2, 0.75);
        verdict.None("invariants broken", 1);

        (await verdict.Say()).ShouldBe(1);
        report.ToString().ShouldContain("invariants broken: 1, asked none");
    }

    [Theory]
    [InlineData(0.74)]
    [InlineData(double.NaN)]
    public async Task A_ratio_below_what_was_asked_is_status_1(double seen)
    {
        verdict.AtLeast("validate, 1 client", seen, 0.75);

        (await verdict.Say()).ShouldBe(1);
        report.ToString().ShouldContain("validate, 1 client");
    }

    [Fact]
    public async Task Nothing_measured_is_not_all_as_asked() => (await verdict.Say()).ShouldBe(1);
}
