using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Plain SQL about decisions: none is edited, claimed or used again.</summary>
public sealed class DecisionInvariantTests(Desk desk) : Invariants(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_version_cannot_be_switched_off_in_the_name_of_an_old_decision()
    {
        var decision = (await Desk.Annotate(await Given(), "old")).Decision;

        (await Desk.Refusal($"update slick set active = false, deactivated_by = {decision} where id = {await Given()}")).ShouldBe(
            $"Decision {decision} is not one of this transaction."
        );
    }

    [Theory]
    [InlineData("comment = 'forged'")]
    [InlineData("reviewer = 'mallory'")]
    [InlineData("inputs = '{}'")]
    [InlineData("outputs = outputs || 1::bigint")]
    [InlineData("at = now()")]
    [InlineData("idempotency_key = null")]
    public async Task A_decision_cannot_be_edited(string change)
    {
        var decision = (await Desk.Annotate(await Given(), "true")).Decision;

        (await Desk.Refusal($"update decision set {change} where id = {decision}")).ShouldBe(
            $"Decision {decision} cannot be edited: the ledger only grows (docs/ledger.md)."
        );
    }

    [Fact]
    public async Task An_external_decision_cannot_be_edited_by_hand()
    {
        await Desk.Database.Execute($"update slick set active = false where id = {await Given()}");

        (await Desk.Refusal("update decision set inputs = inputs || 1::bigint where id = (select max(id) from decision)")).ShouldEndWith(
            "cannot be edited: the ledger only grows (docs/ledger.md)."
        );
    }

    [Fact]
    public async Task An_old_decision_of_the_application_cannot_be_used_again()
    {
        var decision = (await Desk.Annotate(await Given(), "old")).Decision;
        var id = await Given();
        await Desk.Database.Execute($"update slick set active = false where id = {id}");

        (await Desk.Refusal(Successor($"{{{id}}}", decision))).ShouldBe($"Decision {decision} is closed: nothing can be added to it.");
    }

    [Fact]
    public async Task An_old_external_decision_cannot_be_used_again()
    {
        var decision = await GivenExternal();
        var id = await Given();
        await Desk.Database.Execute($"update slick set active = false where id = {id}");

        (await Desk.Refusal(Successor($"{{{id}}}", decision))).ShouldContain($"ecision {decision}");
    }

    [Fact]
    public async Task A_decision_that_does_not_exist_cannot_be_used() =>
        (
            await Desk.Refusal(
                $"insert into slick (slick_timestamp, geometry, slick_class, decision) values (now(), {Square}, 4, 987654321)"
            )
        ).ShouldBe("There is no decision 987654321.");

    [Fact]
    public async Task A_decision_made_by_hand_cannot_claim_what_it_does_not_name() =>
        (
            await Desk.Refusal(
                "with made as (insert into decision (kind, reviewer) values ('add', 'mallory') returning id) insert into slick "
                    + $"(slick_timestamp, geometry, slick_class, decision) select now(), {Square}, 4, id from made"
            )
        ).ShouldEndWith(".");

    [Fact]
    public async Task A_decision_made_by_hand_cannot_take_what_it_does_not_name()
    {
        var id = await Given();

        (
            await Desk.Refusal(
                "with made as (insert into decision (kind, reviewer) values ('reject', 'mallory') returning id) update slick set "
                    + $"active = false, deactivated_by = made.id from made where slick.id = {id}"
            )
        ).ShouldEndWith(".");
    }

    [Fact]
    public async Task A_decision_made_by_hand_cannot_claim_the_slicks_of_others()
    {
        var id = await Given();

        (
            await Desk.Refusal(
                $"insert into decision (kind, reviewer, inputs, outputs) values ('validate', 'mallory', '{{{id}}}', '{{{id}}}')"
            )
        ).ShouldEndWith(".");
    }

    [Fact]
    public async Task An_external_decision_made_by_hand_cannot_claim_the_slicks_of_others()
    {
        var id = await Given();

        (await Desk.Refusal($"insert into decision (kind, reviewer, outputs) values ('external', 'mallory', '{{{id}}}')")).ShouldEndWith(
            "."
        );
    }
}
