using Review.Data.Ledger;

namespace Review.Tests.Ledger;

/// <summary>How much of a long ledger need not be looked at again.</summary>
public sealed class SealedPartTests
{
    private readonly SealedPart part = new();

    [Fact]
    public void At_first_everything_is_looked_at()
    {
        part.Reach(new SealMark(100, 10, 12));

        part.UpTo.ShouldBe(0);
    }

    [Fact]
    public void When_all_that_was_open_has_ended_what_was_sealed_then_is_done_with()
    {
        part.Reach(new SealMark(100, 10, 12));
        part.Reach(new SealMark(150, 12, 20));

        part.UpTo.ShouldBe(100);
    }

    [Fact]
    public void While_a_transaction_of_before_is_open_nothing_moves()
    {
        part.Reach(new SealMark(100, 10, 12));
        part.Reach(new SealMark(150, 11, 20));

        part.UpTo.ShouldBe(0);
    }

    [Fact]
    public void What_came_late_and_waits_is_not_passed_over()
    {
        part.Reach(new SealMark(100, 10, 12));
        part.Reach(new SealMark(41, 12, 20));

        part.UpTo.ShouldBe(41);
    }

    [Fact]
    public void After_forgetting_everything_is_looked_at()
    {
        part.Reach(new SealMark(100, 10, 12));
        part.Reach(new SealMark(150, 12, 20));
        part.Forget();
        part.Reach(new SealMark(160, 20, 21));

        part.UpTo.ShouldBe(0);
    }
}
