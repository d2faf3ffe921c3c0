using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Slicks;

/// <summary>Whoever looks at an earlier instant is told nothing that came later.</summary>
public sealed class AsItStoodTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_version_that_was_replaced_later_is_active_and_superseded_by_nothing()
    {
        var slick = (await desk.GivenSlicks(1))[0];
        var then = (await desk.Get(slick)).CreatedAt;
        await desk.Validate(slick);

        var stood = await desk.Send(new GetSlick(slick, then));
        (stood.Active, stood.DeactivatedAt, stood.SupersededBy).ShouldBe((true, null, null));
        (await desk.Get(slick)).Active.ShouldBeFalse();
    }

    [Fact]
    public async Task A_version_that_was_made_later_is_not_there_yet()
    {
        var slick = (await desk.GivenSlicks(1))[0];
        var then = (await desk.Get(slick)).CreatedAt;
        var made = await desk.Validate(slick);

        (await Should.ThrowAsync<Domain.NotFoundException>(() => desk.Send(new GetSlick(made.Outputs[0], then)))).Message.ShouldContain(
            "was made later"
        );
    }

    [Fact]
    public async Task The_history_of_a_later_version_ends_with_what_stood_then()
    {
        var slick = (await desk.GivenSlicks(1))[0];
        var first = await desk.Reclassify(slick, 7);
        var second = await desk.Validate(first.Outputs[0]);

        var history = await desk.Send(new GetSlickHistory(second.Outputs[0], first.At));
        history.Versions.Select(version => version.Id).ShouldBe([first.Outputs[0], slick]);
        history.Versions[0].Active.ShouldBeTrue();
        history.Decisions.Select(decision => decision.Id).ShouldBe([first.Decision]);
    }

    [Fact]
    public async Task An_undo_that_came_later_has_not_happened_yet()
    {
        var slick = (await desk.GivenSlicks(1))[0];
        var made = await desk.Reclassify(slick, 7);
        var undone = await desk.Undo(made.Decision);

        (await desk.Send(new GetSlickHistory(undone.Outputs[0], made.At))).Decisions.Single().UndoneBy.ShouldBeNull();
        (await desk.Send(new GetSlickHistory(undone.Outputs[0], undone.At)))
            .Decisions.Single(decision => decision.Id == made.Decision)
            .UndoneBy.ShouldBe(undone.Decision);
    }
}
