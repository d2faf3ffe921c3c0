using Review.App.Scenes;
using Review.Domain.Detection;
using Review.Domain.Geometry;
using Review.Domain.Scenes;
using Review.Tests.Runs;

namespace Review.Tests.Scenes;

/// <summary>What the page of the scenes shows of what was read, and how its address says it.</summary>
public sealed class ScenesStateTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?q=S1A%20IW&show=failed&scene=7", "q=S1A%20IW&show=failed&scene=7")]
    [InlineData("?show=nonsense&scene=x&q=", "")]
    [InlineData("?show=7&scene=-1", "")]
    public void The_address_says_what_is_shown(string query, string written) => ScenesState.Parse(query).Query().ShouldBe(written);

    [Theory]
    [InlineData(SceneGroup.All, new long[] { 1, 2, 3, 4 })]
    [InlineData(SceneGroup.Image, new long[] { 2, 3, 4 })]
    [InlineData(SceneGroup.Active, new long[] { 1, 3 })]
    [InlineData(SceneGroup.Failed, new long[] { 2, 4 })]
    public void A_group_leaves_scenes_by_image_and_last_run(SceneGroup group, long[] listed)
    {
        var state = new ScenesState { Group = group };

        state.Take(
            [Scene(1), Scene(2, ImageState.Ready), Scene(3, ImageState.Preparing), Scene(4, ImageState.Failed)],
            [
                RunOutcomeTests.Row(RunStatus.Queued, id: 9, scene: 1),
                RunOutcomeTests.Row(RunStatus.Failed, id: 8, scene: 1),
                RunOutcomeTests.Row(RunStatus.Failed, id: 7, scene: 2),
            ]
        );

        state.Listed.Select(scene => scene.Id).ShouldBe(listed);
    }

    [Fact]
    public void A_notice_of_progress_is_taken_without_reading_again()
    {
        var state = new ScenesState { Chosen = 1 };
        state.Take([Scene(1)], [RunOutcomeTests.Row(RunStatus.Running, id: 5, scene: 1)]);

        state.Hear(new RunNotice(5, 1, RunStatus.Running, "windows", 0.5)).ShouldBeTrue();

        state.Runs.Single().Share.ShouldBe(0.5);
        state.LastRun(state.Scene!)!.Stage.ShouldBe("windows");
    }

    [Theory]
    [InlineData(5, RunStatus.Succeeded)]
    [InlineData(6, RunStatus.Running)]
    public void What_changes_more_than_progress_is_read_again(long run, RunStatus status)
    {
        var state = new ScenesState();
        state.Take([Scene(1)], [RunOutcomeTests.Row(RunStatus.Running, id: 5, scene: 1)]);

        state.Hear(new RunNotice(run, 1, status, null, null)).ShouldBeFalse();
    }

    [Fact]
    public void Steps_stay_among_the_listed()
    {
        var state = new ScenesState();
        state.Step(1);
        state.Chosen.ShouldBeNull();
        state.Take([Scene(1), Scene(2)], []);

        foreach (var (rows, chosen) in new[] { (1, 1), (1, 2), (1, 2), (-5, 1) })
        {
            state.Step(rows);
            state.Chosen.ShouldBe(chosen);
        }
    }

    [Fact]
    public void The_link_to_the_map_shows_the_slicks_over_the_image()
    {
        SceneLink.Of(Scene(7, ImageState.Ready, new GeoBox(10, 40, 13, 42))).ShouldBe("/?scene=scene%207&map=8/41.0000/11.5000&img=7");
        SceneLink.Of(Scene(7, ImageState.Ready, new GeoBox(179, 0, 183, 2))).ShouldContain("/1.0000/-179.0000&");
        SceneLink.Of(Scene(7)).ShouldBe("/?scene=scene%207");
    }

    [Theory]
    [InlineData(true, ImageState.Ready, null)]
    [InlineData(false, ImageState.Ready, "role")]
    [InlineData(true, null, "no image")]
    [InlineData(true, ImageState.Preparing, "prepared")]
    [InlineData(true, ImageState.Failed, "cannot be used")]
    public void A_run_that_cannot_be_started_says_why(bool mayRun, ImageState? image, string? why)
    {
        var said = RunAdvice.WhyNot(image is { } state ? Scene(1, state) : Scene(1), mayRun);

        if (why is null)
        {
            said.ShouldBeNull();
        }
        else
        {
            said.ShouldNotBeNull().ShouldContain(why);
        }
    }

    private static SceneRow Scene(long id, ImageState? state = null, GeoBox? bounds = null) =>
        new(
            id,
            $"scene {id}",
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            false,
            0,
            0,
            state is { } known
                ? new SceneImage(
                    id,
                    1,
                    known,
                    null,
                    "",
                    null,
                    null,
                    null,
                    "EPSG:4326",
                    bounds ?? new GeoBox(0, 0, 1, 1),
                    Outline.Factory.CreatePolygon(),
                    ["VV"],
                    [],
                    PixelUnit.Sigma0,
                    10,
                    10,
                    10,
                    null
                )
                : null
        );
}
