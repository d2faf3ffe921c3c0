namespace Review.App.Shell;

/// <summary>
/// An orderly stop, told to open pages a moment before it happens, so that each takes what its circuit holds into the browser and gives it
/// to the next process.
/// </summary>
internal sealed class Departure : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource going = new();
    private int listeners;

    /// <summary>Another for every process: what answers with it is not the one that is about to end.</summary>
    public string Process { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Cancelled when the stop begins.</summary>
    public CancellationToken Going => going.Token;

    /// <summary>Somebody is to be told; disposed of when they have been, or have left.</summary>
    public IDisposable Listener()
    {
        Interlocked.Increment(ref listeners);
        return new Leaving(this);
    }

    /// <remarks>
    /// Circuits are closed in a callback that was registered before the start, and callbacks run newest first; hence this one is registered
    /// when everything has started.
    /// </remarks>
    public void Watch(IHostApplicationLifetime host) => host.ApplicationStarted.Register(() => host.ApplicationStopping.Register(Tell));

    public void Dispose() => going.Dispose();

    // Pages have this long to pause their circuits; nobody is waited for when no page is open.
    private void Tell()
    {
        var waits = listeners > 0;
        going.Cancel();
        for (var waited = TimeSpan.Zero; waits && waited < Grace; waited += Step)
        {
            Thread.Sleep(Step);
        }
    }

    private sealed class Leaving(Departure departure) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                Interlocked.Decrement(ref departure.listeners);
            }
        }
    }
}
