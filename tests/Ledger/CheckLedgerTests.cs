using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>That the ledger's checks can fail: each invariant is broken behind the triggers' back.</summary>
public sealed class CheckLedgerTests(TestServer server) : IAsyncLifetime
{
    private readonly Desk desk = new(server);
    private long parent;
    private long child;

    public async ValueTask InitializeAsync()
    {
        await desk.InitializeAsync();
        parent = (await desk.GivenSlicks(1))[0];
        child = (await desk.Validate(parent)).Outputs[0];
        await desk.Undo((await desk.Validate((await desk.GivenSlicks(1))[0])).Decision);
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task A_whole_ledger_breaks_nothing() => (await desk.Broken()).ShouldBeEmpty();

    [Fact]
    public async Task Every_check_has_a_sentence() => (await Check()).ShouldAllBe(check => check.Sentence.EndsWith('.'));

    [Fact]
    public async Task Every_check_looks_at_something() => (await Check()).ShouldAllBe(check => check.Examined > 0);

    [Fact]
    public async Task A_version_that_nobody_took_and_is_inactive_is_found() =>
        (await Found($"update slick set deactivated_by = null where id = {parent}")).ShouldContain("activity");

    [Fact]
    public async Task A_version_that_ended_before_it_began_is_found() =>
        (await Found($"update slick set deactivated_at = created_at - interval '1 day' where id = {parent}")).ShouldContain("activity");

    [Theory]
    [InlineData("ST_GeomFromText('MULTIPOLYGON (((0 0, 2 2, 2 0, 0 2, 0 0)))', 4326)")]
    [InlineData("ST_GeomFromText('MULTIPOLYGON EMPTY', 4326)")]
    [InlineData("ST_GeomFromText('POLYGON ((0 0, 1 0, 1 1, 0 0))', 4326)")]
    [InlineData("ST_GeomFromText('MULTIPOLYGON Z (((0 0 1, 1 0 1, 1 1 1, 0 0 1)))', 4326)")]
    [InlineData("ST_GeomFromText('MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))', 3857)")]
    [InlineData("ST_GeomFromText('MULTIPOLYGON (((0 0, 500 0, 500 1, 0 0)))', 4326)")]
    public async Task An_outline_that_is_none_is_found(string geometry) =>
        (await Found($"update slick set geometry = {geometry} where id = {child}")).ShouldContain("outline");

    [Theory]
    [InlineData("active")]
    [InlineData("inactive")]
    public async Task A_slick_of_0_m2_is_found(string state) =>
        (
            await Found(
                "update slick set geometry = ST_GeomFromText('MULTIPOLYGON (((20 30, 20.1 30, 20.1 30.00000000000001, 20 30)))', "
                    + $"4326), area = 0 where id = {(state == "active" ? child : parent)}"
            )
        ).ShouldContain("outline");

    [Fact]
    public async Task A_missing_parent_is_found() =>
        (await Found($"update slick set slick = '{{987654321}}' where id = {child}")).ShouldContain("parents");

    [Fact]
    public async Task An_active_parent_is_found() =>
        (await Found($"update slick set active = true, deactivated_at = null, deactivated_by = null where id = {parent}")).ShouldContain(
            "parents"
        );

    [Fact]
    public async Task A_version_replaced_by_two_decisions_is_found() =>
        (
            await Found(
                $"""
                insert into slick select (jsonb_populate_record(s, jsonb_build_object('id', 987654321, 'case_number', 987654321, 'decision', (select min(id) from decision where id <> s.decision)))).* from slick s where id = {child}
                """
            )
        ).ShouldContain("replaced once");

    [Fact]
    public async Task A_record_of_successors_that_is_not_whole_is_found() =>
        (await Found($"update slick_replacement set successors = '{{}}' where slick = {parent}")).ShouldContain("replaced once");

    [Theory]
    [InlineData("area = area + 10")]
    [InlineData("perimeter = perimeter * 1.01")]
    [InlineData("length = length / 2")]
    [InlineData("geometry_count = 2")]
    [InlineData("largest_area = 0")]
    [InlineData("median_area = 0")]
    [InlineData("polsby_popper = 0.1")]
    [InlineData("fill_factor = 0.1")]
    [InlineData("centroid = st_point(0, 0, 4326)")]
    [InlineData("area = 'NaN'")]
    public async Task A_metric_that_is_not_the_outlines_is_found(string forged) =>
        (await Found($"update slick set {forged} where id = {child}")).ShouldContain("metrics");

    [Fact]
    public async Task A_version_with_parents_and_without_a_decision_is_found() =>
        (await Found($"update slick set decision = null where id = {child}")).ShouldContain("decided");

    [Fact]
    public async Task A_decision_that_does_not_name_its_output_is_found() =>
        (await Found($"update decision set outputs = '{{}}' where {child} = any (outputs)")).ShouldContain("decided");

    [Fact]
    public async Task A_decision_that_does_not_name_what_it_took_is_found() =>
        (await Found($"update decision set inputs = '{{}}' where {parent} = any (inputs)")).ShouldContain("inputs");

    [Fact]
    public async Task A_decision_that_names_what_it_did_not_take_is_found() =>
        (await Found($"update decision set inputs = inputs || {child} where {parent} = any (inputs)")).ShouldContain("inputs");

    [Fact]
    public async Task A_decision_that_names_what_it_did_not_put_in_is_found() =>
        (await Found($"update decision set outputs = outputs || 987654321 where {child} = any (outputs)")).ShouldContain("outputs");

    [Fact]
    public async Task A_deleted_version_is_found() => (await Found($"delete from slick where id = {child}")).ShouldContain("outputs");

    [Fact]
    public async Task An_undo_of_a_later_decision_is_found() =>
        (await Found("update decision set undoes = id where kind = 'restore'")).ShouldContain("undone");

    [Fact]
    public async Task A_version_before_its_parent_is_found() =>
        (await Found($"update slick set created_at = created_at - interval '1 day' where id = {child}")).ShouldContain("time");

    [Fact]
    public async Task A_version_that_left_its_case_is_found() =>
        (await Found($"update slick set case_number = id where id = {child}")).ShouldBe(["cases"]);

    [Fact]
    public async Task A_case_that_does_not_begin_with_its_first_version_is_found() =>
        (await Found($"update slick set case_number = 987654321 where id = {parent}")).ShouldContain("cases");

    [Fact]
    public async Task A_restore_that_brought_another_case_back_is_found() =>
        (await Found("update slick set case_number = id where decision in (select id from decision where kind = 'restore')")).ShouldBe([
            "cases",
        ]);

    [Fact]
    public async Task A_case_with_two_active_versions_is_found() =>
        (await Found($"update slick set active = true, deactivated_at = null, deactivated_by = null where id = {parent}")).ShouldContain(
            "cases"
        );

    [Fact]
    public async Task The_ids_of_what_is_broken_are_named()
    {
        await Break($"update slick set area = 1 where id = {child}");

        (await Check()).Single(check => check.Broken > 0).Examples.ShouldBe([child]);
    }

    private Task<IReadOnlyList<InvariantCheck>> Check() => desk.Send(new CheckLedger());

    private async Task<IEnumerable<string>> Found(string damage)
    {
        await Break(damage);
        return await desk.Broken();
    }

    // Triggers and foreign keys sleep in a replica; the constraints of the row are taken away.
    private async Task Break(string damage)
    {
        await using var connection = await desk.Superuser.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var batch = connection.CreateBatch();
        foreach (
            var statement in (string[])
                [
                    "do $$ declare c text; begin for c in select conname from pg_constraint where conrelid = 'slick'::regclass and "
                        + "contype = 'c' loop execute format('alter table slick drop constraint %I', c); end loop; drop index if exists "
                        + "slick_active_case; end $$",
                    "set session_replication_role = replica",
                    damage,
                    "reset session_replication_role",
                ]
        )
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement;
            batch.BatchCommands.Add(command);
        }

        (await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0, "nothing was damaged");
    }
}
