using System.Globalization;
using Review.Data.Db;
using Review.Data.Slicks.Index;
using Review.Domain.Scenes;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks;

/// <summary>What a person who reviews a list asks of it: what comes next, and how far it is.</summary>
internal sealed partial class SlickQueries
{
    private static readonly string UndecidedSql = SqlFile.Statement("undecided");
    private static readonly string CountsSql = SqlFile.Statement("state_counts");
    private static readonly string SceneOfSql = SqlFile.Statement("scene_of");

    public async Task<UndecidedList> Undecided(ListUndecided request, CancellationToken cancellation)
    {
        if (await Indexed(request.Filter, cancellation) is { } index)
        {
            return await UndecidedByIndex(request, index, cancellation);
        }

        var where = new SlickWhere(request.Filter);
        var (column, after) = (Column(request.Order), where.Next(Id(request.After)));
        var sql = UndecidedSql
            .Replace("{behind:here}", Behind(column, "here", request.Descending), StringComparison.Ordinal)
            .Replace("{behind:first}", Behind(column, "first", request.Descending), StringComparison.Ordinal)
            .Replace("{column}", column, StringComparison.Ordinal)
            .Replace("{direction}", Direction(request.Descending), StringComparison.Ordinal)
            .Replace("{after}", after, StringComparison.Ordinal)
            .Replace("{limit}", request.Limit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{where}", where.ToString(), StringComparison.Ordinal);
        await using var command = await Command(sql, where.Parameters, cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var (slicks, position) = (new List<UndecidedSlick>(), (int?)null);
        while (await row.ReadAsync(cancellation))
        {
            slicks.Add(new UndecidedSlick(row.GetInt64(0), row.GetFieldValue<double[]>(1)));
            position ??= row.GetInt32(2);
        }

        return new UndecidedList(position, slicks);
    }

    private async Task<UndecidedList> UndecidedByIndex(ListUndecided request, SlickIndex index, CancellationToken cancellation)
    {
        var filter = await IndexReads.Filter(index, feed, request.Filter, cancellation);
        var here = request.After is { } after ? await Place(after, request.Order, request.Descending, cancellation) : null;
        var (position, ids) = index.Read((all, _) => IndexQueue.Of(all, filter, request.Order, request.Descending, here, request.Limit));
        await using var command = await Command(
            "select s.id, extent_of(s.geometry) from slick s where s.id = any ($1) order by array_position($1, s.id)",
            [Ids(ids)],
            cancellation
        );
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var slicks = new List<UndecidedSlick>();
        while (await row.ReadAsync(cancellation))
        {
            slicks.Add(new UndecidedSlick(row.GetInt64(0), row.GetFieldValue<double[]>(1)));
        }

        return new UndecidedList(position, slicks);
    }

    /// <summary>Where a version stands, or stood, in the order of a list.</summary>
    private async Task<IndexPage.Key?> Place(long id, SlickOrder order, bool descending, CancellationToken cancellation)
    {
        // As the index counts time: in microseconds.
        var column = order == SlickOrder.Time ? "extract(epoch from s.slick_timestamp) * 1000000" : Column(order);
        await using var command = await Command($"select ({column})::float8 from slick s where s.id = $1", [Id(id)], cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? IndexPage.KeyOf(id, row.IsDBNull(0) ? double.NaN : row.GetDouble(0), descending) : null;
    }

    public async Task<StateCounts> Counts(SlickFilter filter, CancellationToken cancellation)
    {
        if (RowFilter.IsAnsweredByIndex(filter))
        {
            var sums = await Summary(filter, cancellation);
            return new StateCounts(sums.Pending, sums.Validated, sums.Rejected, sums.Ambiguous);
        }

        var where = new SlickWhere(filter);
        await using var command = await Command(
            CountsSql.Replace("{where}", where.ToString(), StringComparison.Ordinal),
            where.Parameters,
            cancellation
        );
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new StateCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }

    public async Task<SceneFacts?> SceneOf(long slick, CancellationToken cancellation)
    {
        await using var command = await Command(SceneOfSql, [Id(slick)], cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new SceneFacts(row.GetInt64(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    private static string Direction(bool descending) => descending ? "desc nulls last" : "asc nulls last";

    /// <summary>That slick s stands behind another one, <c>value</c> and <c>id</c>, in the order of <see cref="List"/>.</summary>
    private static string Behind(string column, string other, bool descending) =>
        $"(case when {column} is null then {other}.value is not null or s.id < {other}.id when {other}.value is null then false when "
        + $"{column} = {other}.value then s.id < {other}.id else {column} {(descending ? "<" : ">")} {other}.value end)";
}
