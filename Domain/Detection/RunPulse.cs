namespace Review.Domain.Detection;

/// <summary>Says about once a second how far a run is, and hears whether it should go on; cancels its work when not.</summary>
internal sealed class RunPulse : IProgress<RunProgress>, IDisposable
{
    private readonly IRuns runs;
    private readonly long run;
    private readonly Guid claim;
    private readonly CancellationTokenSource work;
    private readonly CancellationTokenSource end = new();
    private readonly Task beating;
    private volatile RunProgress progress = new("starting", 0);

    public RunPulse(IRuns runs, long run, Guid claim, TimeSpan between, TimeProvider time, CancellationToken cancellation)
    {
        (this.runs, this.run, this.claim) = (runs, run, claim);
        work = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        beating = BeatUntilTheEnd(between, time);
    }

    /// <summary>Of the work: by a person, by the end of the process, or because the run is another's.</summary>
    public CancellationToken Cancellation => work.Token;

    public Pulse Last { get; private set; }

    /// <summary>May be called as often as one likes.</summary>
    public void Report(RunProgress value) => progress = value;

    /// <summary>Beats at once.</summary>
    public async Task Ask()
    {
        Last = await runs.Beat(run, claim, progress, CancellationToken.None);
        if (Last != Pulse.GoOn)
        {
            await work.CancelAsync();
        }
    }

    public async Task Stop()
    {
        await end.CancelAsync();
        await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        work.Dispose();
        end.Dispose();
    }

    private async Task BeatUntilTheEnd(TimeSpan between, TimeProvider time)
    {
        using var timer = new PeriodicTimer(between, time);
        while (Last == Pulse.GoOn && await timer.WaitForNextTickAsync(end.Token))
        {
            try
            {
                await Ask();
            }
            catch (Exception failed) when (DatabaseTrouble.Of(failed) is not null)
            {
                // The database may be back before the run is taken for dead; if not, its last step is refused.
            }
        }
    }
}
