using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Jobs;
using Review.Tests.Support;

namespace Review.Tests.Runs;

/// <summary>Runs that wait, repeat, are cancelled, or lose their process.</summary>
public sealed class RunQueueTests(Desk desk) : Runs(desk), IClassFixture<Desk>
{
    [Fact]
    public async Task The_same_work_again_is_refused_with_the_run_that_did_it()
    {
        var run = await Run();

        var refused = await Should.ThrowAsync<RunExistsException>(() => Start());

        (refused.Run, refused.Message).ShouldBe(
            (run, $"Run {run} of ada has processed this scene with fake 1 and the same parameters already. Force it to do the same again.")
        );
    }

    [Fact]
    public async Task Another_version_is_other_work()
    {
        await Run();
        Desk.Work.Version = "2";

        (await Desk.Send(new GetRun(await Run()))).Run.Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task The_same_work_is_not_queued_twice_even_with_force()
    {
        var run = await Start();

        (await Should.ThrowAsync<RunExistsException>(() => Start(force: true))).Message.ShouldStartWith(
            $"Run {run} of ada is processing this scene"
        );
    }

    [Fact]
    public async Task Of_ten_who_start_the_same_run_at_once_one_does()
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(async _ =>
                {
                    try
                    {
                        return await Start();
                    }
                    catch (RunExistsException)
                    {
                        return 0;
                    }
                })
        );

        outcomes.Count(run => run > 0).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_queues_one_run()
    {
        var start = new StartRun(scene, null, false, Desk.By(key: $"run {scene}"));

        (await Desk.Send(start)).ShouldBe(await Desk.Send(start));
    }

    [Fact]
    public async Task A_run_of_a_scene_that_is_not_there_is_not_found() =>
        await Should.ThrowAsync<NotFoundException>(() => Desk.Send(new StartRun(999_999, null, false, Desk.By())));

    [Fact]
    public async Task A_repeated_run_names_the_one_it_repeats()
    {
        var run = await Run();
        var again = await Desk.Send(new RepeatRun(run, Desk.By("grace")));
        await Desk.Send(new ExecuteRun(again));

        var row = (await Desk.Send(new GetRun(again))).Run;
        (row.Repeats, row.Status, row.StartedBy, row.Forced).ShouldBe((run, RunStatus.Succeeded, "grace", true));
    }

    [Fact]
    public async Task A_run_that_waits_is_cancelled_at_once_and_does_nothing()
    {
        var run = await Start();
        var status = await Desk.Send(new CancelRun(run, "grace"));
        await Desk.Send(new ExecuteRun(run));

        (status, (await Slicks()).Length, (await Desk.Send(new GetRun(run))).Run.Message).ShouldBe(
            (RunStatus.Cancelled, 0, "Cancelled by grace.")
        );
    }

    [Fact]
    public async Task A_run_that_runs_is_cancelled_when_its_process_has_heard()
    {
        Desk.Work.Takes = TimeSpan.FromMinutes(1);
        var run = await Start();
        var working = Desk.Send(new ExecuteRun(run));
        await Desk.Work.Begun.WaitAsync(TestContext.Current.CancellationToken);
        var status = await Desk.Send(new CancelRun(run, "grace"));
        await working.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        (status, (await Desk.Send(new GetRun(run))).Run.Status, (await Slicks()).Length).ShouldBe(
            (RunStatus.Running, RunStatus.Cancelled, 0)
        );
    }

    [Fact]
    public async Task A_run_that_has_succeeded_is_not_cancelled()
    {
        var run = await Run();

        (await Should.ThrowAsync<RuleBrokenException>(() => Desk.Send(new CancelRun(run, "grace")))).Message.ShouldStartWith(
            $"Run {run} has succeeded already."
        );
    }

    [Fact]
    public async Task A_process_that_is_asked_to_stop_gives_its_run_back()
    {
        Desk.Work.Takes = TimeSpan.FromMinutes(1);
        var run = await Start();
        using var stop = new CancellationTokenSource();
        var working = Desk.SendUntil(new ExecuteRun(run), stop.Token);
        await Desk.Work.Begun.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => working);

        var details = await Desk.Send(new GetRun(run));
        (details.Run.Status, details.Attempts).ShouldBe((RunStatus.Queued, 0));
    }

    [Fact]
    public async Task A_run_whose_process_fell_silent_is_another_s_and_the_first_writes_nothing()
    {
        Desk.Work.Takes = TimeSpan.FromSeconds(4);
        var run = await Start();
        var first = Desk.Send(new ExecuteRun(run));
        await Desk.Work.Begun.WaitAsync(TestContext.Current.CancellationToken);
        await Desk.Database.Execute($"update run set seen_at = seen_at - interval '1 minute' where id = {run}");
        Desk.Work.Takes = TimeSpan.Zero;
        await Desk.Send(new ExecuteRun(run));
        await first;

        var details = await Desk.Send(new GetRun(run));
        (details.Run.Status, details.Attempts, (await Slicks()).Length).ShouldBe((RunStatus.Succeeded, 2, 2));
        details.Log.ShouldContain(line => line.Line.StartsWith("Nothing was heard any more of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_three_processes_died_over_is_given_up()
    {
        var run = await Start();
        await Desk.Database.Execute(
            $"update run set status = 'running', attempts = 3, seen_at = now() - interval '1 minute' where id = {run}"
        );
        await Desk.Send(new ExecuteRun(run));

        var row = (await Desk.Send(new GetRun(run))).Run;
        (row.Status, row.Message).ShouldBe(
            (
                RunStatus.Failed,
                "The process that did this run ended in the middle 3 times, perhaps for lack of memory. Look at the server's log "
                    + "before you repeat it."
            )
        );
    }

    [Fact]
    public async Task A_run_that_fell_silent_is_cancelled_at_once()
    {
        var run = await Start();
        await Desk.Database.Execute(
            $"update run set status = 'running', attempts = 1, seen_at = now() - interval '1 minute' where id = {run}"
        );

        (await Desk.Send(new GetRun(run))).Run.Stalled.ShouldBeTrue();
        (await Desk.Send(new CancelRun(run, "grace"))).ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task The_same_job_twice_is_one_job()
    {
        var jobs = Desk.Service<IJobs>();
        await jobs.Start(new JobWork(JobKind.PrepareScene, ("scene", scene)), TestContext.Current.CancellationToken);
        await jobs.Start(new JobWork(JobKind.PrepareScene, ("scene", scene)), TestContext.Current.CancellationToken);

        (
            await Desk.Database.Ask<long>($"select count(*) from qrtz_triggers where job_group = 'PrepareScene' and job_name = '{scene}'")
        ).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_without_a_job_is_given_one()
    {
        var run = await Start();
        await Desk.Database.Execute(
            $"delete from qrtz_simple_triggers where trigger_name = '{run}'; delete from qrtz_triggers where trigger_name = '{run}'; "
                + $"delete from qrtz_job_details where job_name = '{run}'"
        );
        await Desk.Send(new ResumeRuns());

        (await Desk.Database.Ask<long>($"select count(*) from qrtz_triggers where job_group = 'Detect' and job_name = '{run}'")).ShouldBe(
            1
        );
    }
}
