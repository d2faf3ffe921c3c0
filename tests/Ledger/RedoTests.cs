using MediatR;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>The last decision, and bringing back what was taken back.</summary>
public sealed class RedoTests(Desk desk) : Undoing(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task An_addition_can_be_undone_redone_and_undone_again()
    {
        await Given();
        var undone = await Desk.Undo((await Desk.Add(Desk.NextSquare())).Decision);
        var redone = await Desk.Undo(undone.Decision);

        await Desk.Undo(redone.Decision);

        (await Desk.Database.Ask<long>($"select count(*) from slick_descendants({undone.Inputs[0]}) where active")).ShouldBe(0);
    }

    [Fact]
    public async Task A_decision_that_was_undone_and_redone_is_undone_by_undoing_the_redo()
    {
        var made = await Desk.Validate(await Given());
        var redone = await Desk.Undo((await Desk.Undo(made.Decision)).Decision);

        (await Desk.Get((await Desk.Undo(redone.Decision)).Outputs.Single())).State.ShouldBe(SlickState.Pending);
    }

    [Fact]
    public async Task The_last_decision_is_the_newest_that_stands()
    {
        var first = await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("lise")));
        var second = await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("lise")));
        await Desk.Undo(second.Decision);

        (await Desk.Send(new GetLastDecision("lise")))!.Decision.ShouldBe(first.Decision);
    }

    [Fact]
    public async Task The_last_decision_is_none_of_somebody_elses()
    {
        await Desk.Validate(await Given());

        (await Desk.Send(new GetLastDecision("nobody"))).ShouldBeNull();
    }

    [Fact]
    public async Task Undoing_the_last_again_and_again_walks_back()
    {
        var id = await Given();
        var first = await Desk.Send(new ValidateSlicks([id], 1, null, null, Desk.By("emmy")));
        var second = await Desk.Send(new AnnotateSlicks(first.Outputs, "x", Desk.By("emmy")));
        await Desk.Send(new UndoDecision(second.Decision, null, false, Desk.By("emmy")));

        var last = (await Desk.Send(new GetLastDecision("emmy")))!.Decision;
        var undone = await Desk.Send(new UndoDecision(last, null, true, Desk.By("emmy")));

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task A_decision_undone_redone_and_undone_again_is_not_the_last_that_stands()
    {
        var made = await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("maria")));
        await Desk.Undo((await Desk.Undo((await Desk.Undo(made.Decision)).Decision)).Decision);

        (await Desk.Send(new GetLastDecision("maria"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_undone_and_redone_is_the_last_that_stands()
    {
        var made = await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("caroline")));
        await Desk.Undo((await Desk.Undo(made.Decision)).Decision);

        (await Desk.Send(new GetLastDecision("caroline")))!.Decision.ShouldBe(made.Decision);
    }

    [Fact]
    public async Task A_decision_undone_redone_and_undone_again_is_not_undone_once_more()
    {
        var made = await Desk.Validate(await Given());
        await Desk.Undo((await Desk.Undo((await Desk.Undo(made.Decision)).Decision)).Decision);

        await Should.ThrowAsync<LedgerConflictException>(() => Desk.Undo(made.Decision));
    }

    [Fact]
    public async Task Redoing_again_and_again_walks_forward_in_the_order_in_which_it_was_decided()
    {
        var by = Desk.By("grace");
        var first = await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, by));
        var second = await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, by));
        await TakeBack(new GetLastDecision("grace"));
        await TakeBack(new GetLastDecision("grace"));

        var redone = await TakeBack(new GetLastUndo("grace"));
        var redoneNext = await TakeBack(new GetLastUndo("grace"));

        (await Facts(redone.Outputs.Single())).ShouldBe(await Facts(first.Outputs[0]));
        (await Facts(redoneNext.Outputs.Single())).ShouldBe(await Facts(second.Outputs[0]));
        (await Desk.Send(new GetLastUndo("grace"))).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_redone_is_undone_first_without_asking_for_what_stands_on_it()
    {
        var by = Desk.By("jean");
        var slick = await Given();
        await Desk.Send(new ValidateSlicks([slick], 1, null, null, by));
        await TakeBack(new GetLastDecision("jean"));
        await TakeBack(new GetLastUndo("jean"));

        var undone = await TakeBack(new GetLastDecision("jean"));

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(slick));
        (await Desk.Send(new GetLastDecision("jean"))).ShouldBeNull();
        (await Facts((await TakeBack(new GetLastUndo("jean"))).Outputs.Single())).ShouldNotBe(await Facts(slick));
    }

    [Fact]
    public async Task Nothing_is_redone_after_another_decision()
    {
        var by = Desk.By("barbara");
        await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, by));
        await TakeBack(new GetLastDecision("barbara"));
        await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, by));

        (await Desk.Send(new GetLastUndo("barbara"))).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_redone_of_what_somebody_else_undid()
    {
        var made = await Desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("frances")));
        await Desk.Undo(made.Decision);

        (await Desk.Send(new GetLastUndo("frances"))).ShouldBeNull();
    }

    private async Task<DecisionResult> TakeBack(IRequest<DecisionSummary?> newest)
    {
        var found = (await Desk.Send(newest)).ShouldNotBeNull();
        return await Desk.Send(
            new UndoDecision(
                found.Decision,
                null,
                false,
                Desk.By(newest is GetLastDecision last ? last.Reviewer : ((GetLastUndo)newest).Reviewer)
            )
        );
    }
}
