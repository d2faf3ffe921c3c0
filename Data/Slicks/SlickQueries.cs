using Npgsql;
using Review.Data.Db;
using Review.Data.Slicks.Index;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks;

internal sealed partial class SlickQueries(ReviewDb db, SlickIndexKeeper keeper, SlickIndexFeed feed) : ISlickQueries
{
    private static readonly string SummarySql = SqlFile.Statement("summary");
    private static readonly string ThumbnailSql = SqlFile.Statement("thumbnail");

    public async Task<SlickDetails?> Details(long id, CancellationToken cancellation) => (await Read(id, outline: false, cancellation))?.Slick;

    public async Task<long?> VersionOf(long number, CancellationToken cancellation) =>
        (long?)await Scalar("select id from slick where case_number = $1 order by active desc, id desc limit 1", [Id(number)], cancellation);

    public async Task<bool> WriteFeature(long id, DateTimeOffset? asof, Stream output, CancellationToken cancellation)
    {
        if (await Read(id, outline: true, cancellation) is not { } found || (asof is { } then ? found.Slick.AsItStood(then) : found.Slick) is not { } slick)
        {
            return false;
        }

        await using var json = GeoJsonWriter.Over(output);
        GeoJsonWriter.Feature(json, slick, found.Outline!);
        return true;
    }

    public async Task<SlickList> List(ListSlicks request, CancellationToken cancellation)
    {
        if (await Indexed(request.Filter, cancellation) is not { } index)
        {
            return await ListByLedger(request, cancellation);
        }

        var filter = await IndexReads.Filter(index, feed, request.Filter, cancellation);
        var (total, ids) = index.Read((all, _) => IndexPage.Of(all, filter, request.Order, request.Descending, request.Offset, request.Limit));
        var rows = ids.Length == 0 ? [] : await Rows("s.id = any ($1)", "array_position($1, s.id)", [Ids(ids)], cancellation);
        return new SlickList(total, rows);
    }

    public async Task<SlickSummary> Summary(SlickFilter filter, CancellationToken cancellation)
    {
        if (await Indexed(filter, cancellation) is { } index)
        {
            var rows = await IndexReads.Filter(index, feed, filter, cancellation);
            return index.Read((all, _) => IndexSums.Of(all, rows));
        }

        var where = new SlickWhere(filter);
        await using var command = await Command(SummaryText(where), where.Parameters, cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new SlickSummary(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
            row.GetInt64(0) == 0 ? null : row.GetFieldValue<double[]>(5));
    }

    public async Task<long> WritePage(SlickFilter filter, int? limit, long? after, Func<long, LedgerMoment, string>? nextPage, Stream output, LedgerMoment? seen, CancellationToken cancellation)
    {
        var found = limit is { } most && seen is null ? await Found(filter, most, after, cancellation) : null;
        await using var command = found is null
            ? await PageOfLedger(filter, limit, after, moment: nextPage is not null, seen, cancellation)
            : await Command(PageText("s.id = any ($1)", limit: null, moment: false), [Ids(found.Ids)], cancellation);
        command.CommandTimeout = 0;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await using var json = GeoJsonWriter.Over(output);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        var (count, last, more, moment) = (0L, 0L, false, seen);
        while (await row.ReadAsync(cancellation))
        {
            if (more = count == limit)
            {
                moment ??= nextPage is null ? null : new LedgerMoment(row.GetInt64(SlickRows.DetailsCount + 2), row.GetFieldValue<long[]>(SlickRows.DetailsCount + 3));
                break;
            }

            var slick = SlickRows.Details(row, Superseded(row, SlickRows.DetailsCount + 1));
            GeoJsonWriter.Feature(json, slick, row.GetString(SlickRows.DetailsCount));
            (count, last) = (count + 1, slick.Id);
            if (json.BytesPending > GeoJsonWriter.FlushBytes)
            {
                await json.FlushAsync(cancellation);
            }
        }

        if (found is { More: true })
        {
            (more, moment) = (true, found.Moment);
        }

        json.WriteEndArray();
        json.WriteNumber("numberReturned", count);
        if (nextPage is not null)
        {
            json.WriteStartArray("links");
            if (more)
            {
                json.WriteStartObject();
                json.WriteString("rel", "next");
                json.WriteString("type", "application/geo+json");
                json.WriteString("href", nextPage(last, moment!));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        return count;
    }

    /// <summary>A page that the index found, in the state that it is of.</summary>
    private sealed record FoundPage(long[] Ids, bool More, LedgerMoment Moment);

    /// <returns>Null when the ledger itself must be asked.</returns>
    private async Task<FoundPage?> Found(SlickFilter filter, int limit, long? after, CancellationToken cancellation)
    {
        if (await Indexed(filter, cancellation) is not { } index)
        {
            return null;
        }

        var rows = await IndexReads.Filter(index, feed, filter, cancellation);
        var (page, moment) = index.ReadAt((all, _) => IndexPage.Of(all, rows, SlickOrder.Newest, descending: true, 0, limit + 1, after ?? long.MaxValue));
        return new FoundPage([.. page.Ids.Take(limit)], page.Ids.Length > limit, moment.ForWalks);
    }

    private async Task<NpgsqlCommand> PageOfLedger(SlickFilter filter, int? limit, long? after, bool moment, LedgerMoment? seen, CancellationToken cancellation)
    {
        var where = new SlickWhere(filter, seen);
        if (after is { } id)
        {
            where.Add($"s.id < {where.Next(Id(id))}");
        }

        return await Command(PageText(where.ToString(), limit, moment), where.Parameters, cancellation);
    }

    public async Task<string?> Thumbnail(long id, CancellationToken cancellation) => (string?)await Scalar(ThumbnailSql, [Id(id)], cancellation);

    internal static string SummaryText(SlickWhere where) => SummarySql.Replace("{where}", where.ToString(), StringComparison.Ordinal);

    /// <param name="moment">With the state that the page is read in.</param>
    internal static string PageText(string where, int? limit, bool moment) =>
        $"select {SlickRows.DetailsColumns}, {SlickRows.Json("s.geometry")}, {SupersededColumn}{(moment ? MomentColumns : "")} from slick s where {where} order by s.id desc{(limit is { } most ? $" limit {most + 1}" : "")}";

    internal static string OrderText(ListSlicks request) =>
        $"{Column(request.Order)} {Direction(request.Descending)}, s.id desc offset {request.Offset} limit {request.Limit}";

    internal static string RowsText(string where, string order) => $"""
        select s.id, s.slick_timestamp, s.slick_class, s.state, s.machine_confidence, s.human_confidence, s.area, s.length,
               (select scene.name from scene where scene.id = s.scene),
               extent_of(s.geometry), s.case_number
        from slick s
        where {where}
        order by {order}
        """;

    // Of the snapshot that the page itself is read in.
    private const string MomentColumns = """
        , (select coalesce(max(id), 0) from decision), array(select x::text::bigint from pg_snapshot_xip(pg_current_snapshot()) x)
        """;

    private const string SupersededColumn = """
        (select jsonb_build_object('decision', d.id, 'kind', d.kind, 'reviewer', d.reviewer, 'at', d.at, 'slicks', coalesce(r.successors, '{}'),
                                   'cases', array(select distinct c.case_number from slick c where c.id = any (r.successors) order by c.case_number))
         from (select s.id, s.deactivated_by where not s.active) one
         left join slick_replacement r on r.slick = one.id
         join decision d on d.id = coalesce(r.decision, one.deactivated_by))
        """;

    private static Supersession? Superseded(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : System.Text.Json.JsonSerializer.Deserialize<Supersession>(row.GetString(column), System.Text.Json.JsonSerializerOptions.Web);

    private static string Column(SlickOrder order) => order switch
    {
        SlickOrder.Confidence => "s.machine_confidence",
        SlickOrder.Area => "s.area",
        SlickOrder.Length => "s.length",
        SlickOrder.Time => "s.slick_timestamp",
        SlickOrder.Class => "s.slick_class",
        _ => "s.id",
    };

    /// <returns>Null when the ledger itself must be asked: for the past, and where nobody keeps an index.</returns>
    private async Task<SlickIndex?> Indexed(SlickFilter filter, CancellationToken cancellation) =>
        keeper.IsKept && RowFilter.IsAnsweredByIndex(filter) ? await keeper.Current(cancellation) : null;

    private async Task<SlickList> ListByLedger(ListSlicks request, CancellationToken cancellation)
    {
        var where = new SlickWhere(request.Filter);
        var total = (int)(long)(await Scalar($"select count(*) from (select from slick s where {where} limit {SlickList.CountedUpTo}) counted", where.Parameters, cancellation))!;
        where = new SlickWhere(request.Filter);
        return new SlickList(total, await Rows(where.ToString(), OrderText(request), where.Parameters, cancellation));
    }

    private async Task<List<SlickRow>> Rows(string where, string order, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellation)
    {
        await using var command = await Command(RowsText(where, order), parameters, cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<SlickRow>();
        while (await row.ReadAsync(cancellation))
        {
            rows.Add(new SlickRow(
                row.GetInt64(0), row.GetInt64(10), row.GetFieldValue<DateTimeOffset>(1), row.GetInt32(2), Words.State(row.GetString(3)), SlickRows.Number(row, 4), SlickRows.Number(row, 5),
                row.GetDouble(6), row.GetDouble(7), SlickRows.Text(row, 8), row.GetFieldValue<double[]>(9)));
        }

        return rows;
    }

    private async Task<(SlickDetails Slick, string? Outline)?> Read(long id, bool outline, CancellationToken cancellation)
    {
        var sql = $"select {SlickRows.DetailsColumns}, {(outline ? SlickRows.Json("s.geometry") : "null")}, {SupersededColumn} from slick s where s.id = $1";
        await using var command = await Command(sql, [Id(id)], cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? (SlickRows.Details(row, Superseded(row, SlickRows.DetailsCount + 1)), SlickRows.Text(row, SlickRows.DetailsCount))
            : null;
    }

    private async Task<NpgsqlCommand> Command(string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellation) =>
        (await db.Command(sql, cancellation)).With([.. parameters]);

    private async Task<object?> Scalar(string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellation)
    {
        await using var command = await Command(sql, parameters, cancellation);
        return await command.Scalar(cancellation);
    }
}
