using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Taking decisions back.</summary>
public sealed class UndoTests(Desk desk) : Undoing(desk), IClassFixture<Desk>
{
    public static TheoryData<string> Kinds => ["validate", "reclassify", "reject", "split", "reshape", "cut", "annotate"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Undoing_brings_the_version_before_back_in_every_respect(string kind)
    {
        var before = await Desk.GivenSlick(Bar);
        var made = await Decide(kind, before);

        var undone = await Desk.Undo(made.Decision);

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(before));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Undoing_leaves_nothing_of_what_was_put_in(string kind)
    {
        var made = await Decide(kind, await Desk.GivenSlick(Bar));
        await Desk.Undo(made.Decision);

        (await Desk.Active(made.Outputs)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Undoing_the_undo_brings_the_decision_back(string kind)
    {
        var made = await Decide(kind, await Desk.GivenSlick(Bar));
        var undone = await Desk.Undo(made.Decision);

        var redone = await Desk.Undo(undone.Decision);

        (await Task.WhenAll(redone.Outputs.Select(Facts))).Order().ShouldBe((await Task.WhenAll(made.Outputs.Select(Facts))).Order());
    }

    [Fact]
    public async Task Undoing_is_a_decision_of_kind_restore_that_names_what_it_undoes()
    {
        var made = await Desk.Validate(await Given());
        var undone = await Desk.Undo(made.Decision);

        (await Desk.Database.Ask<string>($"select kind || ' ' || undoes from decision where id = {undone.Decision}")).ShouldBe(
            $"restore {made.Decision}"
        );
    }

    [Fact]
    public async Task Undoing_a_merge_brings_every_slick_back()
    {
        var ids = await Desk.GivenSlicks(3);
        var undone = await Desk.Undo((await Desk.Merge(ids)).Decision);

        (await Task.WhenAll(undone.Outputs.Select(Facts))).ShouldBe(await Task.WhenAll(ids.Select(Facts)));
    }

    [Fact]
    public async Task Undoing_an_addition_takes_the_slick_out_without_a_successor()
    {
        await Given();
        var made = await Desk.Add(Desk.NextSquare());

        (await Desk.Undo(made.Decision)).Outputs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slick_whose_addition_was_undone_is_gone_from_the_map()
    {
        await Given();
        var made = await Desk.Add(Desk.NextSquare());
        await Desk.Undo(made.Decision);

        (await Desk.Active(made.Outputs)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Undoing_the_undo_of_an_addition_brings_the_slick_back()
    {
        await Given();
        var made = await Desk.Add(Desk.NextSquare());
        var undone = await Desk.Undo(made.Decision);

        var redone = await Desk.Undo(undone.Decision);

        (await Facts(redone.Outputs.Single())).ShouldBe(await Facts(made.Outputs[0]));
    }

    [Fact]
    public async Task Undoing_with_a_later_decision_is_refused()
    {
        var made = await Desk.Validate(await Given());
        await Desk.Annotate(made.Outputs[0], "later");

        await Should.ThrowAsync<DependentsException>(() => Desk.Undo(made.Decision));
    }

    [Fact]
    public async Task Undoing_with_later_decisions_lists_them_newest_first()
    {
        var made = await Desk.Validate(await Given());
        var second = await Desk.Annotate(made.Outputs[0], "later");
        var third = await Desk.Reclassify(second.Outputs[0], 7);

        (await Should.ThrowAsync<DependentsException>(() => Desk.Undo(made.Decision)))
            .Dependents.Select(each => each.Decision)
            .ShouldBe([third.Decision, second.Decision]);
    }

    [Fact]
    public async Task A_refused_undo_changes_nothing()
    {
        var made = await Desk.Validate(await Given());
        var later = await Desk.Annotate(made.Outputs[0], "later");
        await Should.ThrowAsync<DependentsException>(() => Desk.Undo(made.Decision));

        (await Desk.Active(later.Outputs)).ShouldBe(later.Outputs);
    }

    [Fact]
    public async Task Undoing_together_with_later_decisions_goes_back_to_before_the_first()
    {
        var id = await Given();
        var made = await Desk.Validate(id);
        await Desk.Annotate(made.Outputs[0], "later");

        (await Facts((await Desk.Undo(made.Decision, together: true)).Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task Undoing_a_split_together_with_the_merge_of_its_pieces_brings_the_one_slick_back()
    {
        var id = await Desk.GivenSlick(Bar);
        var split = await Desk.Split(id, LineThroughBar);
        await Desk.Merge(split.Outputs);

        (await Facts((await Desk.Undo(split.Decision, together: true)).Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task Undoing_a_split_whose_piece_was_merged_with_a_stranger_brings_the_stranger_back()
    {
        var (id, stranger) = (await Desk.GivenSlick(Bar), await Given());
        var split = await Desk.Split(id, LineThroughBar);
        await Desk.Merge(split.Outputs[0], stranger);

        var undone = await Desk.Undo(split.Decision, together: true);

        (await Task.WhenAll(undone.Outputs.Select(Facts))).Order().ShouldBe((await Task.WhenAll([Facts(id), Facts(stranger)])).Order());
    }

    [Fact]
    public async Task A_decision_is_not_undone_twice()
    {
        var made = await Desk.Validate(await Given());
        await Desk.Undo(made.Decision);

        (await Should.ThrowAsync<LedgerConflictException>(() => Desk.Undo(made.Decision))).Message.ShouldContain("already undone by ada");
    }

    [Fact]
    public async Task An_addition_is_not_undone_twice()
    {
        await Given();
        var made = await Desk.Add(Desk.NextSquare());
        await Desk.Undo(made.Decision);

        (await Should.ThrowAsync<LedgerConflictException>(() => Desk.Undo(made.Decision))).Message.ShouldContain("already undone by ada");
    }

    [Fact]
    public async Task An_external_decision_is_undone_like_any_other()
    {
        var id = await Given();
        await Desk.Database.Execute(
            $"""
            update slick set active = false where id = {id};
            insert into slick (slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class)
            select slick_timestamp, geometry, machine_confidence, human_confidence, true, true, '{"{"
                + id
                + "}"}', 'by hand', meta, orchestrator_run, 6 from slick where id = {id};
            """
        );

        var undone = await Desk.Undo(await Desk.Database.Ask<long>("select max(id) from decision"));

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task A_slick_switched_off_by_hand_is_brought_back_by_undoing()
    {
        var id = await Given();
        await Desk.Database.Execute($"update slick set active = false where id = {id}");

        var undone = await Desk.Undo(await Desk.Database.Ask<long>("select max(id) from decision"));

        (await Facts(undone.Outputs.Single())).ShouldBe(await Facts(id));
    }

    [Fact]
    public async Task A_decision_that_does_not_exist_is_named() =>
        (await Should.ThrowAsync<NotFoundException>(() => Desk.Undo(987654321))).Message.ShouldBe("There is no decision 987654321.");

    [Fact]
    public async Task The_history_says_which_decision_was_undone()
    {
        var made = await Desk.Validate(await Given());
        var undone = await Desk.Undo(made.Decision);

        (await Desk.Send(new GetSlickHistory(undone.Outputs[0])))
            .Decisions.Single(each => each.Id == made.Decision)
            .UndoneBy.ShouldBe(undone.Decision);
    }

    private Task<DecisionResult> Decide(string kind, long slick) =>
        kind switch
        {
            "validate" => Desk.Validate(slick),
            "reclassify" => Desk.Reclassify(slick, 7),
            "reject" => Desk.Reject(slick),
            "split" => Desk.Split(slick, LineThroughBar),
            "reshape" => Desk.Reshape(slick, Desk.Square(10, 50)),
            "cut" => Desk.Cut(slick, Desk.Square(9.99, 49.99, 0.04)),
            _ => Desk.Annotate(slick, "a note"),
        };
}
