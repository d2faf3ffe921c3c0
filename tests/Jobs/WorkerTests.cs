using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Jobs;
using Review.Domain.Scenes;
using Review.Tests.Support;
using Review.TestWorker;

namespace Review.Tests.Jobs;

/// <summary>Work goes on in another process when one dies or stops. Real processes; only what they detect is made by hand.</summary>
public sealed class WorkerTests(Desk desk) : IClassFixture<Desk>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_whose_process_is_killed_leaves_no_slick_and_is_finished_by_another()
    {
        var run = await GivenRun("killed");
        using var first = await Worker.Start(desk, seconds: 600);
        await Until($"select (share = 0.25) is true from run where id = {run}");
        first.Kill();

        (await desk.Database.Ask<long>($"select count(*) from slick where orchestrator_run = {run}")).ShouldBe(0);
        (await desk.Send(new GetRun(run))).Run.Status.ShouldBe(RunStatus.Running);
        (await desk.Broken()).ShouldBeEmpty();

        using var second = await Worker.Start(desk, seconds: 0);
        await Until($"select status = 'succeeded' from run where id = {run}");
        var details = await desk.Send(new GetRun(run));
        (details.Attempts, details.Run.Counts.GetProperty("slicks").GetInt64()).ShouldBe((2, 3));
        (await desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_jobs_of_a_killed_process_are_recovered_by_one_that_was_there()
    {
        using var first = await Worker.Start(desk, seconds: 600);
        var run = await GivenRun("recovered");
        await Until($"select (share = 0.25) is true from run where id = {run}");
        using var second = await Worker.Start(desk, seconds: 0);
        var clock = Stopwatch.StartNew();
        first.Kill();

        await Until($"select status = 'succeeded' from run where id = {run}");
        TestContext.Current.TestOutputHelper?.WriteLine($"Finished by the other {clock.Elapsed.TotalSeconds:0} s after kill -9.");
        (await desk.Database.Ask<string>($"select worker from run where id = {run}")).ShouldEndWith($":{second.Id}");
    }

    [Fact]
    public async Task An_object_whose_process_is_killed_half_way_is_fetched_whole_by_another()
    {
        await using var images = new Images();
        await using var store = await ObjectStore.Start(Cancellation);
        await store.Put(
            "half.tif",
            images.Tiff("half.tif", 1_500, 1_500, (x, y) => (x * 31) + y, [10, 0.001, 0, 50, 0, -0.001]),
            Cancellation
        );
        await using var held = new HeldStore(store, after: 1_000_000);
        var settings = new Dictionary<string, string?>(held.Settings) { ["REVIEW_DATA"] = desk.Folder };
        var fetch = await GivenFetch("half");
        using var first = await Worker.Start(desk, seconds: 0, settings);
        await Until($"select bytes > 0 from scene_fetch where scene = {fetch.Scene}");
        first.Kill();

        Objects().ShouldHaveSingleItem().ShouldEndWith(".part");
        (await desk.Send(new GetScene(fetch.Scene))).Fetch!.State.ShouldBe(FetchState.Fetching);

        held.Release();
        using var second = await Worker.Start(desk, seconds: 0, settings);
        await Until($"select exists (select from scene_image where scene = {fetch.Scene} and state = 'ready')");
        File.ReadAllBytes(Objects().ShouldHaveSingleItem()).ShouldBe(File.ReadAllBytes(images.PathOf("half.tif")));
        (await desk.Send(new GetScene(fetch.Scene))).Fetch.ShouldBeNull();

        string[] Objects() =>
            [
                .. Directory
                    .GetFiles(Path.Combine(desk.Folder, "objects"), "*", SearchOption.AllDirectories)
                    .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)),
            ];
    }

    [Fact]
    public async Task A_run_that_had_been_at_work_for_minutes_is_taken_up_as_soon_as_a_short_one()
    {
        using var first = await Worker.Start(desk, seconds: 600);
        var run = await GivenRun("long at work");
        await Until($"select (share = 0.25) is true from run where id = {run}");
        // As if it had begun ten minutes ago: ticks of 100 ns.
        await desk.Database.Execute(
            "update qrtz_fired_triggers set fired_time = fired_time - 6000000000, sched_time = sched_time - 6000000000"
        );
        using var second = await Worker.Start(desk, seconds: 0);
        var clock = Stopwatch.StartNew();
        first.Kill();

        // Missed triggers were looked for once a minute, from the start of a process on.
        await Until($"select status = 'succeeded' from run where id = {run}", TimeSpan.FromSeconds(50));
        TestContext.Current.TestOutputHelper?.WriteLine($"Finished by the other {clock.Elapsed.TotalSeconds:0} s after kill -9.");
    }

    [Fact]
    public async Task A_process_that_is_asked_to_stop_stops_soon_and_another_goes_on()
    {
        using var first = await Worker.Start(desk, seconds: 600);
        var run = await GivenRun("handed back");
        await Until($"select (share = 0.25) is true from run where id = {run}");
        await first.Stop().WaitAsync(TimeSpan.FromSeconds(15), Cancellation);

        using var second = await Worker.Start(desk, seconds: 0);
        await Until($"select status = 'succeeded' from run where id = {run}");
        (await desk.Send(new GetRun(run))).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_is_cancelled_across_processes()
    {
        using var worker = await Worker.Start(desk, seconds: 600);
        var run = await GivenRun("cancelled");
        await Until($"select (share = 0.25) is true from run where id = {run}");
        await desk.Send(new CancelRun(run, "grace"));

        await Until($"select status = 'cancelled' from run where id = {run}");
    }

    [Fact]
    public async Task One_process_does_one_detection_at_a_time()
    {
        var runs = new[] { await GivenRun("one"), await GivenRun("two"), await GivenRun("three") };
        using var worker = await Worker.Start(desk, seconds: 2);
        await Until($"select count(*) = 3 from run where id in ({string.Join(',', runs)}) and status = 'succeeded'");

        (
            await desk.Database.Ask<bool>(
                "select bool_or(a.started_at < b.finished_at and b.started_at < a.finished_at) from run a join run b on a.id < b.id "
                    + $"where a.id in ({string.Join(',', runs)}) and b.id in ({string.Join(',', runs)})"
            )
        ).ShouldBeFalse();
    }

    private async Task<long> GivenRun(string name)
    {
        var scene = await desk.Database.Ask<long>(
            $"insert into scene (name, acquired) values ('scene {name}', '2026-01-01T00:00:00Z') returning id"
        );
        return await desk.Send(new StartRun(scene, null, false, Desk.By()));
    }

    private async Task Until(string question, TimeSpan? patience = null)
    {
        var clock = Stopwatch.StartNew();
        while (!await desk.Database.Ask<bool>(question))
        {
            clock.Elapsed.ShouldBeLessThan(patience ?? Patience, question);
            await Task.Delay(100, Cancellation);
        }
    }

    private async Task<SceneFetch> GivenFetch(string name)
    {
        await using var scope = desk.Service<IServiceScopeFactory>().CreateAsyncScope();
        var fetch = await scope
            .ServiceProvider.GetRequiredService<ISceneFetches>()
            .Queue(
                name,
                DateTimeOffset.UnixEpoch,
                new SceneFetch(0, 0, null, $"s3://{ObjectStore.Bucket}/{name}.tif", null, null, null, "ada", 0, null),
                Cancellation
            );
        await desk.Service<IJobs>().Start(FetchScene.Job(fetch), Cancellation);
        return fetch;
    }

    /// <summary>A process of <see cref="FakeWork"/> that does background work on the desk's database.</summary>
    private sealed class Worker : IDisposable
    {
        private readonly Process process;
        private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Worker(Process process)
        {
            this.process = process;
            process.OutputDataReceived += (_, line) =>
            {
                if (line.Data == "ready")
                {
                    ready.TrySetResult();
                }
            };
            process.BeginOutputReadLine();
        }

        public int Id => process.Id;

        public static async Task<Worker> Start(Desk desk, double seconds, IReadOnlyDictionary<string, string?>? others = null)
        {
            var settings = new ProcessStartInfo("dotnet", [typeof(FakeWork).Assembly.Location]) { RedirectStandardOutput = true };
            settings.Environment["ConnectionStrings__Review"] = desk.Database.ConnectionStringOf(DatabaseRole.Application);
            settings.Environment["FAKE_SECONDS"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            settings.Environment["Logging__LogLevel__Default"] = "Warning";
            foreach (var (name, value) in others ?? new Dictionary<string, string?>())
            {
                settings.Environment[name] = value;
            }

            var worker = new Worker(Process.Start(settings)!);
            try
            {
                await worker.ready.Task.WaitAsync(Patience, Cancellation);
                return worker;
            }
            catch
            {
                worker.Dispose();
                throw;
            }
        }

        public void Kill()
        {
            process.Kill();
            process.WaitForExit();
        }

        public async Task Stop()
        {
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(Cancellation);
        }

        public void Dispose()
        {
            if (!process.HasExited)
            {
                Kill();
            }

            process.Dispose();
        }
    }
}
