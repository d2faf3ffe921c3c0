using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using Review.Domain;
using Review.Domain.Decisions;

namespace Review.Data.Notices;

/// <summary>
/// Slicks that changed. What comes is the id of a decision, or <c>run N</c> for what an import or a run put in. Decisions of people are
/// told by
/// <see cref="SlickNews"/>, after the commit; imports and runs within their transactions; external decisions by the database's own trigger.
/// </summary>
internal sealed class SlickNotices(NpgsqlDataSource source) : INoticeSource, INotices<SlickNotice>
{
    private const string OfRun = "run ";
    private static readonly string RunSql = $"""
        select null::bigint, case kind when 'detection' then 'detect' else kind end, started_by,
               array(select id from slick where orchestrator_run = $1 limit {SlickNotice.MostSlicks})
        from run where id = $1
        """;

    private static readonly string DecisionSql =
        $"select id, kind, reviewer, (inputs || outputs)[:{SlickNotice.MostSlicks}] from decision where id = $1";
    private readonly Listeners<SlickNotice> listeners = new();

    public string Channel => "slicks";

    public async IAsyncEnumerable<SlickNotice> Listen([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var mine = listeners.Open();
        yield return SlickNotice.Listening;
        await foreach (var notice in mine.Heard(cancellation))
        {
            yield return mine.HasMissed() ? notice with { Missed = true } : notice;
        }
    }

    public async Task Receive(string payload, CancellationToken stopping)
    {
        var isRun = payload.StartsWith(OfRun, StringComparison.Ordinal);
        if (!long.TryParse(isRun ? payload[OfRun.Length..] : payload, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            throw new FormatException("It is the id neither of a decision nor of a run.");
        }

        if (listeners.IsEmpty)
        {
            return;
        }

        await using var command = source.CreateCommand(isRun ? RunSql : DecisionSql);
        command.Parameters.AddWithValue(id);
        await using var row = await command.ExecuteReaderAsync(stopping);
        if (await row.ReadAsync(stopping))
        {
            listeners.Tell(
                new SlickNotice(
                    await row.IsDBNullAsync(0, stopping) ? null : row.GetInt64(0),
                    row.GetString(1),
                    row.GetString(2),
                    row.GetFieldValue<long[]>(3)
                )
            );
        }
    }

    public void TellWhatWasMissed() => listeners.Tell(new SlickNotice(null, "missed", "", [], Missed: true));
}
