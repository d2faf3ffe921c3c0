using Review.Domain;
using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Decisions about slicks that are not there any more, or never were.</summary>
public sealed class StaleCommandTests(Desk desk) : Commands(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task An_unknown_slick_is_named() =>
        (await Should.ThrowAsync<NotFoundException>(() => Desk.Validate(987654321))).Message.ShouldBe("There is no slick 987654321.");

    [Fact]
    public async Task A_stale_id_is_a_conflict_that_names_the_successor_the_decision_its_author_and_its_time()
    {
        var id = await Given();
        var first = await Desk.Send(new ValidateSlicks([id], 1, null, null, Desk.By("grace")));

        var conflict = (await Should.ThrowAsync<LedgerConflictException>(() => Desk.Reject(id))).Conflicts.Single();

        conflict.ShouldBeEquivalentTo(new LedgerConflict(id, first.Decision, "validate", "grace", first.At, first.Outputs));
    }

    [Fact]
    public async Task A_conflict_is_said_in_a_sentence()
    {
        var id = await Given();
        await Desk.Send(new ValidateSlicks([id], 1, null, null, Desk.By("grace")));

        (await Should.ThrowAsync<LedgerConflictException>(() => Desk.Reject(id))).Message.ShouldStartWith(
            $"Slick {id} is not active any more: it was validated by grace at "
        );
    }

    [Fact]
    public async Task One_stale_id_of_many_stops_them_all()
    {
        var ids = await Desk.GivenSlicks(3);
        await Desk.Validate(ids[1]);

        await Should.ThrowAsync<LedgerConflictException>(() => Desk.Validate(ids));

        (await Desk.Active(ids)).ShouldBe([ids[0], ids[2]]);
    }

    [Fact]
    public async Task A_slick_that_was_switched_off_by_hand_is_a_conflict_without_a_successor()
    {
        var id = await Given();
        await Desk.Database.Execute($"update slick set active = false where id = {id}");

        (await Should.ThrowAsync<LedgerConflictException>(() => Desk.Validate(id))).Conflicts.Single().Successors.ShouldBeEmpty();
    }
}
