using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Many at once: one is first, the others are told who, and nothing is decided twice.</summary>
public sealed class ConcurrencyTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Of_100_simultaneous_decisions_on_one_slick_exactly_one_wins()
    {
        var (won, _) = await Race((await desk.GivenSlicks(1))[0], 100);

        won.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Of_100_simultaneous_decisions_on_one_slick_99_are_told_who_was_first()
    {
        var id = (await desk.GivenSlicks(1))[0];
        var (won, lost) = await Race(id, 100);

        var reviewer = await desk.Database.Ask<string>($"select reviewer from decision where id = {won[0].Decision}");
        lost.Select(conflict => conflict.Conflicts.Single())
            .ShouldAllBe(conflict =>
                conflict.Slick == id
                && conflict.Decision == won[0].Decision
                && conflict.Reviewer == reviewer
                && conflict.At == won[0].At
                && conflict.Successors.SequenceEqual(won[0].Outputs)
            );
        lost.Length.ShouldBe(99);
    }

    [Fact]
    public async Task Simultaneous_merges_that_share_a_slick_do_not_wait_for_each_other_for_ever()
    {
        var ids = await desk.GivenSlicks(12);
        var merges = Enumerable
            .Range(0, 40)
            .Select(i => (Among: ids[i % 12], With: ids[(i * 7 + 5) % 12]))
            .Where(pair => pair.Among != pair.With);

        var outcomes = await Task.WhenAll(merges.Select(pair => Outcome(() => desk.Merge(pair.Among, pair.With))));

        outcomes.Count(outcome => outcome.Result is not null).ShouldBeInRange(1, 6);
    }

    [Fact]
    public async Task Simultaneous_undos_of_one_decision_undo_it_once()
    {
        var made = await desk.Validate(await desk.GivenSlicks(1));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Outcome(() => desk.Undo(made.Decision))));

        outcomes.Count(outcome => outcome.Result is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Simultaneous_undos_of_one_removal_bring_it_back_once()
    {
        await desk.GivenSlicks(1);
        var removed = await desk.Undo((await desk.Add(desk.NextSquare())).Decision);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Outcome(() => desk.Undo(removed.Decision))));

        outcomes.Count(outcome => outcome.Result is not null).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_sent_twice_answers_the_first_result()
    {
        var validate = new ValidateSlicks(await desk.GivenSlicks(1), 1, null, null, Desk.By(key: "twice"));
        var first = await desk.Send(validate);

        var second = await desk.Send(validate);

        second.ShouldBeEquivalentTo(first with { Replayed = true });
    }

    [Fact]
    public async Task The_same_key_sent_twenty_times_at_once_decides_once()
    {
        var validate = new ValidateSlicks(await desk.GivenSlicks(1), 1, null, null, Desk.By(key: "twenty"));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Send(validate)));

        (results.Select(result => result.Decision).Distinct().Count(), results.Count(result => !result.Replayed)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_same_addition_sent_twenty_times_at_once_adds_once()
    {
        await desk.GivenSlicks(1);
        var scene = await desk.Send(new Review.Domain.Scenes.FindScene(Desk.Scene));
        var add = new AddSlick(
            Wkt.Read(desk.NextSquare()),
            SlickClass.NaturalId,
            null,
            null,
            Desk.Scene,
            scene,
            null,
            Desk.By(key: "twenty additions")
        );

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Send(add)));

        (results.Select(result => result.Decision).Distinct().Count(), results.Count(result => !result.Replayed)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_same_undo_sent_twenty_times_at_once_undoes_once()
    {
        var made = await desk.Validate(await desk.GivenSlicks(1));
        var undo = new UndoDecision(made.Decision, null, false, Desk.By(key: "twenty undos"));

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => desk.Send(undo)));

        results.Select(result => result.Decision).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_of_somebody_else_is_refused()
    {
        var ids = await desk.GivenSlicks(2);
        await desk.Send(new ValidateSlicks([ids[0]], 1, null, null, Desk.By("grace", "foreign")));

        await Should.ThrowAsync<IdempotencyException>(() =>
            desk.Send(new ValidateSlicks([ids[1]], 1, null, null, Desk.By("mallory", "foreign")))
        );
    }

    [Fact]
    public async Task A_key_of_somebody_else_tells_nothing_of_the_decision()
    {
        var ids = await desk.GivenSlicks(1);
        await desk.Send(new ValidateSlicks(ids, 1, null, null, Desk.By("grace", "secret")));

        (
            await Should.ThrowAsync<IdempotencyException>(() =>
                desk.Send(new ValidateSlicks(ids, 1, null, null, Desk.By("mallory", "secret")))
            )
        ).Message.ShouldNotContain("grace");
    }

    [Fact]
    public async Task A_key_sent_with_another_request_is_refused()
    {
        var ids = await desk.GivenSlicks(2);
        await desk.Send(new ValidateSlicks([ids[0]], 1, null, null, Desk.By(key: "reused", hash: [1])));

        await Should.ThrowAsync<IdempotencyException>(() =>
            desk.Send(new ValidateSlicks([ids[1]], 1, null, null, Desk.By(key: "reused", hash: [2])))
        );
    }

    [Fact]
    public async Task A_key_of_a_decision_that_failed_can_be_used_again()
    {
        var ids = await desk.GivenSlicks(2);
        await desk.Validate(ids[0]);
        await Should.ThrowAsync<LedgerConflictException>(() =>
            desk.Send(new ValidateSlicks([ids[0]], 1, null, null, Desk.By(key: "failed")))
        );

        (await desk.Send(new ValidateSlicks([ids[1]], 1, null, null, Desk.By(key: "failed")))).Replayed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_of_an_undo_sent_twice_answers_the_first_result()
    {
        var made = await desk.Validate(await desk.GivenSlicks(1));
        var undo = new UndoDecision(made.Decision, null, false, Desk.By(key: "undo twice"));
        var first = await desk.Send(undo);

        (await desk.Send(undo)).ShouldBeEquivalentTo(first with { Replayed = true });
    }

    private async Task<(DecisionResult[] Won, LedgerConflictException[] Lost)> Race(long slick, int reviewers)
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, reviewers)
                .Select(i => Outcome(() => desk.Send(new ValidateSlicks([slick], 1, null, null, Desk.By($"reviewer {i}")))))
        );
        return (
            [.. outcomes.Select(outcome => outcome.Result).OfType<DecisionResult>()],
            [.. outcomes.Select(outcome => outcome.Conflict).OfType<LedgerConflictException>()]
        );
    }

    private static async Task<(DecisionResult? Result, LedgerConflictException? Conflict)> Outcome(Func<Task<DecisionResult>> decide)
    {
        try
        {
            return (await decide(), null);
        }
        catch (LedgerConflictException conflict)
        {
            return (null, conflict);
        }
    }
}
