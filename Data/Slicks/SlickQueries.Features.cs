using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using Review.Data.Slicks.Index;
using Review.Domain.Features;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks;

/// <summary>Versions with their outlines: page by page, and all of a filter as a stream.</summary>
internal sealed partial class SlickQueries
{
    private const int NoLimit = 0;

    // Of the snapshot that the page itself is read in.
    private const string MomentColumns = """
        , (select coalesce(max(id), 0) from decision), array(select x::text::bigint from pg_snapshot_xip(pg_current_snapshot()) x)
        """;

    public async Task<FeaturePage> Page(SlickFilter filter, int limit, long? after, LedgerMoment? seen, CancellationToken cancellation) =>
        seen is null && await Indexed(filter, cancellation) is { } index
            ? await PageOfIndex(index, filter, limit, after, cancellation)
            : await PageOfLedger(filter, limit, after, seen, cancellation);

    public async IAsyncEnumerable<SlickFeature> Features(SlickFilter filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var where = new SlickWhere(filter);
        await using var command = await Command(PageText(where.ToString(), limit: null, moment: false), where.Parameters, cancellation);
        command.CommandTimeout = NoLimit;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            yield return Feature(row);
        }
    }

    /// <param name="limit">One more is read, which says whether there are more.</param>
    /// <param name="moment">With the state that the page is read in.</param>
    internal static string PageText(string where, int? limit, bool moment) =>
        $"""
            select {SlickRows.DetailsColumns}, {SlickRows.Json("s.geometry")}, {SupersededColumn}{(moment ? MomentColumns : "")}
            from slick s
            where {where}
            order by s.id desc
            {(limit is { } most ? string.Create(CultureInfo.InvariantCulture, $"limit {most + 1}") : "")}
            """;

    private static SlickFeature Feature(NpgsqlDataReader row) =>
        new(SlickRows.Details(row, Superseded(row, SlickRows.DetailsCount + 1)), row.GetString(SlickRows.DetailsCount));

    /// <summary>The index says which, in the state that it is of.</summary>
    private async Task<FeaturePage> PageOfIndex(
        SlickIndex index,
        SlickFilter filter,
        int limit,
        long? after,
        CancellationToken cancellation
    )
    {
        var rows = await IndexReads.Filter(index, feed, filter, cancellation);
        var (page, moment) = index.ReadAt(
            (all, _) => IndexPage.Of(all, rows, SlickOrder.Newest, descending: true, 0, limit + 1, after ?? long.MaxValue)
        );
        long[] ids = [.. page.Ids.Take(limit)];
        var features = new List<SlickFeature>(ids.Length);
        if (ids.Length == 0)
        {
            return new FeaturePage(features, null);
        }

        await using var command = await Command(PageText("s.id = any ($1)", limit: null, moment: false), [Ids(ids)], cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            features.Add(Feature(row));
        }

        return new FeaturePage(features, page.Ids.Length > limit ? new PageMark(ids[^1], moment.ForWalks) : null);
    }

    private async Task<FeaturePage> PageOfLedger(
        SlickFilter filter,
        int limit,
        long? after,
        LedgerMoment? seen,
        CancellationToken cancellation
    )
    {
        var where = new SlickWhere(filter, seen);
        if (after is { } id)
        {
            where.Add($"s.id < {where.Next(Id(id))}");
        }

        await using var command = await Command(PageText(where.ToString(), limit, moment: true), where.Parameters, cancellation);
        command.CommandTimeout = NoLimit;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var features = new List<SlickFeature>();
        while (await row.ReadAsync(cancellation))
        {
            if (features.Count == limit)
            {
                return new FeaturePage(features, new PageMark(features[^1].Slick.Id, seen ?? Moment(row)));
            }

            features.Add(Feature(row));
        }

        return new FeaturePage(features, null);
    }

    private static LedgerMoment Moment(NpgsqlDataReader row) =>
        new(row.GetInt64(SlickRows.DetailsCount + 2), row.GetFieldValue<long[]>(SlickRows.DetailsCount + 3));
}
