using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>What tests of the chain of seals share.</summary>
public abstract class Seals(TestServer server) : IAsyncLifetime
{
    private protected TestServer Server { get; } = server;

    private protected readonly Desk desk = new(server);
    private protected long first;
    private protected DecisionResult validated = null!;
    private protected DecisionResult split = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        first = await desk.GivenSlick("POLYGON ((3 55, 3.1 55, 3.1 55.1, 3 55.1, 3 55))");
        validated = await desk.Validate(first);
        split = await desk.Split(validated.Outputs[0], "LINESTRING (3.05 54, 3.05 56)");
        await desk.Undo((await desk.Annotate(split.Outputs[0], "seen")).Decision);
        await Recipe((await desk.GivenSlicks(1))[0]);
        (await desk.Broken()).ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    private protected static string Successor(long id) =>
        "insert into slick (slick_timestamp, geometry, machine_confidence, slick, slick_class) select slick_timestamp, geometry, "
        + $"machine_confidence, '{{{id}}}', 7 from slick where id = {id}";

    private protected Task Recipe(long id, string before = "") =>
        desk.Database.Execute($"{before} update slick set active = false where id = {id}; {Successor(id)}");
}
