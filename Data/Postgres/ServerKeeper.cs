using Microsoft.Extensions.Logging;
using Npgsql;
using Review.Domain;

namespace Review.Data.Postgres;

/// <summary>
/// Starts the private server again when it is gone (killed, or ended by a full disk), and anew when its programs were replaced while it
/// ran, so that every new connection fails until a restart.
/// </summary>
internal sealed partial class ServerKeeper(EmbeddedServer server, NpgsqlDataSource source, TimeProvider time, ILogger<ServerKeeper> log)
    : LastingService(time, log)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    // One failure may be a file that comes back, as in the middle of an upgrade.
    private const int OutdatedInARow = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly TimeProvider time = time;
    private readonly ILogger<ServerKeeper> log = log;
    private int outdated;
    private TimeSpan pause = TimeSpan.Zero;
    private long restarted;

    protected override string Name => "The private database server";

    protected override async Task Work(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await Look(stopping);
        }
    }

    private async Task Look(CancellationToken stopping)
    {
        var trouble = await server.Trouble(stopping);
        outdated = trouble?.Kind == DatabaseTroubleKind.Outdated ? outdated + 1 : 0;
        if (trouble is null or { Kind: DatabaseTroubleKind.Busy })
        {
            return;
        }

        // What the pool holds belongs to the server that is gone; whoever asks as soon as the next one is there gets a new connection.
        source.Clear();
        var restart = outdated >= OutdatedInARow && time.GetElapsedTime(restarted) >= pause;
        if (await server.Revive(restart, stopping))
        {
            source.Clear();
            NpgsqlConnection.ClearAllPools();
            LogRevived(log, trouble.Reason);
        }

        if (restart)
        {
            // One that did not help is not repeated every few seconds: each ends whatever works at that moment.
            (outdated, restarted, pause) = (
                0,
                time.GetTimestamp(),
                pause == TimeSpan.Zero ? FirstPause
                : pause * 2 < LongestPause ? pause * 2
                : LongestPause
            );
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The private database server was started again; before it: {Reason}")]
    private static partial void LogRevived(ILogger log, string reason);
}
