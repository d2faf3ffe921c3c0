using Review.Domain.Detection;
using Review.Tests.Support;
using Review.TestWorker;

namespace Review.Tests.Runs;

/// <summary>What tests of runs share.</summary>
public abstract class Runs(Desk desk) : IAsyncLifetime
{
    private protected Desk Desk { get; } = desk;

    private protected static int scenes;
    private protected long scene;

    public async ValueTask InitializeAsync()
    {
        scene = await Desk.Database.Ask<long>(
            $"insert into scene (name, acquired) values ('scene of runs {Interlocked.Increment(ref scenes)}', "
                + "'2026-01-01T00:00:00Z') returning id"
        );
        Desk.Work.Finds = FakeWork.Squares(20 + scene, 20.1 + scene);
        Desk.Work.Takes = TimeSpan.Zero;
        Desk.Work.Breaks = null;
        Desk.Work.Version = "1";
        while (Desk.Work.Begun.Wait(0)) { }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected Task<long> Start(bool force = false) => Desk.Send(new StartRun(scene, null, force, Desk.By()));

    private protected async Task<long> Run(bool force = false)
    {
        var run = await Start(force);
        await Desk.Send(new ExecuteRun(run));
        return run;
    }

    /// <summary>Those of a run as it put them in, or the active ones of the scene.</summary>
    private protected Task<long[]> Slicks(long? run = null) =>
        Desk.Database.Ask<long[]>(
            run is null
                ? $"select coalesce(array_agg(id order by id), '{{}}') from slick where active and scene = {scene}"
                : "select array_agg(s.id order by s.id) from slick s left join decision d on d.id = s.decision where "
                    + $"s.orchestrator_run = {run} and (d.id is null or d.kind = 'reprocess')"
        );

    private protected async Task Until(string question)
    {
        for (var i = 0; i < 400; i++)
        {
            if (await Desk.Database.Ask<bool>(question))
            {
                return;
            }

            await Task.Delay(25, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException(question);
    }
}
