using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Slicks;

/// <summary>What comes next in a review: the order of the list, from a place in it on.</summary>
public sealed class ListUndecidedTests(Desk desk) : IClassFixture<Desk>
{
    private const string Elsewhere = "S1A_IW_GRDH_1SDV_20210101T010000_20210101T010025_036000_043000_0000";

    [Fact]
    public async Task What_nobody_decided_on_comes_in_the_order_of_the_list_and_from_its_end_the_top_again()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(4, scene: scene);

        (await Undecided(scene, null)).ShouldBe([slicks[3], slicks[2], slicks[1], slicks[0]]);
        (await Undecided(scene, slicks[2])).ShouldBe([slicks[1], slicks[0], slicks[3]]);
        (await Undecided(scene, slicks[2], descending: false)).ShouldBe([slicks[3], slicks[0], slicks[1]]);
    }

    [Fact]
    public async Task What_was_decided_does_not_come_and_its_old_place_tells_what_does()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(4, scene: scene);
        await desk.Validate(slicks[1]);
        await desk.Reject(slicks[2]);

        (await Undecided(scene, slicks[1])).ShouldBe([slicks[0], slicks[3]]);
    }

    [Fact]
    public async Task Slicks_without_a_confidence_come_last_in_both_directions_of_its_order()
    {
        var scene = NewScene();
        var slicks = await desk.GivenImport(scene, Detection(0.3), Detection(null), Detection(0.8), Detection(null));

        (await Undecided(scene, slicks[2], order: SlickOrder.Confidence)).ShouldBe([slicks[0], slicks[3], slicks[1]]);
        (await Undecided(scene, slicks[3], order: SlickOrder.Confidence)).ShouldBe([slicks[1], slicks[2], slicks[0]]);
        (await Undecided(scene, slicks[2], descending: false, order: SlickOrder.Confidence)).ShouldBe([slicks[3], slicks[1], slicks[0]]);
    }

    [Fact]
    public async Task The_first_says_how_many_rows_of_the_list_stand_before_it()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(5, scene: scene);
        await desk.Reject(slicks[3]);

        // The rejection made the newest version: it stands on top of the list.
        var next = await desk.Send(new ListUndecided(new SlickFilter(Scene: scene), SlickOrder.Newest, true, slicks[4], 20));
        next.Slicks[0].Id.ShouldBe(slicks[2]);
        next.Position.ShouldBe(2);
        (await desk.Send(new ListSlicks(new SlickFilter(Scene: scene), SlickOrder.Newest, true, next.Position!.Value, 1)))
            .Rows[0]
            .Id.ShouldBe(slicks[2]);
    }

    [Fact]
    public async Task Of_a_scene_without_undecided_slicks_comes_nothing()
    {
        var scene = NewScene();
        await desk.Validate(await desk.GivenSlicks(2, scene: scene));

        var next = await desk.Send(new ListUndecided(new SlickFilter(Scene: scene), SlickOrder.Newest, true, null, 20));
        (next.Position, next.Slicks.Count).ShouldBe((null, 0));
    }

    [Fact]
    public async Task Progress_under_a_filter_by_state_keeps_those_that_were_decided_in_its_sum()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(5, scene: scene);
        await desk.Validate(slicks[0]);
        await desk.Reject(slicks[1]);

        var progress = await desk.Send(new GetProgress(new SlickFilter(State: SlickState.Pending, Scene: scene), null));
        progress.All.ShouldBe(new StateCounts(3, 1, 1, 0));
        (progress.All.Decided, progress.All.Total).ShouldBe((2, 5));
    }

    [Fact]
    public async Task Progress_under_a_filter_by_class_keeps_those_that_a_person_gave_another_class()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(3, SlickClass.Ambiguous.Id, scene);
        await desk.GivenSlicks(1, 4, scene);
        await desk.Reclassify(slicks[0], 7);
        await desk.Validate(await LastOf(scene));

        var progress = await desk.Send(new GetProgress(new SlickFilter(Class: SlickClass.Ambiguous.Id, Scene: scene), null));
        (progress.All.Decided, progress.All.Total).ShouldBe((1, 3));
    }

    [Fact]
    public async Task Progress_tells_of_the_scene_of_a_slick_beside_that_of_the_filter()
    {
        var (scene, other) = (NewScene(), NewScene());
        var slicks = await desk.GivenSlicks(3, scene: scene);
        await desk.GivenSlicks(2, scene: other);
        await desk.Validate(slicks[0]);

        var progress = await desk.Send(new GetProgress(new SlickFilter(Scene: other), slicks[1]));
        progress.All.Total.ShouldBe(2);
        progress.Scene!.Name.ShouldBe(scene);
        (progress.Scene.All.Decided, progress.Scene.All.Total).ShouldBe((1, 3));
    }

    private static string NewScene() => $"{Elsewhere[..^4]}{Guid.NewGuid():N}";

    private Detection Detection(double? confidence) => new(Wkt.Read(desk.NextSquare()), SlickClass.InfrastructureId, confidence);

    private async Task<long> LastOf(string scene) =>
        (await desk.Send(new ListSlicks(new SlickFilter(Scene: scene), SlickOrder.Newest, true, 0, 1))).Rows[0].Id;

    private async Task<long[]> Undecided(string scene, long? after, bool descending = true, SlickOrder order = SlickOrder.Newest) =>
        [
            .. (await desk.Send(new ListUndecided(new SlickFilter(Scene: scene), order, descending, after, 20))).Slicks.Select(slick =>
                slick.Id
            ),
        ];
}
