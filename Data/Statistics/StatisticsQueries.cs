using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Data.Slicks;
using Review.Data.Slicks.Index;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Domain.Statistics;
using static Review.Data.Db.Sql;

namespace Review.Data.Statistics;

/// <summary>What is active is counted by the index where one is kept, decisions always by the database.</summary>
internal sealed class StatisticsQueries(ReviewDb db, SlickIndexKeeper keeper, SlickIndexFeed feed) : IStatisticsQueries
{
    private static readonly string BacklogSql = SqlFile.Statement("statistics.backlog");
    private static readonly string AgreementSql = SqlFile.Statement("statistics.agreement");
    private static readonly string WorkSql = SqlFile.Statement("statistics.work");

    public async Task<IReadOnlyList<BacklogCount>> Backlog(
        SlickFilter filter,
        IReadOnlyList<DateTimeOffset> limits,
        CancellationToken cancellation
    )
    {
        if (await IndexReads.Kept(keeper, filter, cancellation) is { } index)
        {
            var rows = await IndexReads.Filter(index, feed, filter, cancellation);
            long[] microseconds = [.. limits.Select(RowFilter.Microseconds)];
            return index.Read((all, _) => IndexStatistics.Backlog(all, rows, microseconds));
        }

        var where = new SlickWhere(filter);
        var given = where.Next(
            Parameter(limits.Select(limit => limit.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
        );
        var text = BacklogSql.With("limits", given).With("where", where.ToString());
        return await Rows(
            text,
            where.Parameters,
            row => new BacklogCount(row.GetInt32(0), Words.State(row.GetString(1)), row.GetInt32(2), row.GetInt64(3)),
            cancellation
        );
    }

    public async Task<IReadOnlyList<AgreementCell>> Agreement(SlickFilter filter, CancellationToken cancellation)
    {
        if (await IndexReads.Kept(keeper, filter, cancellation) is { } index)
        {
            var rows = await IndexReads.Filter(index, feed, filter, cancellation);
            return index.Read((all, _) => IndexStatistics.Agreement(all, rows));
        }

        var where = new SlickWhere(filter);
        return await Rows(
            AgreementSql.With("where", where.ToString()),
            where.Parameters,
            row => new AgreementCell(row.GetInt32(0), row.GetInt32(1), row.GetInt64(2)),
            cancellation
        );
    }

    public async Task<WorkSums> Work(SlickFilter filter, DecisionSpan span, string? only, int mostReasons, CancellationToken cancellation)
    {
        var where = SlickWhere.OfAnyVersion(filter);
        var text = WorkSql
            .With("touched", where.IsEmpty ? "true" : $"exists (select from slick s where s.id = any (d.inputs || d.outputs) and {where})")
            .With("from", where.Next(Time(span.From)))
            .With("to", where.Next(Time(span.To)))
            .With("only", where.Next(Text(only)))
            .With("most", where.Next(Whole(mostReasons)));
        var rows = (await Rows(text, where.Parameters, Sum, cancellation)).ToLookup(row => row.Part);
        return new WorkSums(
            [.. rows["cell"].Select(row => new WorkCell(row.Day!.Value, row.Person, Kind(row.Kind!), row.Decisions, row.Slicks, row.More))],
            [.. rows["reason"].Select(row => new ReasonCount(row.Reason, row.Decisions, row.Slicks))],
            rows["reason"].FirstOrDefault()?.More ?? 0,
            [.. rows["time"].Select(row => new KindTime(Kind(row.Kind!), row.Decisions, row.Seconds![0], row.Seconds[1]))]
        );
    }

    private static WorkRow Sum(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            row.IsDBNull(1) ? null : row.GetFieldValue<DateOnly>(1),
            SlickRows.Text(row, 2),
            SlickRows.Text(row, 3),
            SlickRows.Text(row, 4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7),
            row.IsDBNull(8) ? null : row.GetFieldValue<double[]>(8)
        );

    private static DecisionKind Kind(string word) => Enum.Parse<DecisionKind>(word, ignoreCase: true);

    private async Task<IReadOnlyList<T>> Rows<T>(
        string sql,
        IEnumerable<NpgsqlParameter> parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation
    )
    {
        await using var command = (await db.Command(sql, cancellation)).With([.. parameters]);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await row.ReadAsync(cancellation))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    /// <summary>As work.sql has it.</summary>
    private sealed record WorkRow(
        string Part,
        DateOnly? Day,
        string? Person,
        string? Kind,
        string? Reason,
        long Decisions,
        long Slicks,
        long More,
        double[]? Seconds
    );
}

/// <summary>Statements with places to fill.</summary>
file static class Places
{
    public static string With(this string sql, string place, string text) => sql.Replace($"{{{place}}}", text, StringComparison.Ordinal);
}
