using System.Diagnostics;
using System.Runtime;
using MediatR;
using Microsoft.Extensions.Logging;
using Review.Domain;
using Review.Domain.Decisions;

namespace Review.Data.Slicks.Index;

/// <summary>
/// Keeps the index of a process that serves pages as new as the ledger: it is read whole at the start, and then only what changed, whenever
/// somebody asks and something may have. Verbs of the command line have none, and ask the database.
/// </summary>
internal sealed partial class SlickIndexKeeper(
    SlickIndex index,
    SlickIndexFeed feed,
    INotices<SlickNotice> notices,
    TimeProvider time,
    ILogger<SlickIndexKeeper> log
) : LastingService(time, log), INotificationHandler<SlicksChanged>
{
    // What no notice told of is seen after this at the latest.
    private static readonly TimeSpan LongestUnasked = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenUnasked = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenAudits = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestLoad = TimeSpan.FromSeconds(15);

    private const int ManySlicks = 100_000;

    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim catchingUp = new(1);
    private IndexMoment at = null!;
    private long asked;
    private long answered;
    private long seen = Stopwatch.GetTimestamp();
    private volatile bool changed;

    protected override string Name => "The index of active slicks";

    /// <summary>False where nobody keeps it: ask the database then.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The index with everything that was committed before this call.</summary>
    public async Task<SlickIndex> Current(CancellationToken cancellation)
    {
        if (!loaded.Task.IsCompleted && await Task.WhenAny(loaded.Task, Task.Delay(LongestLoad, cancellation)) != loaded.Task)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new BusyException("The slicks are being read from the database at the moment. Ask again in a moment.");
        }

        var mine = Interlocked.Increment(ref asked);
        await catchingUp.WaitAsync(cancellation);
        try
        {
            // Who waited while somebody else asked after this call needs not ask again.
            if (answered < mine)
            {
                var upTo = Interlocked.Read(ref asked);
                (changed, seen) = (false, Stopwatch.GetTimestamp());
                await CatchUp(cancellation);
                answered = upTo;
            }
        }
        finally
        {
            catchingUp.Release();
        }

        return index;
    }

    /// <summary>
    /// The index as new as any news that this process has heard, which costs nothing as long as there is none; a second old at the most.
    /// </summary>
    public Task<SlickIndex> Recent(CancellationToken cancellation) =>
        loaded.Task.IsCompletedSuccessfully && !changed && Stopwatch.GetElapsedTime(seen) < LongestUnasked
            ? Task.FromResult(index)
            : Current(cancellation);

    public Task Handle(SlicksChanged notification, CancellationToken cancellationToken)
    {
        changed = true;
        return Task.CompletedTask;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        IsKept = true;
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        catchingUp.Dispose();
        base.Dispose();
    }

    protected override async Task Work(CancellationToken stopping)
    {
        await Load(stopping);
        await Task.WhenAll(Last(Listen, stopping), Last(CatchUpUnasked, stopping), Last(Audit, stopping));
    }

    private async Task Listen(CancellationToken stopping)
    {
        await foreach (var _ in notices.Listen(stopping))
        {
            changed = true;
        }
    }

    // Hundreds of thousands that were put in while nobody asked would be waited for by the next who does.
    private async Task CatchUpUnasked(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(BetweenUnasked);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await Current(stopping);
        }
    }

    // Nothing that is known makes it differ; should it ever, that is found, said and mended.
    private async Task Audit(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(BetweenAudits);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await AuditNow(stopping);
        }
    }

    /// <summary>Compares the index with the ledger in one snapshot of it; where they differ, the index is read anew.</summary>
    /// <returns>A sentence for each difference.</returns>
    internal async Task<IReadOnlyList<string>> AuditNow(CancellationToken cancellation)
    {
        await catchingUp.WaitAsync(cancellation);
        try
        {
            var (changes, now, totals) = await feed.Totals(at, cancellation);
            index.Apply(changes, now);
            at = now;
            var differences = IndexAudit.Differences(index, totals);
            if (differences.Count > 0)
            {
                LogDiffers(log, string.Join(' ', differences));
                (var all, at) = await feed.Load(cancellation);
                index.Fill(all, at);
            }

            return differences;
        }
        finally
        {
            catchingUp.Release();
        }
    }

    private async Task Load(CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        (var all, at) = await feed.Load(stopping);
        var count = all.Count;
        index.Fill(all, at);
        GiveBack(count);
        loaded.TrySetResult();
        var milliseconds = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        LogLoaded(log, count, milliseconds);
    }

    // Columns that grew left smaller ones behind, of which the collector would know only when it is short of memory.
    private static void GiveBack(int count)
    {
        if (count >= ManySlicks)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private async Task CatchUp(CancellationToken cancellation)
    {
        try
        {
            var (changes, now) = await feed.Since(at, cancellation);
            index.Apply(changes, now);
            at = now;
        }
        catch
        {
            changed = true;
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} active slicks indexed in {Milliseconds} ms.")]
    private static partial void LogLoaded(ILogger log, int count, long milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The index of active slicks differed from the ledger and is read anew: {Differences}")]
    private static partial void LogDiffers(ILogger log, string differences);
}
