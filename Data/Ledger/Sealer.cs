using Microsoft.Extensions.Logging;

namespace Review.Data.Ledger;

/// <summary>
/// Seals what was decided, within a second, whoever decided it and how: it looks at the table. Every process that serves or works does
/// this; they take turns. Deciding waits for nothing.
/// </summary>
internal sealed class Sealer(Seals seals, TimeProvider time, ILogger<Sealer> log) : LastingService(time, log)
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    // The recipe's second statement comes within this time, or is a decision of its own.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenWholeLooks = TimeSpan.FromMinutes(10);

    private readonly SealedPart done = new();
    private readonly TimeProvider clock = time;
    private DateTimeOffset nextWholeLook = time.GetUtcNow() + BetweenWholeLooks;

    protected override string Name => "The sealing of decisions";

    // What waits, waits, and nothing is lost: the next look may go well.
    protected override async Task Work(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Between, clock);
        do
        {
            await Look(stopping);
        } while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task Look(CancellationToken stopping)
    {
        if (clock.GetUtcNow() > nextWholeLook)
        {
            done.Forget();
            nextWholeLook = clock.GetUtcNow() + BetweenWholeLooks;
        }

        while (await seals.Seal(AtOnce, done.UpTo, Patience, stopping) >= AtOnce)
        {
            stopping.ThrowIfCancellationRequested();
        }

        done.Reach(await seals.Mark(done.UpTo, stopping));
    }
}
