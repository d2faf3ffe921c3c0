using System.Globalization;
using System.Threading.Channels;
using MediatR;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain.Decisions;
using static Review.Data.Db.Sql;

namespace Review.Data.Notices;

/// <summary>Tells all processes of the decisions that people make here, after the commit.</summary>
/// <remarks>
/// Not within the transaction: NOTIFY makes commits wait for each other, which costs the ledger its group commits. Imports and runs, which
/// tell of themselves within theirs, are rare, and may be done by a process that listens to nobody.
/// </remarks>
internal sealed class SlickNews(NpgsqlDataSource source, SlickNotices notices, TimeProvider time, ILogger<SlickNews> log)
    : LastingService(time, log),
        INotificationHandler<SlicksChanged>
{
    private const int MostAtOnce = 1_000;
    private const string Notify = "select pg_notify($1, payload), set_config('synchronous_commit', 'off', true) from unnest($2) payload";

    // News of many decisions goes out together: each NOTIFY is a transaction with a commit of its own.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Channel<string> outgoing = Channel.CreateUnbounded<string>();
    private readonly List<string> unsent = [];

    protected override string Name => "Telling the news";

    public Task Handle(SlicksChanged notification, CancellationToken cancellationToken)
    {
        outgoing.Writer.TryWrite(notification.Decision.Decision.ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    // The decisions are committed; the news of them is kept and sent when the database answers again.
    protected override async Task Work(CancellationToken stopping)
    {
        while (unsent.Count > 0 || await outgoing.Reader.WaitToReadAsync(stopping))
        {
            await Task.Delay(Gathering, stopping);
            while (unsent.Count < MostAtOnce && outgoing.Reader.TryRead(out var payload))
            {
                unsent.Add(payload);
            }

            await using var connection = await source.OpenConnectionAsync(stopping);
            await using var command = new NpgsqlCommand(Notify, connection).With(
                Text(notices.Channel),
                Parameter(unsent.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            );
            await command.ExecuteNonQueryAsync(stopping);
            unsent.Clear();
        }
    }
}
