using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Domain.Simulation;
using Review.Tests.Support;
using Review.TestWorker;

namespace Review.Tests.Runs;

/// <summary>Simulated scenes come in as any scene does, and are looked at by runs.</summary>
public sealed class SimulateScenesTests(Desk desk) : IClassFixture<Desk>, IAsyncLifetime
{
    private static int seeds;
    private int seed;

    private string Folder => Path.Combine(desk.Folder, "scenes");

    public ValueTask InitializeAsync()
    {
        seed = Interlocked.Increment(ref seeds);
        desk.Work.Finds = FakeWork.Squares(20 + seed, 20.1 + seed);
        desk.Work.Takes = TimeSpan.Zero;
        desk.Work.Breaks = null;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Each_has_an_image_that_is_ready_and_a_run_that_put_its_slicks_in()
    {
        var made = await Simulate(2);

        made.Select(scene => (scene.Run.Kind, scene.Run.Status, scene.Run.Model, scene.Run.StartedBy))
            .Distinct()
            .ShouldBe([("detection", RunStatus.Succeeded, "fake", "ada")]);
        (
            await desk.Database.Ask<string>(
                "select string_agg(concat_ws(' ', s.simulated, i.state, i.file = i.source), ', ') from scene s join scene_image i "
                    + $"on i.scene = s.id where s.id in ({made[0].Scene}, {made[1].Scene})"
            )
        ).ShouldBe("t ready t, t ready t");
        (
            await desk.Database.Ask<long>(
                $"select count(*) from slick where scene = {made[0].Scene} and meta is not null and orchestrator_run = {made[0].Run.Id}"
            )
        ).ShouldBe(2);
    }

    [Fact]
    public async Task The_truth_lies_beside_the_image()
    {
        var scene = (await Simulate(1))[0];

        Directory
            .GetFiles(Folder, scene.Name + ".*")
            .Select(Path.GetFileName)
            .Order()
            .ShouldBe([$"{scene.Name}.tif", $"{scene.Name}.truth.geojson", $"{scene.Name}.truth.tif"]);
    }

    [Fact]
    public async Task Asked_again_nothing_is_made_twice()
    {
        var first = await Simulate(1);
        (await desk.Send(new CountSimulatedScenes(2, seed))).ShouldBe(1);
        var second = await Simulate(2);

        (second[0].Scene, second[0].Run.Id).ShouldBe((first[0].Scene, first[0].Run.Id));
        (await desk.Send(new CountSimulatedScenes(2, seed))).ShouldBe(2);
        (await desk.Database.Ask<long>($"select count(*) from run where scene in ({second[0].Scene}, {second[1].Scene})")).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_killed_before_its_image_was_prepared_goes_on_from_there()
    {
        var scene = (await Simulate(1))[0];
        await desk.Database.Execute(
            $"""
            update scene_image set state = 'preparing', file = null, statistics = null where scene = {scene.Scene};
            update run set status = 'running', claim = gen_random_uuid(), finished_at = null, seen_at = clock_timestamp() - interval '1 minute' where id = {scene.Run.Id};
            """
        );

        var again = (await Simulate(1))[0].Run;

        (again.Id, again.Status).ShouldBe((scene.Run.Id, RunStatus.Succeeded));
        (await desk.Send(new GetScene(scene.Scene))).Imagery!.State.ShouldBe(ImageState.Ready);
    }

    [Fact]
    public async Task An_image_that_was_deleted_is_made_again()
    {
        var scene = (await Simulate(1))[0];
        File.Delete(Path.Combine(Folder, scene.Name + ".tif"));

        (await Simulate(1))[0].Scene.ShouldBe(scene.Scene);
        var image = (await desk.Send(new GetScene(scene.Scene))).Imagery!;
        (image.State, image.Revision, File.Exists(image.Source)).ShouldBe((ImageState.Ready, 2, true));
    }

    [Fact]
    public async Task A_run_that_fails_is_said_and_not_tried_again_by_itself()
    {
        desk.Work.Breaks = new RuleBrokenException("scene", "The image ends in the middle.");
        var failed = (await Simulate(1))[0].Run;
        desk.Work.Breaks = null;

        (failed.Status, failed.Message).ShouldBe((RunStatus.Failed, "The image ends in the middle."));
        (await Simulate(1))[0].Run.Id.ShouldBe(failed.Id);
        (await desk.Send(new CountSimulatedScenes(1, seed))).ShouldBe(1);
    }

    private Task<IReadOnlyList<SimulatedRun>> Simulate(int scenes) =>
        desk.Send(new SimulateScenes(scenes, seed, Folder, "ada", null, 600, 500));
}
