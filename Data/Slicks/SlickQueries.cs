using Npgsql;
using Review.Data.Db;
using Review.Data.Slicks.Index;
using Review.Domain.Features;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks;

internal sealed partial class SlickQueries(ReviewDb db, SlickIndexKeeper keeper, SlickIndexFeed feed) : ISlickQueries, IFeatureQueries
{
    private static readonly string SummarySql = SqlFile.Statement("summary");
    private static readonly string ThumbnailSql = SqlFile.Statement("thumbnail");

    public async Task<SlickDetails?> Details(long id, CancellationToken cancellation) =>
        (await Read(id, outline: false, cancellation))?.Slick;

    public async Task<long?> VersionOf(long number, CancellationToken cancellation) =>
        (long?)
            await Scalar("select id from slick where case_number = $1 order by active desc, id desc limit 1", [Id(number)], cancellation);

    public async Task<SlickFeature?> Feature(long id, CancellationToken cancellation) =>
        await Read(id, outline: true, cancellation) is { } found ? new SlickFeature(found.Slick, found.Outline!) : null;

    public async Task<SlickList> List(ListSlicks request, CancellationToken cancellation)
    {
        if (await Indexed(request.Filter, cancellation) is not { } index)
        {
            return await ListByLedger(request, cancellation);
        }

        var filter = await IndexReads.Filter(index, feed, request.Filter, cancellation);
        var (total, ids) = index.Read(
            (all, _) => IndexPage.Of(all, filter, request.Order, request.Descending, request.Offset, request.Limit)
        );
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
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.GetInt64(0) == 0 ? null : row.GetFieldValue<double[]>(5)
        );
    }

    public async Task<string?> Thumbnail(long id, CancellationToken cancellation) =>
        (string?)await Scalar(ThumbnailSql, [Id(id)], cancellation);

    internal static string SummaryText(SlickWhere where) => SummarySql.Replace("{where}", where.ToString(), StringComparison.Ordinal);

    internal static string OrderText(ListSlicks request) =>
        $"{Column(request.Order)} {Direction(request.Descending)}, s.id desc offset {request.Offset} limit {request.Limit}";

    internal static string RowsText(string where, string order) =>
        $"""
            select s.id, s.slick_timestamp, s.slick_class, s.state, s.machine_confidence, s.human_confidence, s.area, s.length,
                   (select scene.name from scene where scene.id = s.scene),
                   extent_of(s.geometry), s.case_number
            from slick s
            where {where}
            order by {order}
            """;

    private const string SupersededColumn = """
        (select jsonb_build_object('decision', d.id, 'kind', d.kind, 'reviewer', d.reviewer, 'at', d.at, 'slicks', coalesce(r.successors, '{}'),
                                   'cases', array(select distinct c.case_number from slick c where c.id = any (r.successors) order by c.case_number))
         from (select s.id, s.deactivated_by where not s.active) one
         left join slick_replacement r on r.slick = one.id
         join decision d on d.id = coalesce(r.decision, one.deactivated_by))
        """;

    private static Supersession? Superseded(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column)
            ? null
            : System.Text.Json.JsonSerializer.Deserialize<Supersession>(row.GetString(column), System.Text.Json.JsonSerializerOptions.Web);

    private static string Column(SlickOrder order) =>
        order switch
        {
            SlickOrder.Confidence => "s.machine_confidence",
            SlickOrder.Area => "s.area",
            SlickOrder.Length => "s.length",
            SlickOrder.Time => "s.slick_timestamp",
            SlickOrder.Class => "s.slick_class",
            _ => "s.id",
        };

    private Task<SlickIndex?> Indexed(SlickFilter filter, CancellationToken cancellation) => IndexReads.Kept(keeper, filter, cancellation);

    private async Task<SlickList> ListByLedger(ListSlicks request, CancellationToken cancellation)
    {
        var where = new SlickWhere(request.Filter);
        var total = (int)
            (long)
                (
                    await Scalar(
                        $"select count(*) from (select from slick s where {where} limit {SlickList.CountedUpTo}) counted",
                        where.Parameters,
                        cancellation
                    )
                )!;
        where = new SlickWhere(request.Filter);
        return new SlickList(total, await Rows(where.ToString(), OrderText(request), where.Parameters, cancellation));
    }

    private async Task<List<SlickRow>> Rows(
        string where,
        string order,
        IEnumerable<NpgsqlParameter> parameters,
        CancellationToken cancellation
    )
    {
        await using var command = await Command(RowsText(where, order), parameters, cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<SlickRow>();
        while (await row.ReadAsync(cancellation))
        {
            rows.Add(
                new SlickRow(
                    row.GetInt64(0),
                    row.GetInt64(10),
                    row.GetFieldValue<DateTimeOffset>(1),
                    row.GetInt32(2),
                    Words.State(row.GetString(3)),
                    SlickRows.Number(row, 4),
                    SlickRows.Number(row, 5),
                    row.GetDouble(6),
                    row.GetDouble(7),
                    SlickRows.Text(row, 8),
                    row.GetFieldValue<double[]>(9)
                )
            );
        }

        return rows;
    }

    private async Task<(SlickDetails Slick, string? Outline)?> Read(long id, bool outline, CancellationToken cancellation)
    {
        var sql =
            $"select {SlickRows.DetailsColumns}, {(outline ? SlickRows.Json("s.geometry") : "null")}, {SupersededColumn} from slick "
            + "s where s.id = $1";
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
