using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using MediatR;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using static Review.Data.Db.Sql;

namespace Review.Data.Notices;

/// <summary>
/// Tells every listener of every process what changed. The payload is the id of a decision, or <c>run N</c> for what an import or a run put in.
/// Decisions of people notify from here, after the commit; imports and runs within their transactions; external decisions, and the tables
/// run and scene_image as runs and images go on, by the database's own triggers.
/// </summary>
/// <remarks>
/// People's decisions not within the transaction: NOTIFY makes commits wait for each other, which costs the ledger its group commits. Imports and
/// runs are rare, and may be done by a process that listens to nobody.
/// </remarks>
/// <param name="listening">The address of the one connection that listens: <see cref="ListeningTo"/>.</param>
internal sealed partial class SlickNotices(NpgsqlDataSource source, string listening, TimeProvider time, ILogger<SlickNotices> log) : LastingService(time, log), ISlickNotices, IRunNotices, ISceneNotices, INotificationHandler<SlicksChanged>
{
    private const string Channel = "slicks";
    private const string RunChannel = "runs";
    private const string SceneChannel = "scenes";
    private const int Backlog = 256;

    // News of many decisions goes out together: each NOTIFY is a transaction with a commit of its own.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private const int MostAtOnce = 1_000;

    private readonly ConcurrentDictionary<Channel<SlickNotice>, byte> listeners = new();
    private static readonly JsonSerializerOptions NoticeJson = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly ConcurrentDictionary<Channel<RunNotice>, byte> runListeners = new();
    private readonly ConcurrentDictionary<Channel<SceneNotice>, byte> sceneListeners = new();
    private readonly ILogger<SlickNotices> log = log;
    private readonly List<string> unsent = [];
    private bool lost;
    private readonly Channel<string> outgoing = System.Threading.Channels.Channel.CreateUnbounded<string>();

    /// <summary>A connection that only listens would never find out that the other end is gone without a word: it asks.</summary>
    internal static string ListeningTo(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "Slick Review news",
        KeepAlive = 30,
        TcpKeepAlive = true,
        Pooling = false,
    }.ConnectionString;

    public async IAsyncEnumerable<SlickNotice> Listen([EnumeratorCancellation] CancellationToken cancellation)
    {
        var missed = false;
        var mine = System.Threading.Channels.Channel.CreateBounded<SlickNotice>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest }, _ => missed = true);
        listeners.TryAdd(mine, 0);
        try
        {
            yield return SlickNotice.Listening;
            await foreach (var notice in mine.Reader.ReadAllAsync(cancellation))
            {
                yield return missed ? notice with { Missed = true } : notice;
                missed = false;
            }
        }
        finally
        {
            listeners.TryRemove(mine, out _);
        }
    }

    IAsyncEnumerable<RunNotice> IRunNotices.Listen(CancellationToken cancellation) => Listen(runListeners, cancellation);

    IAsyncEnumerable<SceneNotice> ISceneNotices.Listen(CancellationToken cancellation) => Listen(sceneListeners, cancellation);

    private static async IAsyncEnumerable<T> Listen<T>(ConcurrentDictionary<Channel<T>, byte> others, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var mine = System.Threading.Channels.Channel.CreateBounded<T>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        others.TryAdd(mine, 0);
        try
        {
            await foreach (var notice in mine.Reader.ReadAllAsync(cancellation))
            {
                yield return notice;
            }
        }
        finally
        {
            others.TryRemove(mine, out _);
        }
    }

    public Task Handle(SlicksChanged notification, CancellationToken cancellationToken)
    {
        outgoing.Writer.TryWrite(notification.Decision.Decision.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    protected override string Name => "The exchange of news";

    protected override Task Work(CancellationToken stopping) => Task.WhenAll(Last(Send, stopping), Last(Receive, stopping));

    // The decisions are committed; the news of them is kept and sent when the database answers again.
    private async Task Send(CancellationToken stopping)
    {
        while (unsent.Count > 0 || await outgoing.Reader.WaitToReadAsync(stopping))
        {
            await Task.Delay(Gathering, stopping);
            while (unsent.Count < MostAtOnce && outgoing.Reader.TryRead(out var payload))
            {
                unsent.Add(payload);
            }

            await using var connection = await source.OpenConnectionAsync(stopping);
            await using var command = new NpgsqlCommand("select pg_notify($1, payload), set_config('synchronous_commit', 'off', true) from unnest($2) payload", connection)
                .With(Text(Channel), Parameter(unsent.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text));
            await command.ExecuteNonQueryAsync(stopping);
            unsent.Clear();
        }
    }

    private async Task Receive(CancellationToken stopping)
    {
        try
        {
            await using var connection = new NpgsqlConnection(listening);
            await connection.OpenAsync(stopping);
            var arrived = new Queue<string>();
            connection.Notification += (_, notification) => Sort(notification, arrived);
            await using (var listen = new NpgsqlCommand($"listen {Channel}; listen {RunChannel}; listen {SceneChannel}", connection))
            {
                await listen.ExecuteNonQueryAsync(stopping);
            }

            TellWhatWasMissed();
            while (true)
            {
                await connection.WaitAsync(stopping);
                while (arrived.TryDequeue(out var payload))
                {
                    await Announce(payload, stopping);
                }
            }
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

    private void TellWhatWasMissed()
    {
        if (lost)
        {
            Tell(new SlickNotice(null, "missed", "", [], Missed: true));
            lost = false;
        }
    }

    private void Sort(NpgsqlNotificationEventArgs notification, Queue<string> ofSlicks)
    {
        switch (notification.Channel)
        {
            case RunChannel:
                Tell(runListeners, notification.Payload);
                break;
            case SceneChannel:
                Tell(sceneListeners, notification.Payload);
                break;
            default:
                ofSlicks.Enqueue(notification.Payload);
                break;
        }
    }

    private void Tell<T>(ConcurrentDictionary<Channel<T>, byte> listeners, string payload)
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(payload, NoticeJson) is { } notice)
            {
                foreach (var listener in listeners.Keys)
                {
                    listener.Writer.TryWrite(notice);
                }
            }
        }
        catch (JsonException)
        {
            // Whoever may connect may notify; what comes after it is news all the same.
            LogForeign(log, payload.Shortened());
        }
    }

    private async Task Announce(string payload, CancellationToken stopping)
    {
        if (listeners.IsEmpty)
        {
            return;
        }

        var run = payload.StartsWith("run ", StringComparison.Ordinal);
        if (!long.TryParse(run ? payload[4..] : payload, out var id))
        {
            return;
        }

        await using var command = source.CreateCommand(run
            ? $"select null::bigint, case kind when 'detection' then 'detect' else kind end, started_by, array(select id from slick where orchestrator_run = $1 limit {SlickNotice.MostSlicks}) from run where id = $1"
            : $"select id, kind, reviewer, (inputs || outputs)[:{SlickNotice.MostSlicks}] from decision where id = $1");
        command.Parameters.AddWithValue(id);
        await using var row = await command.ExecuteReaderAsync(stopping);
        if (await row.ReadAsync(stopping))
        {
            Tell(new SlickNotice(await row.IsDBNullAsync(0, stopping) ? null : row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetFieldValue<long[]>(3)));
        }
    }

    private void Tell(SlickNotice notice)
    {
        foreach (var listener in listeners.Keys)
        {
            listener.Writer.TryWrite(notice);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody sent what is no news: {Payload}")]
    private static partial void LogForeign(ILogger log, string payload);
}
