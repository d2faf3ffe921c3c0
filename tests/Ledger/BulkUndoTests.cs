using Review.Domain;
using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Taking back some or all of a decision about many slicks.</summary>
public sealed class BulkUndoTests(Desk desk) : Undoing(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_bulk_validation_is_undone_whole()
    {
        var ids = await Desk.GivenSlicks(5);

        (await Desk.Undo((await Desk.Validate(ids)).Decision)).Outputs.Length.ShouldBe(5);
    }

    [Fact]
    public async Task One_slick_of_a_bulk_validation_is_undone_alone()
    {
        var made = await Desk.Validate(await Desk.GivenSlicks(5));
        await Desk.Undo(made.Decision, slicks: made.Outputs[2]);

        (await Desk.Active(made.Outputs)).ShouldBe([.. made.Outputs.Where((_, index) => index != 2)]);
    }

    [Fact]
    public async Task The_slicks_of_a_bulk_validation_are_undone_one_after_the_other()
    {
        var ids = await Desk.GivenSlicks(3);
        var made = await Desk.Validate(ids);

        var undone = new List<long>();
        foreach (var output in made.Outputs)
        {
            undone.AddRange((await Desk.Undo(made.Decision, slicks: output)).Outputs);
        }

        (await Task.WhenAll(undone.Select(Facts))).ShouldBe(await Task.WhenAll(ids.Select(Facts)));
    }

    [Fact]
    public async Task The_rest_of_a_bulk_validation_is_undone_after_one_slick_was()
    {
        var ids = await Desk.GivenSlicks(3);
        var made = await Desk.Validate(ids);
        await Desk.Undo(made.Decision, slicks: made.Outputs[0]);

        (await Desk.Undo(made.Decision, slicks: made.Outputs[1..])).Outputs.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_bulk_validation_is_undone_whole_after_one_slick_was()
    {
        var ids = await Desk.GivenSlicks(3);
        var made = await Desk.Validate(ids);
        await Desk.Undo(made.Decision, slicks: made.Outputs[0]);
        await Desk.Undo(made.Decision);

        (
            await Desk.Database.Ask<long>(
                $"select count(*) from slick where active and validated and slick && '{{{string.Join(',', ids)}}}'"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task A_bulk_validation_that_was_undone_slick_by_slick_is_not_undone_again()
    {
        var made = await Desk.Validate(await Desk.GivenSlicks(2));
        await Desk.Undo(made.Decision, slicks: made.Outputs[0]);
        await Desk.Undo(made.Decision, slicks: made.Outputs[1]);

        await Should.ThrowAsync<LedgerConflictException>(() => Desk.Undo(made.Decision));
    }

    [Fact]
    public async Task One_slick_of_a_bulk_validation_is_not_undone_twice()
    {
        var made = await Desk.Validate(await Desk.GivenSlicks(2));
        await Desk.Undo(made.Decision, slicks: made.Outputs[0]);
        await Desk.Undo(made.Decision, slicks: made.Outputs[1]);

        await Should.ThrowAsync<LedgerConflictException>(() => Desk.Undo(made.Decision, slicks: made.Outputs[0]));
    }

    [Fact]
    public async Task The_undo_of_one_slick_of_a_bulk_validation_is_undone()
    {
        var made = await Desk.Validate(await Desk.GivenSlicks(2));
        var undone = await Desk.Undo(made.Decision, slicks: made.Outputs[0]);

        (await Facts((await Desk.Undo(undone.Decision)).Outputs.Single())).ShouldBe(await Facts(made.Outputs[0]));
    }

    [Fact]
    public async Task Another_slick_of_a_bulk_validation_that_was_changed_later_does_not_hinder()
    {
        var made = await Desk.Validate(await Desk.GivenSlicks(3));
        await Desk.Annotate(made.Outputs[0], "later");

        (await Desk.Undo(made.Decision, slicks: made.Outputs[1])).Outputs.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_slick_of_another_decision_cannot_be_undone_with_this_one()
    {
        var made = await Desk.Validate(await Given());
        var other = await Desk.Validate(await Given());

        (await Should.ThrowAsync<RuleBrokenException>(() => Desk.Undo(made.Decision, slicks: other.Outputs[0]))).Field.ShouldBe("slicks");
    }

    [Fact]
    public async Task One_piece_of_a_split_is_not_undone_without_the_others()
    {
        var id = await Desk.GivenSlick(Bar);
        var made = await Desk.Split(id, LineThroughBar);

        try
        {
            await Desk.Undo(made.Decision, slicks: made.Outputs[0]);
        }
        catch (RuleBrokenException) { }

        // Either refused, or all pieces went: never the whole slick beside a piece of it.
        (
            await Desk.Database.Ask<double>($"select coalesce(sum(st_area(geometry)), 0) from slick_descendants({id}) where active")
        ).ShouldBe(6e-4, 1e-12);
    }
}
