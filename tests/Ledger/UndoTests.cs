using MediatR;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Taking decisions back.</summary>
public sealed class UndoTests(Desk desk) : IClassFixture<Desk>
{
    private const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    public static TheoryData<string> Kinds => ["validate", "reclassify", "reject", "split", "reshape", "cut", "annotate"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Undoing_brings_the_version_before_back_in_every_respect(string kind)
    {
        var before = await desk.GivenSlick(Bar);
        var made = await Decide(kind, before);

        var undone = await desk.Undo(made.Decision);

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(before));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Undoing_leaves_nothing_of_what_was_put_in(string kind)
    {
        var made = await Decide(kind, await desk.GivenSlick(Bar));
        await desk.Undo(made.Decision);

        (await desk.Active(made.Outputs)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Undoing_the_undo_brings_the_decision_back(string kind)
    {
        var made = await Decide(kind, await desk.GivenSlick(Bar));
        var undone = await desk.Undo(made.Decision);

        var redone = await desk.Undo(undone.Decision);

        (await Task.WhenAll(redone.Outputs.Select(Facts))).Order().ShouldBe((await Task.WhenAll(made.Outputs.Select(Facts))).Order());
    }

    [Fact]
    public async Task Undoing_is_a_decision_of_kind_restore_that_names_what_it_undoes()
    {
        var made = await desk.Validate(await Given());
        var undone = await desk.Undo(made.Decision);

        (await desk.Database.Ask<string>($"select kind || ' ' || undoes from decision where id = {undone.Decision}")).ShouldBe(
            $"restore {made.Decision}"
        );
    }

    [Fact]
    public async Task Undoing_a_merge_brings_every_slick_back()
    {
        var ids = await desk.GivenSlicks(3);
        var undone = await desk.Undo((await desk.Merge(ids)).Decision);

        (await Task.WhenAll(undone.Outputs.Select(Facts))).ShouldBe(await Task.WhenAll(ids.Select(Facts)));
    }

    [Fact]
    public async Task Undoing_an_addition_takes_the_slick_out_without_a_successor()
    {
        await Given();
        var made = await desk.Add(desk.NextSquare());

        (await desk.Undo(made.Decision)).Outputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slick_whose_addition_was_undone_is_gone_from_the_map()
    {
        await Given();
        var made = await desk.Add(desk.NextSquare());
        await desk.Undo(made.Decision);

        (await desk.Active(made.Outputs)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Undoing_the_undo_of_an_addition_brings_the_slick_back()
    {
        await Given();
        var made = await desk.Add(desk.NextSquare());
        var undone = await desk.Undo(made.Decision);

        var redone = await desk.Undo(undone.Decision);

        (await Facts(redone.Outputs.Single())).ShouldBe(await Facts(made.Outputs[0]));
    }

    [Fact]
    public async Task An_addition_can_be_undone_redone_and_undone_again()
    {
        await Given();
        var undone = await desk.Undo((await desk.Add(desk.NextSquare())).Decision);
        var redone = await desk.Undo(undone.Decision);

        await desk.Undo(redone.Decision);

        (await desk.Database.Ask<long>($"select count(*) from slick_descendants({undone.Inputs[0]}) where active")).ShouldBe(0);
    }

    [Fact]
    public async Task Undoing_with_a_later_decision_is_refused()
    {
        var made = await desk.Validate(await Given());
        await desk.Annotate(made.Outputs[0], "later");

        await Should.ThrowAsync<DependentsException>(() => desk.Undo(made.Decision));
    }

    [Fact]
    public async Task Undoing_with_later_decisions_lists_them_newest_first()
    {
        var made = await desk.Validate(await Given());
        var second = await desk.Annotate(made.Outputs[0], "later");
        var third = await desk.Reclassify(second.Outputs[0], 7);

        (await Should.ThrowAsync<DependentsException>(() => desk.Undo(made.Decision)))
            .Dependents.Select(each => each.Decision)
            .ShouldBe([third.Decision, second.Decision]);
    }

    [Fact]
    public async Task A_refused_undo_changes_nothing()
    {
        var made = await desk.Validate(await Given());
        var later = await desk.Annotate(made.Outputs[0], "later");
        await Should.ThrowAsync<DependentsException>(() => desk.Undo(made.Decision));

        (await desk.Active(later.Outputs)).ShouldBe(later.Outputs);
    }

    [Fact]
    public async Task Undoing_together_with_later_decisions_goes_back_to_before_the_first()
    {
        var id = await Given();
        var made = await desk.Validate(id);
        await desk.Annotate(made.Outputs[0], "later");

        (await Facts((await desk.Undo(made.Decision, together: true)).Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task Undoing_a_split_together_with_the_merge_of_its_pieces_brings_the_one_slick_back()
    {
        var id = await desk.GivenSlick(Bar);
        var split = await desk.Split(id, LineThroughBar);
        await desk.Merge(split.Outputs);

        (await Facts((await desk.Undo(split.Decision, together: true)).Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task Undoing_a_split_whose_piece_was_merged_with_a_stranger_brings_the_stranger_back()
    {
        var (id, stranger) = (await desk.GivenSlick(Bar), await Given());
        var split = await desk.Split(id, LineThroughBar);
        await desk.Merge(split.Outputs[0], stranger);

        var undone = await desk.Undo(split.Decision, together: true);

        (await Task.WhenAll(undone.Outputs.Select(Facts))).Order().ShouldBe((await Task.WhenAll([Facts(id), Facts(stranger)])).Order());
    }

    [Fact]
    public async Task A_decision_is_not_undone_twice()
    {
        var made = await desk.Validate(await Given());
        await desk.Undo(made.Decision);

        (await Should.ThrowAsync<LedgerConflictException>(() => desk.Undo(made.Decision))).Message.ShouldContain("already undone by ada");
    }

    [Fact]
    public async Task An_addition_is_not_undone_twice()
    {
        await Given();
        var made = await desk.Add(desk.NextSquare());
        await desk.Undo(made.Decision);

        (await Should.ThrowAsync<LedgerConflictException>(() => desk.Undo(made.Decision))).Message.ShouldContain("already undone by ada");
    }

    [Fact]
    public async Task A_decision_that_was_undone_and_redone_is_undone_by_undoing_the_redo()
    {
        var made = await desk.Validate(await Given());
        var redone = await desk.Undo((await desk.Undo(made.Decision)).Decision);

        (await desk.Get((await desk.Undo(redone.Decision)).Outputs.Single())).State.ShouldBe(SlickState.Pending);
    }

    [Fact]
    public async Task A_bulk_validation_is_undone_whole()
    {
        var ids = await desk.GivenSlicks(5);

        (await desk.Undo((await desk.Validate(ids)).Decision)).Outputs.Length.ShouldBe(5);
    }

    [Fact]
    public async Task One_slick_of_a_bulk_validation_is_undone_alone()
    {
        var made = await desk.Validate(await desk.GivenSlicks(5));
        await desk.Undo(made.Decision, slicks: made.Outputs[2]);

        (await desk.Active(made.Outputs)).ShouldBe([.. made.Outputs.Where((_, index) => index != 2)]);
    }

    [Fact]
    public async Task The_slicks_of_a_bulk_validation_are_undone_one_after_the_other()
    {
        var ids = await desk.GivenSlicks(3);
        var made = await desk.Validate(ids);

        var undone = new List<long>();
        foreach (var output in made.Outputs)
        {
            undone.AddRange((await desk.Undo(made.Decision, slicks: output)).Outputs);
        }

        (await Task.WhenAll(undone.Select(Facts))).ShouldBe(await Task.WhenAll(ids.Select(Facts)));
    }

    [Fact]
    public async Task The_rest_of_a_bulk_validation_is_undone_after_one_slick_was()
    {
        var ids = await desk.GivenSlicks(3);
        var made = await desk.Validate(ids);
        await desk.Undo(made.Decision, slicks: made.Outputs[0]);

        (await desk.Undo(made.Decision, slicks: made.Outputs[1..])).Outputs.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_bulk_validation_is_undone_whole_after_one_slick_was()
    {
        var ids = await desk.GivenSlicks(3);
        var made = await desk.Validate(ids);
        await desk.Undo(made.Decision, slicks: made.Outputs[0]);
        await desk.Undo(made.Decision);

        (
            await desk.Database.Ask<long>(
                $"select count(*) from slick where active and validated and slick && '{{{string.Join(',', ids)}}}'"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_bulk_validation_that_was_undone_slick_by_slick_is_not_undone_again()
    {
        var made = await desk.Validate(await desk.GivenSlicks(2));
        await desk.Undo(made.Decision, slicks: made.Outputs[0]);
        await desk.Undo(made.Decision, slicks: made.Outputs[1]);

        await Should.ThrowAsync<LedgerConflictException>(() => desk.Undo(made.Decision));
    }

    [Fact]
    public async Task One_slick_of_a_bulk_validation_is_not_undone_twice()
    {
        var made = await desk.Validate(await desk.GivenSlicks(2));
        await desk.Undo(made.Decision, slicks: made.Outputs[0]);
        await desk.Undo(made.Decision, slicks: made.Outputs[1]);

        await Should.ThrowAsync<LedgerConflictException>(() => desk.Undo(made.Decision, slicks: made.Outputs[0]));
    }

    [Fact]
    public async Task The_undo_of_one_slick_of_a_bulk_validation_is_undone()
    {
        var made = await desk.Validate(await desk.GivenSlicks(2));
        var undone = await desk.Undo(made.Decision, slicks: made.Outputs[0]);

        (await Facts((await desk.Undo(undone.Decision)).Outputs.Single())).ShouldBe(await Facts(made.Outputs[0]));
    }

    [Fact]
    public async Task Another_slick_of_a_bulk_validation_that_was_changed_later_does_not_hinder()
    {
        var made = await desk.Validate(await desk.GivenSlicks(3));
        await desk.Annotate(made.Outputs[0], "later");

        (await desk.Undo(made.Decision, slicks: made.Outputs[1])).Outputs.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_slick_of_another_decision_cannot_be_undone_with_this_one()
    {
        var made = await desk.Validate(await Given());
        var other = await desk.Validate(await Given());

        (await Should.ThrowAsync<RuleBrokenException>(() => desk.Undo(made.Decision, slicks: other.Outputs[0]))).Field.ShouldBe("slicks");
    }

    [Fact]
    public async Task One_piece_of_a_split_is_not_undone_without_the_others()
    {
        var id = await desk.GivenSlick(Bar);
        var made = await desk.Split(id, LineThroughBar);

        try
        {
            await desk.Undo(made.Decision, slicks: made.Outputs[0]);
        }
        catch (RuleBrokenException) { }

        // Either refused, or all pieces went: never the whole slick beside a piece of it.
        (
            await desk.Database.Ask<double>($"select coalesce(sum(st_area(geometry)), 0) from slick_descendants({id}) where active")
        ).ShouldBe(6e-4, 1e-12);
    }

    [Fact]
    public async Task An_external_decision_is_undone_like_any_other()
    {
        var id = await Given();
        await desk.Database.Execute(
            $"""
            update slick set active = false where id = {id};
            insert into slick (slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class)
            select slick_timestamp, geometry, machine_confidence, human_confidence, true, true, '{"{"
                + id
                + "}"}', 'by hand', meta, orchestrator_run, 6 from slick where id = {id};
            """
        );

        var undone = await desk.Undo(await desk.Database.Ask<long>("select max(id) from decision"));

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task A_slick_switched_off_by_hand_is_brought_back_by_undoing()
    {
        var id = await Given();
        await desk.Database.Execute($"update slick set active = false where id = {id}");

        var undone = await desk.Undo(await desk.Database.Ask<long>("select max(id) from decision"));

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task A_decision_that_does_not_exist_is_named() =>
        (await Should.ThrowAsync<NotFoundException>(() => desk.Undo(987654321))).Message.ShouldBe("There is no decision 987654321.");

    [Fact]
    public async Task The_last_decision_is_the_newest_that_stands()
    {
        var first = await desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("lise")));
        var second = await desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("lise")));
        await desk.Undo(second.Decision);

        (await desk.Send(new GetLastDecision("lise")))!.Decision.ShouldBe(first.Decision);
    }

    [Fact]
    public async Task The_last_decision_is_none_of_somebody_elses()
    {
        await desk.Validate(await Given());

        (await desk.Send(new GetLastDecision("nobody"))).ShouldBeNull();
    }

    [Fact]
    public async Task Undoing_the_last_again_and_again_walks_back()
    {
        var id = await Given();
        var first = await desk.Send(new ValidateSlicks([id], 1, null, null, Desk.By("emmy")));
        var second = await desk.Send(new AnnotateSlicks(first.Outputs, "x", Desk.By("emmy")));
        await desk.Send(new UndoDecision(second.Decision, null, false, Desk.By("emmy")));

        var last = (await desk.Send(new GetLastDecision("emmy")))!.Decision;
        var undone = await desk.Send(new UndoDecision(last, null, true, Desk.By("emmy")));

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task A_decision_undone_redone_and_undone_again_is_not_the_last_that_stands()
    {
        var made = await desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("maria")));
        await desk.Undo((await desk.Undo((await desk.Undo(made.Decision)).Decision)).Decision);

        (await desk.Send(new GetLastDecision("maria"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_undone_and_redone_is_the_last_that_stands()
    {
        var made = await desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("caroline")));
        await desk.Undo((await desk.Undo(made.Decision)).Decision);

        (await desk.Send(new GetLastDecision("caroline")))!.Decision.ShouldBe(made.Decision);
    }

    [Fact]
    public async Task A_decision_undone_redone_and_undone_again_is_not_undone_once_more()
    {
        var made = await desk.Validate(await Given());
        await desk.Undo((await desk.Undo((await desk.Undo(made.Decision)).Decision)).Decision);

        await Should.ThrowAsync<LedgerConflictException>(() => desk.Undo(made.Decision));
    }

    [Fact]
    public async Task The_history_says_which_decision_was_undone()
    {
        var made = await desk.Validate(await Given());
        var undone = await desk.Undo(made.Decision);

        (await desk.Send(new GetSlickHistory(undone.Outputs[0])))
            .Decisions.Single(each => each.Id == made.Decision)
            .UndoneBy.ShouldBe(undone.Decision);
    }

    [Fact]
    public async Task All_this_leaves_every_invariant_whole()
    {
        var split = await desk.Split(await desk.GivenSlick(Bar), LineThroughBar);
        await desk.Merge(split.Outputs[0], await Given());
        var undone = await desk.Undo(split.Decision, together: true);
        await desk.Undo(undone.Decision);

        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Redoing_again_and_again_walks_forward_in_the_order_in_which_it_was_decided()
    {
        var by = Desk.By("grace");
        var first = await desk.Send(new ValidateSlicks([await Given()], 1, null, null, by));
        var second = await desk.Send(new ValidateSlicks([await Given()], 1, null, null, by));
        await TakeBack(new GetLastDecision("grace"));
        await TakeBack(new GetLastDecision("grace"));

        var redone = await TakeBack(new GetLastUndo("grace"));
        var redoneNext = await TakeBack(new GetLastUndo("grace"));

        (await Facts(redone.Outputs.Single())).ShouldBe(await Facts(first.Outputs[0]));
        (await Facts(redoneNext.Outputs.Single())).ShouldBe(await Facts(second.Outputs[0]));
        (await desk.Send(new GetLastUndo("grace"))).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_redone_is_undone_first_without_asking_for_what_stands_on_it()
    {
        var by = Desk.By("jean");
        var slick = await Given();
        await desk.Send(new ValidateSlicks([slick], 1, null, null, by));
        await TakeBack(new GetLastDecision("jean"));
        await TakeBack(new GetLastUndo("jean"));

        var undone = await TakeBack(new GetLastDecision("jean"));

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(slick));
        (await desk.Send(new GetLastDecision("jean"))).ShouldBeNull();
        (await Facts((await TakeBack(new GetLastUndo("jean"))).Outputs.Single())).ShouldNotBe(await Facts(slick));
    }

    [Fact]
    public async Task Nothing_is_redone_after_another_decision()
    {
        var by = Desk.By("barbara");
        await desk.Send(new ValidateSlicks([await Given()], 1, null, null, by));
        await TakeBack(new GetLastDecision("barbara"));
        await desk.Send(new ValidateSlicks([await Given()], 1, null, null, by));

        (await desk.Send(new GetLastUndo("barbara"))).ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_redone_of_what_somebody_else_undid()
    {
        var made = await desk.Send(new ValidateSlicks([await Given()], 1, null, null, Desk.By("frances")));
        await desk.Undo(made.Decision);

        (await desk.Send(new GetLastUndo("frances"))).ShouldBeNull();
    }

    private async Task<long> Given() => (await desk.GivenSlicks(1))[0];

    private async Task<DecisionResult> TakeBack(IRequest<DecisionSummary?> newest)
    {
        var found = (await desk.Send(newest)).ShouldNotBeNull();
        return await desk.Send(
            new UndoDecision(
                found.Decision,
                null,
                false,
                Desk.By(newest is GetLastDecision last ? last.Reviewer : ((GetLastUndo)newest).Reviewer)
            )
        );
    }

    private Task<DecisionResult> Decide(string kind, long slick) =>
        kind switch
        {
            "validate" => desk.Validate(slick),
            "reclassify" => desk.Reclassify(slick, 7),
            "reject" => desk.Reject(slick),
            "split" => desk.Split(slick, LineThroughBar),
            "reshape" => desk.Reshape(slick, Desk.Square(10, 50)),
            "cut" => desk.Cut(slick, Desk.Square(9.99, 49.99, 0.04)),
            _ => desk.Annotate(slick, "a note"),
        };

    /// <summary>All that a person sees of a version.</summary>
    private Task<string> Facts(long slick) =>
        desk.Database.Ask<string>(
            $"""
            select concat_ws('|', slick_timestamp, st_astext(geometry), machine_confidence, human_confidence, validated, notes, meta, orchestrator_run, slick_class, machine_class, scene, state, area)
            from slick where id = {slick}
            """
        );
}
