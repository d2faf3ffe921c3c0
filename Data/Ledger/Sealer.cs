using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Review.Data.Ledger;

/// <summary>
/// Seals what was decided, within a second, whoever decided it and how: it looks at the table. Every process that serves or works does this;
/// they take turns. Deciding waits for nothing.
/// </summary>
internal sealed partial class Sealer(Seals seals, TimeProvider time, ILogger<Sealer> log) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    // The recipe's second statement comes within this time, or is a decision of its own.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenWholeLooks = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenComplaints = TimeSpan.FromMinutes(1);

    private readonly SealedPart done = new();
    private DateTimeOffset nextWholeLook = time.GetUtcNow() + BetweenWholeLooks;
    private DateTimeOffset nextComplaint;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, the next look may go well, and nothing is lost: what waits, waits.
                Complain(failed);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Look(CancellationToken stopping)
    {
        if (time.GetUtcNow() > nextWholeLook)
        {
            done.Forget();
            nextWholeLook = time.GetUtcNow() + BetweenWholeLooks;
        }

        while (await seals.Seal(AtOnce, done.UpTo, Patience, stopping) >= AtOnce)
        {
            stopping.ThrowIfCancellationRequested();
        }

        done.Reach(await seals.Mark(done.UpTo, stopping));
    }

    private void Complain(Exception failed)
    {
        if (time.GetUtcNow() > nextComplaint)
        {
            nextComplaint = time.GetUtcNow() + BetweenComplaints;
            LogFailed(log, failed.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Decisions cannot be sealed at the moment, and wait for it: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
