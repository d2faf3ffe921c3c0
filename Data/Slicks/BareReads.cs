using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Slicks.Index;
using Review.Domain.Slicks;
using Review.Domain.Tiles;

namespace Review.Data.Slicks;

internal sealed partial class BareReads(SlickIndexKeeper keeper, SlickIndexFeed feed) : IBareReads
{
    public async Task<string> Tile(SlickFilter filter, TileAddress tile, CancellationToken cancellation)
    {
        var index = await keeper.Current(cancellation);
        var rows = await IndexReads.Filter(index, feed, filter, cancellation);
        await using var command = TileSql.Of(tile, index.Read((all, grid) => TileContents.Of(all, grid, new TileArea(tile), rows)));
        return Written(command.CommandText, command.Parameters);
    }

    public string Summary(SlickFilter filter)
    {
        var where = new SlickWhere(filter);
        return Written(SlickQueries.SummaryText(where), where.Parameters);
    }

    public string Page(SlickFilter filter, int limit)
    {
        var where = new SlickWhere(filter);
        return Written(SlickQueries.PageText(where.ToString(), limit, moment: true), where.Parameters);
    }

    public string List(ListSlicks request)
    {
        var where = new SlickWhere(request.Filter);
        return Written(SlickQueries.RowsText(where.ToString(), SlickQueries.OrderText(request)), where.Parameters);
    }

    private static string Written(string text, IEnumerable<NpgsqlParameter> parameters)
    {
        var values = parameters.Select(Written).ToList();
        return Place().Replace(text, place => values[int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1]);
    }

    private static string Written(NpgsqlParameter parameter) =>
        (parameter.NpgsqlDbType & ~NpgsqlDbType.Array) switch
        {
            NpgsqlDbType.Bigint => Written(parameter.Value, "int8"),
            NpgsqlDbType.Integer => Written(parameter.Value, "int4"),
            NpgsqlDbType.Double => Written(parameter.Value, "float8"),
            NpgsqlDbType.Text => Written(parameter.Value, "text"),
            NpgsqlDbType.TimestampTz => Written(parameter.Value, "timestamptz"),
            var other => throw new InvalidOperationException($"Values of {other} are not written."),
        };

    private static string Written(object? value, string type) =>
        value is Array many ? $"'{{{string.Join(',', many.Cast<object?>().Select(one => Plain(one) ?? "null"))}}}'::{type}[]"
        : Plain(value) is { } text ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'::{type}"
        : $"null::{type}";

    private static string? Plain(object? value) =>
        value switch
        {
            null or DBNull => null,
            DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Place();
}
