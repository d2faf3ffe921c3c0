using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>That the slicks of a database from before there were case numbers get those that they would have had.</summary>
public sealed class CaseMigrationTests(TestServer server) : IAsyncLifetime
{
    private const string Bar = "MULTIPOLYGON (((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50)))";
    private const string West = "MULTIPOLYGON (((10 50, 10.02 50, 10.02 50.01, 10 50.01, 10 50)))";
    private const string East = "MULTIPOLYGON (((10.02 50, 10.06 50, 10.06 50.01, 10.02 50.01, 10.02 50)))";

    private OldDatabase old = null!;

    public async ValueTask InitializeAsync() => old = await OldDatabase.Create(server, "0012");

    public ValueTask DisposeAsync() => old.DisposeAsync();

    [Fact]
    public async Task A_chain_of_versions_is_one_case()
    {
        var id = await old.GivenSlick(Bar);
        var second = (await old.GivenDecision("annotate", [id], ([id], Bar)))[0];
        var third = (await old.GivenDecision("reshape", [second], ([second], West)))[0];

        (await Migrated(id, second, third)).ShouldBe([id, id, id]);
    }

    [Fact]
    public async Task Pieces_and_unions_begin_cases()
    {
        var id = await old.GivenSlick(Bar);
        var pieces = await old.GivenDecision("split", [id], ([id], West), ([id], East));
        var union = (await old.GivenDecision("merge", pieces, (pieces, Bar)))[0];

        (await Migrated([.. pieces, union])).ShouldBe([.. pieces, union]);
    }

    [Fact]
    public async Task What_an_undo_brought_back_is_of_the_case_that_it_copied()
    {
        var id = await old.GivenSlick(Bar);
        var pieces = await old.GivenDecision("split", [id], ([id], West), ([id], East));
        var whole = (await old.GivenUndo(pieces[0], pieces, (pieces, Bar)))[0];
        var again = await old.GivenUndo(whole, [whole], ([whole], West), ([whole], East));

        (await Migrated([whole, .. again])).ShouldBe([id, .. pieces]);
    }

    [Fact]
    public async Task Of_two_that_plain_SQL_made_of_one_the_first_goes_on_with_the_case()
    {
        var id = await old.GivenSlick(Bar);
        await old.Execute(
            $"""
            update slick set active = false where id = {id};
            insert into slick (slick_timestamp, geometry, slick_class, slick) select slick_timestamp, geometry, 4, array[{id}] from slick, generate_series(1, 2) where id = {id}
            """
        );

        var made = await old.Ask<long[]>($"select array_agg(id order by id) from slick where slick = array[{id}::bigint]");
        (await Migrated(made)).ShouldBe([id, made[1]]);
    }

    [Fact]
    public async Task Decisions_after_the_migration_go_on_with_the_case()
    {
        var id = await old.GivenSlick(Bar);
        var second = (await old.GivenDecision("annotate", [id], ([id], Bar)))[0];
        await old.Migrate();
        var third = (await old.GivenDecision("annotate", [second], ([second], Bar)))[0];

        (await old.Ask<long>($"select case_number from slick where id = {third}")).ShouldBe(id);
    }

    private async Task<long[]> Migrated(params long[] slicks)
    {
        await old.Migrate();
        (await old.Broken()).ShouldBeEmpty();
        return await old.Ask<long[]>($"select array_agg(case_number order by id) from slick where id in ({string.Join(',', slicks)})");
    }
}
