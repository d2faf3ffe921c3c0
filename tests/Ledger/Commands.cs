using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What tests of every kind of decision share.</summary>
public abstract class Commands(Desk desk)
{
    private protected Desk Desk { get; } = desk;

    private protected const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private protected const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    [Fact]
    public async Task All_this_leaves_every_invariant_whole()
    {
        await Desk.Merge((await Desk.Split(await Desk.GivenSlick(Bar), LineThroughBar)).Outputs);

        (await Desk.Broken()).ShouldBeEmpty();
    }

    private protected async Task<long> Given() => (await Desk.GivenSlicks(1))[0];
}
