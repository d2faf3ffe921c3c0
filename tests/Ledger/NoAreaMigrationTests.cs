using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>That slicks of no area, which an earlier version let in, are taken out by a decision that says why.</summary>
public sealed class NoAreaMigrationTests(TestServer server) : IAsyncLifetime
{
    private const string Square = "MULTIPOLYGON (((20 30, 20.1 30, 20.1 30.1, 20 30.1, 20 30)))";

    // 0 m² on the spheroid, and an area in degrees.
    private const string Nothing = "MULTIPOLYGON (((20 30, 20.1 30, 20.1 30.00000000000001, 20 30)))";

    private OldDatabase old = null!;
    private long square;
    private long nothing;

    public async ValueTask InitializeAsync()
    {
        old = await OldDatabase.Create(server, "0012");
        square = await old.GivenSlick(Square);
        nothing = await old.GivenSlick(Nothing);
    }

    public ValueTask DisposeAsync() => old.DisposeAsync();

    [Fact]
    public async Task It_is_taken_out_by_a_decision_that_says_why()
    {
        await old.Migrate();

        (
            await old.Ask<string>(
                "select d.reviewer || ': ' || d.reason from slick s join decision d on d.id = s.deactivated_by where s.id = "
                    + $"{nothing} and not s.active and d.inputs = array[s.id]"
            )
        ).ShouldStartWith("Slick Review: The outline has no area");
    }

    [Fact]
    public async Task The_others_stay()
    {
        await old.Migrate();

        (await old.Ask<long[]>("select array_agg(id) from slick where active")).ShouldBe([square]);
    }

    [Fact]
    public async Task The_ledger_is_whole_afterwards()
    {
        await old.GivenDecision("annotate", [nothing], ([nothing], Nothing));
        await old.Migrate();

        (await old.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_there_is_none_no_decision_is_made()
    {
        await old.Execute($"update slick set active = false where id = {nothing}");
        await old.Migrate();

        (await old.Ask<long>("select count(*) from decision where reviewer = 'Slick Review'")).ShouldBe(0);
    }

    [Fact]
    public async Task It_cannot_be_brought_back()
    {
        await old.Migrate();
        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(() =>
            old.Execute(
                "insert into slick (slick_timestamp, geometry, slick_class, slick) select slick_timestamp, geometry, 4, array[id] "
                    + $"from slick where id = {nothing}"
            )
        );

        refused.MessageText.ShouldBe($"The outline of slick {nothing} has no area: it cannot be put in again.");
    }
}
