using Microsoft.Extensions.Logging;
using Npgsql;
using Review.Domain;

namespace Review.Data.Notices;

/// <summary>The one connection of this process that listens, for all sources of notices.</summary>
/// <param name="address">See <see cref="AddressOf"/>.</param>
internal sealed partial class NoticeListener(
    string address,
    IEnumerable<INoticeSource> sources,
    TimeProvider time,
    ILogger<NoticeListener> log
) : LastingService(time, log)
{
    private readonly Dictionary<string, INoticeSource> sources = sources.ToDictionary(source => source.Channel, StringComparer.Ordinal);
    private readonly ILogger<NoticeListener> log = log;
    private bool lost;

    protected override string Name => "Listening for news";

    /// <summary>A connection that only listens would never find out that the other end is gone without a word: it asks.</summary>
    internal static string AddressOf(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "Slick Review news",
            KeepAlive = 30,
            TcpKeepAlive = true,
            Pooling = false,
        }.ConnectionString;

    protected override async Task Work(CancellationToken stopping)
    {
        try
        {
            await Listen(stopping);
        }
        catch (OperationCanceledException cancelled) when (!stopping.IsCancellationRequested)
        {
            // Npgsql says "cancelled" when the server goes away during a wait.
            throw new NpgsqlException("The connection that listens was cut.", new IOException(cancelled.Message, cancelled));
        }
        finally
        {
            lost = true;
        }
    }

    private async Task Listen(CancellationToken stopping)
    {
        await using var connection = new NpgsqlConnection(address);
        await connection.OpenAsync(stopping);
        var arrived = new Queue<NpgsqlNotificationEventArgs>();
        connection.Notification += (_, notice) => arrived.Enqueue(notice);
        await using (var listen = new NpgsqlCommand(string.Join("; ", sources.Keys.Select(channel => $"listen {channel}")), connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        TellWhatWasMissed();
        while (true)
        {
            await connection.WaitAsync(stopping);
            while (arrived.TryDequeue(out var notice))
            {
                await Receive(notice, stopping);
            }
        }
    }

    private async Task Receive(NpgsqlNotificationEventArgs notice, CancellationToken stopping)
    {
        try
        {
            await sources[notice.Channel].Receive(notice.Payload, stopping);
        }
        catch (FormatException)
        {
            // What comes after it is news all the same.
            LogForeign(log, notice.Payload.Shortened());
        }
    }

    private void TellWhatWasMissed()
    {
        if (lost)
        {
            foreach (var source in sources.Values)
            {
                source.TellWhatWasMissed();
            }

            lost = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody sent what is no news: {Payload}")]
    private static partial void LogForeign(ILogger log, string payload);
}
