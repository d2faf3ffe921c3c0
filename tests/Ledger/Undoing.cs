using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What tests of undoing share.</summary>
public abstract class Undoing(Desk desk)
{
    private protected Desk Desk { get; } = desk;

    private protected const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private protected const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    [Fact]
    public async Task All_this_leaves_every_invariant_whole()
    {
        var split = await Desk.Split(await Desk.GivenSlick(Bar), LineThroughBar);
        await Desk.Merge(split.Outputs[0], await Given());
        var undone = await Desk.Undo(split.Decision, together: true);
        await Desk.Undo(undone.Decision);

        (await Desk.Broken()).ShouldBeEmpty();
    }

    private protected async Task<long> Given() => (await Desk.GivenSlicks(1))[0];

    /// <summary>All that a person sees of a version.</summary>
    private protected Task<string> Facts(long slick) =>
        Desk.Database.Ask<string>(
            $"""
            select concat_ws('|', slick_timestamp, st_astext(geometry), machine_confidence, human_confidence, validated, notes, meta, orchestrator_run, slick_class, machine_class, scene, state, area)
            from slick where id = {slick}
            """
        );
}
