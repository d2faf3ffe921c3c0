using Npgsql;
using Review.Data.Db;
using Review.Domain.Features;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks;

/// <summary>What a slick came from, and what came of it, a page at a time: a case can have thousands of versions.</summary>
internal sealed partial class SlickQueries
{
    private static readonly string LineageSql = SqlFile.Statement("lineage");
    private static readonly string LineageDecisionsSql = SqlFile
        .Statement("lineage_decisions")
        .Replace("{most}", $"{HistoryDecision.MostListed}", StringComparison.Ordinal);

    public async Task<SlickHistory?> History(LineagePage page, CancellationToken cancellation) =>
        (await Lineage(page, outlines: false, cancellation))?.History;

    public Task<LineageFeatures?> Lineage(LineagePage page, CancellationToken cancellation) => Lineage(page, outlines: true, cancellation);

    private async Task<LineageFeatures?> Lineage(LineagePage page, bool outlines, CancellationToken cancellation)
    {
        var (versions, drawn) = await Versions(page, outlines, cancellation);
        if (versions.Count == 0 && (page.After is null || await VersionsAt(page, cancellation) == 0))
        {
            return null;
        }

        var hasMore = versions.Count > page.Limit;
        var shown = versions.Take(page.Limit).ToList();
        var history = new SlickHistory(
            shown,
            await Decisions(shown.Select(version => version.Id), cancellation),
            hasMore ? shown[^1].Id : null
        );
        return new LineageFeatures(page.AsOf is { } then ? history.AsItStood(then) : history, drawn);
    }

    /// <returns>One more than asked for, where there are more.</returns>
    private async Task<(List<HistoryVersion> Versions, List<string> Outlines)> Versions(
        LineagePage page,
        bool outlines,
        CancellationToken cancellation
    )
    {
        var (function, beyond, order) =
            page.Direction == Review.Domain.Slicks.Lineage.History ? ("slick_history", "<", "desc") : ("slick_descendants", ">", "asc");
        var sql = LineageSql
            .Replace("{function}", function, StringComparison.Ordinal)
            .Replace("{beyond}", beyond, StringComparison.Ordinal)
            .Replace("{order}", order, StringComparison.Ordinal)
            .Replace("{outline}", outlines ? SlickRows.Json("h.geometry") : "null", StringComparison.Ordinal);
        await using var command = await Command(sql, [Id(page.Id), Time(page.AsOf), Id(page.After), Whole(page.Limit + 1)], cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var (versions, drawn) = (new List<HistoryVersion>(), new List<string>());
        while (await row.ReadAsync(cancellation))
        {
            versions.Add(Version(row));
            drawn.Add(SlickRows.Text(row, 13) ?? "");
        }

        return (versions, drawn);
    }

    private static HistoryVersion Version(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt64(14),
            row.GetFieldValue<long[]>(1),
            row.IsDBNull(2) ? null : row.GetInt64(2),
            row.GetBoolean(3),
            Words.State(row.GetString(4)),
            row.GetInt32(5),
            SlickRows.Number(row, 6),
            SlickRows.Number(row, 7),
            row.GetDouble(8),
            SlickRows.Text(row, 9),
            SlickRows.Text(row, 10),
            row.GetFieldValue<DateTimeOffset>(11),
            SlickRows.Time(row, 12)
        );

    private async Task<long> VersionsAt(LineagePage page, CancellationToken cancellation) =>
        (long)
            (
                await Scalar(
                    "select count(*) from slick where id = $1 and ($2 is null or created_at <= $2)",
                    [Id(page.Id), Time(page.AsOf)],
                    cancellation
                )
            )!;

    private async Task<List<HistoryDecision>> Decisions(IEnumerable<long> versions, CancellationToken cancellation)
    {
        await using var command = await Command(LineageDecisionsSql, [Ids(versions)], cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var decisions = new List<HistoryDecision>();
        while (await row.ReadAsync(cancellation))
        {
            decisions.Add(
                new HistoryDecision(
                    row.GetInt64(0),
                    row.GetFieldValue<DateTimeOffset>(1),
                    row.GetString(2),
                    row.GetString(3),
                    SlickRows.Text(row, 4),
                    SlickRows.Text(row, 5),
                    row.GetFieldValue<long[]>(6),
                    row.GetFieldValue<long[]>(7),
                    row.GetInt32(8),
                    row.GetInt32(9),
                    row.IsDBNull(10) ? null : row.GetInt64(10),
                    row.IsDBNull(11) ? null : row.GetInt64(11)
                )
            );
        }

        return decisions;
    }
}
