using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What tests of the invariants share.</summary>
public abstract class Invariants(Desk desk)
{
    private protected Desk Desk { get; } = desk;

    private protected const string Columns =
        "slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, "
        + "slick_class";

    [Fact]
    public async Task What_was_refused_left_every_invariant_whole()
    {
        var id = await GivenReplaced();
        await Desk.Refusal($"delete from slick where id = {id}");
        await Desk.Refusal(Successor($"{{{id}}}"));

        (await Desk.Broken()).ShouldBeEmpty();
    }

    private protected string Square => $"ST_GeomFromText('{Desk.NextSquare()}', 4326)";

    private protected async Task<long> Given() => (await Desk.GivenSlicks(1))[0];

    private protected async Task<long> GivenReplaced()
    {
        var id = await Given();
        await Desk.Validate(id);
        return id;
    }

    private protected async Task<long> GivenExternal()
    {
        var id = await Given();
        await Desk.Database.Execute($"update slick set active = false where id = {id}");
        await Desk.Database.Execute(Successor($"{{{id}}}"));
        return await Desk.Database.Ask<long>("select max(id) from decision where kind = 'external'");
    }

    private protected string Successor(string parents, long? decision = null) =>
        $"insert into slick ({Columns}{(decision is null ? "" : ", decision")}) values (now(), {Square}, 0.5, null, true, false, "
        + $"'{parents}', null, null, null, 4{(decision is null ? "" : $", {decision}")})";
}
