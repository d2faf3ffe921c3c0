using FluentValidation;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Several slicks become one.</summary>
public sealed class MergeCommandTests(Desk desk) : Commands(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task A_merge_of_neighbours_keeps_their_area()
    {
        var made = await Desk.Merge(await Desk.GivenSlick(Desk.Square(10, 50)), await Desk.GivenSlick(Desk.Square(10.01, 50)));

        (await Desk.Database.Ask<double>($"select st_area(geometry) from slick where id = {made.Outputs[0]}")).ShouldBe(
            0.0002,
            0.0002 * 1e-9
        );
    }

    [Fact]
    public async Task A_merge_takes_the_class_of_the_largest()
    {
        var made = await Desk.Merge(
            await Desk.GivenSlick(Desk.Square(10, 50, 0.01), SlickClass.NaturalId),
            await Desk.GivenSlick(Desk.Square(11, 50, 0.02), SlickClass.OldVesselId)
        );

        (await Desk.Get(made.Outputs[0])).Class.ShouldBe(6);
    }

    [Fact]
    public async Task A_merge_takes_the_least_machine_confidence()
    {
        var made = await Desk.Merge(
            await Desk.GivenSlick(Desk.Square(10, 50), confidence: 0.9),
            await Desk.GivenSlick(Desk.Square(11, 50), confidence: 0.4)
        );

        (await Desk.Get(made.Outputs[0])).MachineConfidence.ShouldBe(0.4);
    }

    [Fact]
    public async Task A_merge_joins_the_notes()
    {
        var one = (await Desk.Annotate(await Given(), "one")).Outputs[0];
        var other = (await Desk.Annotate(await Given(), "other")).Outputs[0];

        (await Desk.Get((await Desk.Merge(one, other)).Outputs[0])).Notes.ShouldBe("one\nother");
    }

    [Fact]
    public async Task A_merge_takes_the_class_the_confidence_and_the_notes_that_are_chosen()
    {
        var made = await Desk.Send(
            new MergeSlicks([await Given(), await Given()], SlickClass.CoincidentVesselId, 0.3, "chosen", false, null, Desk.By())
        );

        var slick = await Desk.Get(made.Outputs[0]);
        (slick.Class, slick.HumanConfidence, slick.Notes).ShouldBe((8, 0.3, "chosen"));
    }

    [Fact]
    public async Task A_merge_of_different_scenes_is_refused_until_it_is_confirmed()
    {
        var other = (await Desk.GivenSlicks(1, scene: "S1B_IW_GRDH_1SDV_20211121T142900_20211121T142925_029672_038A85_0001"))[0];

        (await Should.ThrowAsync<RuleBrokenException>(async () => await Desk.Merge(await Given(), other))).Field.ShouldBe("acrossScenes");
    }

    [Fact]
    public async Task A_confirmed_merge_of_different_scenes_has_the_latest_time()
    {
        var other = (await Desk.GivenSlicks(1, scene: "S1B_IW_GRDH_1SDV_20211121T142900_20211121T142925_029672_038A85_0001"))[0];

        var made = await Desk.Send(new MergeSlicks([await Given(), other], null, null, null, AcrossScenes: true, null, Desk.By()));

        (await Desk.Get(made.Outputs[0])).Timestamp.ShouldBe(new DateTimeOffset(2021, 11, 21, 14, 29, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_merge_of_a_slick_with_itself_is_refused()
    {
        var id = await Given();

        await Should.ThrowAsync<ValidationException>(() => Desk.Merge(id, id));
    }
}
