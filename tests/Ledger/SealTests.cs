using System.Text;
using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>The chain of seals: everything decided is in it, and what was changed afterwards is named.</summary>
public sealed class SealTests(TestServer server) : Seals(server)
{
    [Fact]
    public async Task Every_decision_is_sealed_in_order_whoever_made_it() =>
        (
            await desk.Database.Ask<bool>(
                "select array_agg(decision order by position) = (select array_agg(id order by id) from decision) and max(position) "
                    + "= count(*) and count(*) = 5 from decision_seal"
            )
        ).ShouldBeTrue();

    [Fact]
    public async Task A_version_that_an_import_put_in_is_sealed_when_a_decision_takes_it() =>
        (await desk.Database.Ask<long>($"select count(*) from slick_seal where slick = {first}")).ShouldBe(1);

    [Theory]
    [InlineData("reviewer = 'mallory'")]
    [InlineData("at = at + interval '1 microsecond'")]
    [InlineData("kind = 'reclassify'")]
    [InlineData("reason = 'another'")]
    [InlineData("comment = ''")]
    [InlineData("inputs = inputs || 1::bigint")]
    [InlineData("outputs = '{}'")]
    [InlineData("context = '{\"image\": 7}'")]
    [InlineData("idempotency_key = 'k'")]
    [InlineData("request_hash = '\\x00'")]
    [InlineData("seconds_spent = 1e-300")]
    [InlineData("transaction = '1'")]
    public async Task A_decision_that_was_changed_is_named(string forged)
    {
        await Break($"update decision set {forged} where id = {validated.Decision}");

        (await Check("sealed decisions")).Examples.ShouldBe([validated.Decision]);
    }

    [Fact]
    public async Task A_decision_that_was_deleted_is_named()
    {
        await Break($"delete from decision where id = {split.Decision}");

        (await Check("sealed decisions")).Examples.ShouldBe([split.Decision]);
    }

    [Theory]
    [InlineData("slick_class = 7")]
    [InlineData("human_confidence = human_confidence + 1e-15")]
    [InlineData("validated = not validated")]
    [InlineData("notes = 'x'")]
    [InlineData("meta = '{}'")]
    [InlineData("state = 'pending'")]
    [InlineData("slick_timestamp = slick_timestamp - interval '1 day'")]
    [InlineData("created_at = created_at + interval '1 microsecond'")]
    [InlineData("scene = null")]
    [InlineData("orchestrator_run = null")]
    [InlineData("machine_class = 3")]
    [InlineData("machine_confidence = null")]
    public async Task A_version_that_was_changed_is_named_and_its_outline_is_not(string forged)
    {
        await Break($"update slick set {forged} where id = {validated.Outputs[0]}");

        (await Check("sealed versions")).Examples.ShouldBe([validated.Outputs[0]]);
        (await Check("sealed outlines")).Broken.ShouldBe(0);
    }

    [Fact]
    public async Task An_outline_that_was_moved_by_less_than_a_millimetre_is_named_with_its_metrics_in_place()
    {
        await Break($"update slick set geometry = st_translate(geometry, 1e-11, 0) where id = {split.Outputs[1]}");

        (await Check("sealed outlines")).Examples.ShouldBe([split.Outputs[1]]);
        (await Check("sealed outlines")).Of.ShouldBe("slick");
        (await desk.Broken()).ShouldBe(["sealed outlines"]);
    }

    [Fact]
    public async Task A_version_changed_together_with_its_own_seal_is_found_by_the_decisions_that_name_it()
    {
        await Break(
            $"""
            set timezone = 'UTC';
            update slick set notes = 'x' where id = {validated.Outputs[0]};
            update slick_seal z set facts = sha256_of(slick_text(s)) from slick s where s.id = z.slick and s.id = {validated.Outputs[0]}
            """
        );

        (await Check("sealed decisions")).Examples.ShouldBe([validated.Decision, split.Decision]);
    }

    [Fact]
    public async Task A_decision_changed_together_with_its_seal_breaks_the_chain_there()
    {
        await Break(
            $"""
            set timezone = 'UTC';
            update decision set reviewer = 'mallory' where id = {validated.Decision};
            update decision_seal z set content = sha256_of(decision_text(d)) from decision d where d.id = z.decision and d.id = {validated.Decision};
            update decision_seal set hash = sha256_of(seal_text(position, decision, content, previous, sealed_at)) where decision = {validated.Decision}
            """
        );

        (await Check("sealed chain")).Examples.ShouldBe([2]);
    }

    [Fact]
    public async Task A_missing_seal_is_named_by_its_place()
    {
        await Break($"delete from decision_seal where decision = {split.Decision}");

        (await Check("missing seals")).Examples.ShouldBe([2]);
    }

    [Fact]
    public async Task When_a_version_ended_cannot_be_changed_unseen()
    {
        await Break($"update slick set deactivated_at = deactivated_at - interval '1 microsecond' where id = {first}");

        (await Check("ended")).Examples.ShouldBe([first]);
    }

    [Fact]
    public async Task A_head_that_was_noted_is_missed_when_the_whole_chain_is_made_anew()
    {
        var head = await desk.Send(new GetLedgerHead());
        (await desk.Send(new HasLedgerHead($"{head.Position}:{head.Hash}"))).ShouldBeTrue();

        await Break(
            $"update decision set reviewer = 'mallory' where id = {validated.Decision}; delete from decision_seal; delete from slick_seal"
        );

        (await desk.Broken()).ShouldBeEmpty("who may do anything can make the chain anew; that is what the head is noted for");
        (await desk.Send(new HasLedgerHead($"{head.Position}:{head.Hash}"))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("5")]
    [InlineData("5:abc")]
    [InlineData("x:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_head_is_refused_with_a_sentence(string head) =>
        (await Should.ThrowAsync<FluentValidation.ValidationException>(() => desk.Send(new HasLedgerHead(head))))
            .Errors.Single()
            .ErrorMessage.ShouldStartWith("A head is a position and a hash");

    [Fact]
    public async Task A_stranger_can_compute_the_chain_with_the_SQL_of_the_documentation()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "ledger.md"), Cancellation);
        var from = text.IndexOf("```sql\n-- The chain", StringComparison.Ordinal) + "```sql\n".Length;

        var printed = await Psql.Run(desk.Database, text[from..text.IndexOf("```", from, StringComparison.Ordinal)]);

        var head = await desk.Send(new GetLedgerHead());
        printed.TrimEnd().ShouldEndWith($"{head.Position}|{head.Decision}|t|t|{head.Hash}");
        printed.ShouldNotContain("|f|");
    }

    [Fact]
    public async Task The_hash_is_the_SHA_256_of_what_the_seal_says()
    {
        var head = await desk.Send(new GetLedgerHead());
        var said = await desk.Database.Ask<string>(
            "set timezone = 'UTC'; select seal_text(position, decision, content, previous, sealed_at) from decision_seal where "
                + $"position = {head.Position}"
        );

        said.ShouldStartWith($"[\"seal\", 1, {head.Position}, {head.Decision}, \"");
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(said))).ShouldBe(head.Hash);
    }

    [Fact]
    public async Task Settings_of_a_session_do_not_change_what_is_hashed()
    {
        await Recipe(
            (await desk.GivenSlicks(1))[0],
            "set timezone = 'Asia/Kathmandu'; set extra_float_digits = -5; set datestyle = 'german'; set bytea_output = 'escape';"
        );
        await desk.Database.Execute(
            "set timezone = 'Asia/Kathmandu'; set extra_float_digits = -5; set datestyle = 'german'; set bytea_output = 'escape'; "
                + "select seal_decisions(10)"
        );

        (await desk.Broken()).ShouldBeEmpty();
    }

    private async Task<InvariantCheck> Check(string name) => (await desk.Send(new CheckLedger())).Single(check => check.Name == name);

    // As somebody who may do anything does it.
    private async Task Break(string damage)
    {
        await using var command = desk.Superuser.CreateCommand(
            $"set session_replication_role = replica; {damage}; reset session_replication_role; reset timezone"
        );
        (await command.ExecuteNonQueryAsync(Cancellation)).ShouldBeGreaterThan(0, "nothing was damaged");
    }
}
