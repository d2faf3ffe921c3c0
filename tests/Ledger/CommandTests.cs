using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Every kind of decision, as the page and scripts send it.</summary>
public sealed class CommandTests(Desk desk) : Commands(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_validated_slick_has_a_successor_that_is_validated()
    {
        var made = await Desk.Validate(await Given());

        (await Desk.Get(made.Outputs[0])).State.ShouldBe(SlickState.Validated);
    }

    [Fact]
    public async Task A_validated_slick_has_the_confidence_given()
    {
        var made = await Desk.Validate(await Given());

        (await Desk.Get(made.Outputs[0])).HumanConfidence.ShouldBe(0.8);
    }

    [Fact]
    public async Task A_validation_names_what_it_took_and_what_it_put_in()
    {
        var id = await Given();

        var made = await Desk.Validate(id);

        (made.Inputs, (await Desk.Active(made.Outputs))).ShouldSatisfyAllConditions(
            both => both.Inputs.ShouldBe([id]),
            both => both.Item2.ShouldBe(made.Outputs)
        );
    }

    [Fact]
    public async Task The_version_that_was_validated_is_active_no_more()
    {
        var id = await Given();
        await Desk.Validate(id);

        (await Desk.Active(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slick_can_be_validated_as_another_class()
    {
        var made = await Desk.Send(new ValidateSlicks([await Given()], 1, SlickClass.RecentVesselId, null, Desk.By()));

        (await Desk.Get(made.Outputs[0])).Class.ShouldBe(7);
    }

    [Fact]
    public async Task Many_slicks_validated_at_once_are_one_decision_with_a_successor_each()
    {
        var ids = await Desk.GivenSlicks(50);

        var made = await Desk.Validate(ids);

        (await Desk.Database.Ask<long[]>($"select array_agg(slick[1] order by id) from slick where decision = {made.Decision}")).ShouldBe(
            ids
        );
    }

    [Fact]
    public async Task Slicks_named_in_any_order_are_taken_in_the_order_of_their_ids()
    {
        var ids = await Desk.GivenSlicks(3);

        (await Desk.Validate(ids[2], ids[0], ids[1])).Inputs.ShouldBe(ids);
    }

    [Fact]
    public async Task A_slick_named_twice_in_a_validation_is_validated_once()
    {
        var id = await Given();

        (await Desk.Validate(id, id)).Outputs.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_copy_keeps_the_outline_to_the_byte()
    {
        var id = await Given();
        var made = await Desk.Validate(id);

        (
            await Desk.Database.Ask<bool>(
                $"select st_asbinary(a.geometry) = st_asbinary(b.geometry) from slick a, slick b where a.id = {id} and b.id = "
                    + $"{made.Outputs[0]}"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_copy_keeps_run_scene_and_model_class()
    {
        var id = await Given();
        var made = await Desk.Reclassify(id, 7);

        (
            await Desk.Database.Ask<bool>(
                "select (a.orchestrator_run, a.scene, a.machine_class) = (b.orchestrator_run, b.scene, b.machine_class) from slick "
                    + $"a, slick b where a.id = {id} and b.id = {made.Outputs[0]}"
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reclassified_slick_is_of_the_class_and_stays_pending()
    {
        var slick = await Desk.Get((await Desk.Reclassify(await Given(), 7)).Outputs[0]);

        (slick.Class, slick.State).ShouldBe((7, SlickState.Pending));
    }

    [Fact]
    public async Task A_slick_reclassified_to_ambiguous_is_ambiguous() =>
        (await Desk.Get((await Desk.Reclassify(await Given(), 9)).Outputs[0])).State.ShouldBe(SlickState.Ambiguous);

    [Fact]
    public async Task A_slick_reclassified_to_NOT_OIL_is_rejected() =>
        (await Desk.Get((await Desk.Reclassify(await Given(), 10)).Outputs[0])).State.ShouldBe(SlickState.Rejected);

    [Fact]
    public async Task A_rejected_slick_is_in_a_class_under_NOT_OIL_and_not_validated()
    {
        var slick = await Desk.Get((await Desk.Reject((await Desk.Validate(await Given())).Outputs)).Outputs[0]);

        (slick.Class, slick.State, slick.Validated).ShouldBe((13, SlickState.Rejected, false));
    }

    [Fact]
    public async Task A_rejection_keeps_its_reason() =>
        (await Desk.Database.Ask<string>($"select reason from decision where id = {(await Desk.Reject(await Given())).Decision}")).ShouldBe(
            "low wind"
        );

    [Fact]
    public async Task Notes_are_kept_as_text()
    {
        const string notes = "<script>alert('x')</script> & \"quotes\"\n– naïve 油膜 🛢";

        (await Desk.Get((await Desk.Annotate(await Given(), notes)).Outputs[0])).Notes.ShouldBe(notes);
    }

    [Fact]
    public async Task Empty_notes_clear_them()
    {
        var noted = await Desk.Annotate(await Given(), "something");

        (await Desk.Get((await Desk.Annotate(noted.Outputs[0], "")).Outputs[0])).Notes.ShouldBeNull();
    }
}
