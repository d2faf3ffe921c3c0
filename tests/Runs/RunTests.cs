using Review.Domain;
using Review.Domain.Detection;
using Review.Tests.Support;
using Review.TestWorker;

namespace Review.Tests.Runs;

/// <summary>A run ends in the ledger whole, or not at all.</summary>
public sealed class RunTests(Desk desk) : Runs(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task What_a_run_finds_is_pending_with_its_run_its_scene_and_its_metadata()
    {
        var run = await Run();

        (
            await Desk.Database.Ask<string>(
                "select string_agg(concat_ws(' ', state, slick_class, machine_confidence, orchestrator_run, scene, meta), '; ') "
                    + $"from slick where orchestrator_run = {run}"
            )
        ).ShouldBe($$"""pending 7 0.8 {{run}} {{scene}} {"mean": 0.7}; pending 7 0.8 {{run}} {{scene}} {"mean": 0.7}""");
    }

    [Fact]
    public async Task A_run_says_how_it_went()
    {
        var details = await Desk.Send(new GetRun(await Run()));

        (
            details.Run.Status,
            details.Run.Counts.GetProperty("slicks").GetInt64(),
            details.Timings.GetProperty("windows").GetDouble(),
            details.PeakMemoryBytes,
            details.Attempts,
            details.Worker,
            details.Run.Message
        ).ShouldBe((RunStatus.Succeeded, 2, 1.5, 1_000_000, 1, Build.Worker, null));
        details.Log[^1].Line.ShouldStartWith("Succeeded: 2 detections, 2 slicks put in");
    }

    [Fact]
    public async Task A_run_that_fails_changes_nothing_and_says_why()
    {
        await Run();
        Desk.Work.Breaks = new RuleBrokenException("scene", "The image ends in the middle.");
        var failed = (await Desk.Send(new GetRun(await Run(force: true)))).Run;

        (failed.Status, failed.Message, (await Slicks()).Length).ShouldBe((RunStatus.Failed, "The image ends in the middle.", 2));
    }

    [Fact]
    public async Task A_mistake_of_the_program_is_a_run_that_failed()
    {
        Desk.Work.Breaks = new InvalidOperationException("no window");

        (await Desk.Send(new GetRun(await Run()))).Run.Message.ShouldBe(
            "The program made a mistake (InvalidOperationException: no window). The server's log has the details."
        );
    }

    [Fact]
    public async Task A_failed_run_may_be_started_again_without_force()
    {
        Desk.Work.Breaks = new InvalidOperationException("once");
        await Run();
        Desk.Work.Breaks = null;

        (await Desk.Send(new GetRun(await Run()))).Run.Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_detection_without_an_area_is_left_out_and_noted()
    {
        Desk.Work.Finds = [FakeWork.Of("POLYGON ((1 1, 2 2, 3 3, 1 1))"), .. FakeWork.Squares(20 + scene)];
        var details = await Desk.Send(new GetRun(await Run()));

        (
            details.Run.Status,
            (await Slicks()).Length,
            details.Log.Any(line => line.Line.StartsWith("A detection was left out:", StringComparison.Ordinal))
        ).ShouldBe((RunStatus.Succeeded, 1, true));
    }

    [Fact]
    public async Task Progress_is_seen_while_it_runs()
    {
        Desk.Work.Takes = TimeSpan.FromSeconds(2.5);
        var run = await Start();
        var working = Desk.Send(new ExecuteRun(run));
        await Until($"select (stage = 'windows' and share = 0.25) is true from run where id = {run}");
        await working;

        (await Desk.Send(new GetRun(run))).Run.Share.ShouldBe(1);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page()
    {
        var older = await Run();
        var newer = await Run(force: true);

        (await Desk.Send(new ListRuns(scene, 1, null))).Select(run => run.Id).ShouldBe([newer]);
        (await Desk.Send(new ListRuns(scene, 1, newer))).Select(run => run.Id).ShouldBe([older]);
    }

    [Fact]
    public async Task An_import_is_a_run_that_succeeded()
    {
        await Desk.GivenSlicks(1, scene: $"imported {scene}");
        var imported = await Desk.Database.Ask<long>(
            $"select max(run.id) from run join scene on scene.id = run.scene where scene.name = 'imported {scene}'"
        );

        var row = (await Desk.Send(new GetRun(imported))).Run;
        (row.Kind, row.Status, row.Model).ShouldBe(("import", RunStatus.Succeeded, "test"));
    }
}
