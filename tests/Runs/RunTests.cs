using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Jobs;
using Review.Tests.Support;
using Review.TestWorker;

namespace Review.Tests.Runs;

/// <summary>A run ends in the ledger whole, or not at all.</summary>
public sealed class RunTests(Desk desk) : IClassFixture<Desk>, IAsyncLifetime
{
    private static int scenes;
    private long scene;

    public async ValueTask InitializeAsync()
    {
        scene = await desk.Database.Ask<long>(
            $"insert into scene (name, acquired) values ('scene of runs {Interlocked.Increment(ref scenes)}', "
                + "'2026-01-01T00:00:00Z') returning id"
        );
        desk.Work.Finds = FakeWork.Squares(20 + scene, 20.1 + scene);
        desk.Work.Takes = TimeSpan.Zero;
        desk.Work.Breaks = null;
        desk.Work.Version = "1";
        while (desk.Work.Begun.Wait(0)) { }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_a_run_finds_is_pending_with_its_run_its_scene_and_its_metadata()
    {
        var run = await Run();

        (
            await desk.Database.Ask<string>(
                "select string_agg(concat_ws(' ', state, slick_class, machine_confidence, orchestrator_run, scene, meta), '; ') "
                    + $"from slick where orchestrator_run = {run}"
            )
        ).ShouldBe($$"""pending 7 0.8 {{run}} {{scene}} {"mean": 0.7}; pending 7 0.8 {{run}} {{scene}} {"mean": 0.7}""");
    }

    [Fact]
    public async Task A_run_says_how_it_went()
    {
        var details = await desk.Send(new GetRun(await Run()));

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
        desk.Work.Breaks = new RuleBrokenException("scene", "The image ends in the middle.");
        var failed = (await desk.Send(new GetRun(await Run(force: true)))).Run;

        (failed.Status, failed.Message, (await Slicks()).Length).ShouldBe((RunStatus.Failed, "The image ends in the middle.", 2));
    }

    [Fact]
    public async Task A_mistake_of_the_program_is_a_run_that_failed()
    {
        desk.Work.Breaks = new InvalidOperationException("no window");

        (await desk.Send(new GetRun(await Run()))).Run.Message.ShouldBe(
            "The program made a mistake (InvalidOperationException: no window). The server's log has the details."
        );
    }

    [Fact]
    public async Task A_failed_run_may_be_started_again_without_force()
    {
        desk.Work.Breaks = new InvalidOperationException("once");
        await Run();
        desk.Work.Breaks = null;

        (await desk.Send(new GetRun(await Run()))).Run.Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_detection_without_an_area_is_left_out_and_noted()
    {
        desk.Work.Finds = [FakeWork.Of("POLYGON ((1 1, 2 2, 3 3, 1 1))"), .. FakeWork.Squares(20 + scene)];
        var details = await desk.Send(new GetRun(await Run()));

        (
            details.Run.Status,
            (await Slicks()).Length,
            details.Log.Any(line => line.Line.StartsWith("A detection was left out:", StringComparison.Ordinal))
        ).ShouldBe((RunStatus.Succeeded, 1, true));
    }

    [Fact]
    public async Task A_new_run_replaces_what_nobody_reviewed()
    {
        var first = await Slicks(await Run());
        var second = await Slicks(await Run(force: true));

        (await desk.Active(first)).ShouldBeEmpty();
        (await desk.Active(second)).ShouldBe(second);
    }

    [Fact]
    public async Task What_replaces_a_slick_is_its_successor_where_they_overlap()
    {
        var first = await Slicks(await Run());
        desk.Work.Finds = FakeWork.Squares(20.002 + scene, 50 + scene);
        var second = await Slicks(await Run(force: true));

        (
            await desk.Database.Ask<string>(
                $"select string_agg(id || ' of ' || slick::text, ', ' order by id) from slick where id in ({second[0]}, {second[1]})"
            )
        ).ShouldBe($"{second[0]} of {{{first[0]}}}, {second[1]} of {{}}");
    }

    [Fact]
    public async Task Who_decides_on_a_replaced_slick_is_told_by_which_run()
    {
        var first = await Slicks(await Run());
        var run = await Run(force: true);

        (await Should.ThrowAsync<LedgerConflictException>(() => desk.Validate(first[0]))).Message.ShouldContain(
            $"it was replaced by run:{run} at"
        );
    }

    [Fact]
    public async Task A_reviewed_slick_stays_and_the_detection_over_it_is_kept_to_compare()
    {
        var first = await Slicks(await Run());
        var validated = (await desk.Validate(first[0])).Outputs[0];
        var details = await desk.Send(new GetRun(await Run(force: true)));

        details.Overlaps.Select(overlap => (overlap.Slick, Math.Round(overlap.Iou, 6), overlap.Class)).ShouldBe([(validated, 1, 7)]);
        (await desk.Active(validated)).ShouldBe([validated]);
        (
            details.Run.Counts.GetProperty("slicks").GetInt64(),
            details.Run.Counts.GetProperty("replaced").GetInt64(),
            details.Run.Counts.GetProperty("compared").GetInt64()
        ).ShouldBe((1, 1, 1));
    }

    [Theory]
    [InlineData(0.005, 1)] // a third
    [InlineData(0.0055, 2)] // 0.29
    public async Task A_detection_is_compared_from_an_overlap_of_0_3_on(double shift, int slicks)
    {
        desk.Work.Finds = FakeWork.Squares(20 + scene);
        await desk.Validate(await Slicks(await Run()));
        desk.Work.Finds = FakeWork.Squares(20 + scene + shift);
        await Run(force: true);

        (await Slicks()).Length.ShouldBe(slicks);
    }

    [Fact]
    public async Task A_slick_that_was_rejected_does_not_come_back()
    {
        await desk.Reject(await Slicks(await Run()));
        await Run(force: true);

        (await desk.Database.Ask<string>($"select string_agg(distinct state, ' ') from slick where active and scene = {scene}")).ShouldBe(
            "rejected"
        );
    }

    [Fact]
    public async Task A_slick_that_somebody_added_stays()
    {
        var name = await desk.Database.Ask<string>($"select name from scene where id = {scene}");
        await Run();
        var added = (await desk.Add(Desk.Square(20.5 + scene, 10), scene: name)).Outputs[0];
        await Run(force: true);

        (await desk.Active(added)).ShouldBe([added]);
    }

    [Fact]
    public async Task A_slick_merged_from_this_scene_into_another_is_compared_too()
    {
        var mine = await Slicks(await Run());
        var other = await desk.GivenSlick(Desk.Square(20.2 + scene, 10, 0.05), scene: $"beside {scene}");
        await desk.Send(new MergeSlicks([mine[0], other], null, null, null, AcrossScenes: true, null, Desk.By()));
        desk.Work.Finds = [FakeWork.Square(20.2 + scene, 10, side: 0.05)];
        var details = await desk.Send(new GetRun(await Run(force: true)));

        details.Run.Counts.GetProperty("compared").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Land_that_a_new_run_finds_again_is_still_pending()
    {
        desk.Work.Finds = [FakeWork.Square(20 + scene, 10, 10)];
        await Run();
        await Run(force: true);

        (await desk.Database.Ask<string>($"select state from slick where active and scene = {scene}")).ShouldBe("pending");
    }

    [Fact]
    public async Task A_run_that_finds_nothing_leaves_nothing_of_earlier_runs()
    {
        await Run();
        desk.Work.Finds = [];
        await Run(force: true);

        (await Slicks()).ShouldBeEmpty();
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Slicks_of_other_scenes_are_left_alone()
    {
        var elsewhere = await desk.GivenSlicks(2, scene: $"elsewhere {scene}");
        await Run();
        await Run(force: true);

        (await desk.Active(elsewhere)).ShouldBe(elsewhere);
    }

    [Fact]
    public async Task What_a_run_replaced_comes_back_by_an_undo()
    {
        var first = await Slicks(await Run());
        desk.Work.Finds = FakeWork.Squares(20.002 + scene, 50 + scene);
        var run = await Run(force: true);
        await desk.Undo(await desk.Database.Ask<long>($"select id from decision where reviewer = 'run:{run}'"));

        (
            await desk.Database.Ask<bool>(
                $"select count(*) = 2 and bool_and(exists (select from slick o where o.id in ({first[0]}, {first[1]}) and "
                    + $"st_equals(o.geometry, s.geometry))) from slick s where active and scene = {scene}"
            )
        ).ShouldBeTrue();
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ctrl_Z_does_not_take_back_what_a_run_did_meanwhile()
    {
        var own = await desk.Validate(await desk.GivenSlick(desk.NextSquare(), scene: $"elsewhere {scene}"));
        await Run();
        await Run(force: true);

        (await desk.Send(new GetLastDecision(Desk.Reviewer))).ShouldNotBeNull().Decision.ShouldBe(own.Decision);
    }

    [Fact]
    public async Task A_decision_in_the_same_instant_is_not_lost()
    {
        var slicks = await Slicks(await Run());
        var run = await Start(force: true);
        await using var connection = await desk.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var decide = new Npgsql.NpgsqlCommand(
                $"""
                update slick set active = false where id = {slicks[0]};
                insert into slick (slick_timestamp, geometry, active, validated, slick, orchestrator_run, slick_class)
                select slick_timestamp, geometry, true, true, array[id], orchestrator_run, 6 from slick where id = {slicks[0]};
                """,
                connection,
                transaction
            );
            await decide.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var ending = desk.Send(new ExecuteRun(run));
            await Until(
                "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%' and datname "
                    + "= current_database()"
            );
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
            await ending;
        }

        (await desk.Send(new GetRun(run))).Overlaps.Count.ShouldBe(1);
        (
            await desk.Database.Ask<string>(
                $"select string_agg(concat_ws(' ', validated, slick_class), ', ' order by id) from slick where active and scene = {scene}"
            )
        ).ShouldBe("t 6, f 7");
    }

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
        desk.Work.Version = "2";

        (await desk.Send(new GetRun(await Run()))).Run.Status.ShouldBe(RunStatus.Succeeded);
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

        (await desk.Send(start)).ShouldBe(await desk.Send(start));
    }

    [Fact]
    public async Task A_run_of_a_scene_that_is_not_there_is_not_found() =>
        await Should.ThrowAsync<NotFoundException>(() => desk.Send(new StartRun(999_999, null, false, Desk.By())));

    [Fact]
    public async Task A_repeated_run_names_the_one_it_repeats()
    {
        var run = await Run();
        var again = await desk.Send(new RepeatRun(run, Desk.By("grace")));
        await desk.Send(new ExecuteRun(again));

        var row = (await desk.Send(new GetRun(again))).Run;
        (row.Repeats, row.Status, row.StartedBy, row.Forced).ShouldBe((run, RunStatus.Succeeded, "grace", true));
    }

    [Fact]
    public async Task A_run_that_waits_is_cancelled_at_once_and_does_nothing()
    {
        var run = await Start();
        var status = await desk.Send(new CancelRun(run, "grace"));
        await desk.Send(new ExecuteRun(run));

        (status, (await Slicks()).Length, (await desk.Send(new GetRun(run))).Run.Message).ShouldBe(
            (RunStatus.Cancelled, 0, "Cancelled by grace.")
        );
    }

    [Fact]
    public async Task A_run_that_runs_is_cancelled_when_its_process_has_heard()
    {
        desk.Work.Takes = TimeSpan.FromMinutes(1);
        var run = await Start();
        var working = desk.Send(new ExecuteRun(run));
        await desk.Work.Begun.WaitAsync(TestContext.Current.CancellationToken);
        var status = await desk.Send(new CancelRun(run, "grace"));
        await working.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        (status, (await desk.Send(new GetRun(run))).Run.Status, (await Slicks()).Length).ShouldBe(
            (RunStatus.Running, RunStatus.Cancelled, 0)
        );
    }

    [Fact]
    public async Task A_run_that_has_succeeded_is_not_cancelled()
    {
        var run = await Run();

        (await Should.ThrowAsync<RuleBrokenException>(() => desk.Send(new CancelRun(run, "grace")))).Message.ShouldStartWith(
            $"Run {run} has succeeded already."
        );
    }

    [Fact]
    public async Task Progress_is_seen_while_it_runs()
    {
        desk.Work.Takes = TimeSpan.FromSeconds(2.5);
        var run = await Start();
        var working = desk.Send(new ExecuteRun(run));
        await Until($"select (stage = 'windows' and share = 0.25) is true from run where id = {run}");
        await working;

        (await desk.Send(new GetRun(run))).Run.Share.ShouldBe(1);
    }

    [Fact]
    public async Task A_process_that_is_asked_to_stop_gives_its_run_back()
    {
        desk.Work.Takes = TimeSpan.FromMinutes(1);
        var run = await Start();
        using var stop = new CancellationTokenSource();
        var working = desk.SendUntil(new ExecuteRun(run), stop.Token);
        await desk.Work.Begun.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => working);

        var details = await desk.Send(new GetRun(run));
        (details.Run.Status, details.Attempts).ShouldBe((RunStatus.Queued, 0));
    }

    [Fact]
    public async Task A_run_whose_process_fell_silent_is_another_s_and_the_first_writes_nothing()
    {
        desk.Work.Takes = TimeSpan.FromSeconds(4);
        var run = await Start();
        var first = desk.Send(new ExecuteRun(run));
        await desk.Work.Begun.WaitAsync(TestContext.Current.CancellationToken);
        await desk.Database.Execute($"update run set seen_at = seen_at - interval '1 minute' where id = {run}");
        desk.Work.Takes = TimeSpan.Zero;
        await desk.Send(new ExecuteRun(run));
        await first;

        var details = await desk.Send(new GetRun(run));
        (details.Run.Status, details.Attempts, (await Slicks()).Length).ShouldBe((RunStatus.Succeeded, 2, 2));
        details.Log.ShouldContain(line => line.Line.StartsWith("Nothing was heard any more of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_three_processes_died_over_is_given_up()
    {
        var run = await Start();
        await desk.Database.Execute(
            $"update run set status = 'running', attempts = 3, seen_at = now() - interval '1 minute' where id = {run}"
        );
        await desk.Send(new ExecuteRun(run));

        var row = (await desk.Send(new GetRun(run))).Run;
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
        await desk.Database.Execute(
            $"update run set status = 'running', attempts = 1, seen_at = now() - interval '1 minute' where id = {run}"
        );

        (await desk.Send(new GetRun(run))).Run.Stalled.ShouldBeTrue();
        (await desk.Send(new CancelRun(run, "grace"))).ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page()
    {
        var older = await Run();
        var newer = await Run(force: true);

        (await desk.Send(new ListRuns(scene, 1, null))).Select(run => run.Id).ShouldBe([newer]);
        (await desk.Send(new ListRuns(scene, 1, newer))).Select(run => run.Id).ShouldBe([older]);
    }

    [Fact]
    public async Task An_import_is_a_run_that_succeeded()
    {
        await desk.GivenSlicks(1, scene: $"imported {scene}");
        var imported = await desk.Database.Ask<long>(
            $"select max(run.id) from run join scene on scene.id = run.scene where scene.name = 'imported {scene}'"
        );

        var row = (await desk.Send(new GetRun(imported))).Run;
        (row.Kind, row.Status, row.Model).ShouldBe(("import", RunStatus.Succeeded, "test"));
    }

    [Fact]
    public async Task The_same_job_twice_is_one_job()
    {
        var jobs = desk.Service<IJobs>();
        await jobs.Start(new JobWork(JobKind.PrepareScene, ("scene", scene)), TestContext.Current.CancellationToken);
        await jobs.Start(new JobWork(JobKind.PrepareScene, ("scene", scene)), TestContext.Current.CancellationToken);

        (
            await desk.Database.Ask<long>($"select count(*) from qrtz_triggers where job_group = 'PrepareScene' and job_name = '{scene}'")
        ).ShouldBe(1);
    }

    [Fact]
    public async Task A_run_without_a_job_is_given_one()
    {
        var run = await Start();
        await desk.Database.Execute(
            $"delete from qrtz_simple_triggers where trigger_name = '{run}'; delete from qrtz_triggers where trigger_name = '{run}'; "
                + $"delete from qrtz_job_details where job_name = '{run}'"
        );
        await desk.Send(new ResumeRuns());

        (await desk.Database.Ask<long>($"select count(*) from qrtz_triggers where job_group = 'Detect' and job_name = '{run}'")).ShouldBe(
            1
        );
    }

    private Task<long> Start(bool force = false) => desk.Send(new StartRun(scene, null, force, Desk.By()));

    private async Task<long> Run(bool force = false)
    {
        var run = await Start(force);
        await desk.Send(new ExecuteRun(run));
        return run;
    }

    /// <summary>Those of a run as it put them in, or the active ones of the scene.</summary>
    private Task<long[]> Slicks(long? run = null) =>
        desk.Database.Ask<long[]>(
            run is null
                ? $"select coalesce(array_agg(id order by id), '{{}}') from slick where active and scene = {scene}"
                : "select array_agg(s.id order by s.id) from slick s left join decision d on d.id = s.decision where "
                    + $"s.orchestrator_run = {run} and (d.id is null or d.kind = 'reprocess')"
        );

    private async Task Until(string question)
    {
        for (var i = 0; i < 400; i++)
        {
            if (await desk.Database.Ask<bool>(question))
            {
                return;
            }

            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException(question);
    }
}
