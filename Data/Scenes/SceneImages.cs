using System.Text.Json;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain.Scenes;
using static Review.Data.Db.Sql;

namespace Review.Data.Scenes;

internal sealed class SceneImages(ReviewDb db) : ISceneImages
{
    private const string Columns =
        "i.scene, i.revision, i.state, i.message, i.source, i.given_bounds, i.given_unit, i.file, i.crs, i.bounds, i.footprint, "
        + "i.bands, i.missing, i.unit, i.width, i.height, i.pixel_size_m, i.unit_is_guess";

    // In the list, after five of the scene and those of the image.
    private const int ImageColumn = 6;
    private const int FetchColumn = ImageColumn + 18;

    private static readonly string ListSql = SqlFile.Statement("list_scenes");
    private static readonly string RegisterSql = SqlFile.Statement("register_image");

    public async Task<long> Register(
        string name,
        DateTimeOffset acquired,
        bool simulated,
        SceneImage image,
        string by,
        CancellationToken cancellation
    )
    {
        await using var command = await db.Command(RegisterSql, cancellation);
        command.With(
            Text(name),
            Time(acquired),
            Parameter(simulated, NpgsqlDbType.Boolean),
            Text(image.Source),
            Numbers(image.GivenBounds),
            Text(image.GivenUnit is { } unit ? Word(unit) : null),
            Text(image.Crs),
            Numbers(image.Bounds),
            Shape(image.Footprint),
            Texts(image.Bands),
            Texts(image.Missing),
            Text(Word(image.Unit)),
            Parameter(image.Width, NpgsqlDbType.Integer),
            Parameter(image.Height, NpgsqlDbType.Integer),
            Number(image.PixelSizeM),
            Text(by),
            Parameter(image.UnitIsGuess, NpgsqlDbType.Boolean)
        );
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public async Task<SceneImage?> Find(long scene, CancellationToken cancellation)
    {
        await using var command = await db.Command($"select {Columns}, i.statistics from scene_image i where i.scene = $1", cancellation);
        command.With(Id(scene));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? Read(row, 0, statistics: true) : null;
    }

    public Task<int> Begin(SceneImage image, CancellationToken cancellation) => CountAttempt(image, 1, cancellation);

    public Task HandBack(SceneImage image, CancellationToken cancellation) => CountAttempt(image, -1, cancellation);

    public async Task<bool> MarkReady(
        SceneImage image,
        string file,
        IReadOnlyList<BandStatistics> statistics,
        CancellationToken cancellation
    )
    {
        await using var command = await db.Command(
            """
            update scene_image set state = 'ready', message = null, file = $3, statistics = $4, prepared_at = clock_timestamp(), attempts = 0, revision = revision + case when state = 'ready' then 1 else 0 end
            where scene = $1 and revision = $2
            """,
            cancellation
        );
        command.With(
            Id(image.Scene),
            Parameter(image.Revision, NpgsqlDbType.Integer),
            Text(file),
            Parameter(JsonSerializer.Serialize(statistics, SceneJson.Options), NpgsqlDbType.Jsonb)
        );
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    public async Task<bool> MarkFailed(SceneImage image, string why, CancellationToken cancellation)
    {
        await using var command = await db.Command(
            "update scene_image set state = 'failed', message = $3, statistics = null, attempts = 0 where scene = $1 and revision = $2",
            cancellation
        );
        command.With(Id(image.Scene), Parameter(image.Revision, NpgsqlDbType.Integer), Text(why));
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    public async Task<IReadOnlyList<long>> Unprepared(TimeSpan since, CancellationToken cancellation)
    {
        await using var command = await db.Command(
            "select scene from scene_image where state = 'preparing' and registered_at < clock_timestamp() - make_interval(secs => "
                + "$1) order by scene",
            cancellation
        );
        command.With(Number(since.TotalSeconds));
        return await command.Numbers(cancellation);
    }

    public async Task<IReadOnlyList<SceneRow>> List(SceneFilter filter, CancellationToken cancellation)
    {
        await using var command = await db.Command("", cancellation);
        command.CommandText = ListSql
            .Replace("{image}", Columns, StringComparison.Ordinal)
            .Replace("{fetch}", SceneFetches.Columns, StringComparison.Ordinal)
            .Replace("{where}", Where(filter, command), StringComparison.Ordinal)
            .Replace("{limit}", filter.Limit.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var scenes = new List<SceneRow>();
        while (await row.ReadAsync(cancellation))
        {
            var image = await row.IsDBNullAsync(ImageColumn, cancellation) ? null : Read(row, ImageColumn, statistics: false);
            var fetch = await row.IsDBNullAsync(FetchColumn, cancellation) ? null : SceneFetches.Read(row, FetchColumn);
            scenes.Add(
                new SceneRow(
                    row.GetInt64(0),
                    row.GetString(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    row.GetBoolean(3),
                    (int)row.GetInt64(4),
                    (int)row.GetInt64(5),
                    image,
                    fetch
                )
            );
        }

        return scenes;
    }

    /// <returns>0 when another revision was registered meanwhile.</returns>
    private async Task<int> CountAttempt(SceneImage image, int change, CancellationToken cancellation)
    {
        await using var command = await db.Command(
            "update scene_image set attempts = attempts + $3 where scene = $1 and revision = $2 returning attempts",
            cancellation
        );
        command.With(Id(image.Scene), Parameter(image.Revision, NpgsqlDbType.Integer), Parameter(change, NpgsqlDbType.Integer));
        return (int?)await command.ExecuteScalarAsync(cancellation) ?? 0;
    }

    private static string Where(SceneFilter filter, NpgsqlCommand command)
    {
        var clauses = new List<string>
        {
            filter switch
            {
                { Imagery: true } => "i.scene is not null",
                { Imagery: false } => "i.scene is null and exists (select from slick s where s.scene = scene.id and s.active)",
                { Id: not null } => "true",
                _ => "(i.scene is not null or f.scene is not null or exists (select from slick s where s.scene = scene.id and s.active))",
            },
        };
        if (filter.Id is { } id)
        {
            clauses.Add($"scene.id = {Next(Id(id))}");
        }

        if (filter.From is { } from)
        {
            clauses.Add($"scene.acquired >= {Next(Time(from))}");
        }

        if (filter.To is { } to)
        {
            clauses.Add($"scene.acquired < {Next(Time(to))}");
        }

        if (filter.Name is { Length: > 0 } name)
        {
            clauses.Add($"position(lower({Next(Text(name))}) in lower(scene.name)) > 0");
        }

        if (filter.Box is { } box)
        {
            clauses.Add(box.West <= box.East ? Touches(box.West, box.East) : $"({Touches(box.West, 180)} or {Touches(-180, box.East)})");
        }

        return string.Join(" and ", clauses);

        string Touches(double west, double east) =>
            $"st_intersects(i.footprint, st_makeenvelope({Next(Number(west))}, {Next(Number(filter.Box!.South))}, "
            + $"{Next(Number(east))}, {Next(Number(filter.Box.North))}, 4326))";

        string Next(NpgsqlParameter parameter)
        {
            command.Parameters.Add(parameter);
            return $"${command.Parameters.Count}";
        }
    }

    private static SceneImage Read(NpgsqlDataReader row, int first, bool statistics) =>
        new(
            row.GetInt64(first),
            row.GetInt32(first + 1),
            Enum.Parse<ImageState>(row.GetString(first + 2), ignoreCase: true),
            NullableText(row, first + 3),
            row.GetString(first + 4),
            row.IsDBNull(first + 5) ? null : Box(row.GetFieldValue<double[]>(first + 5)),
            NullableText(row, first + 6) is { } given ? Unit(given) : null,
            NullableText(row, first + 7),
            row.GetString(first + 8),
            Box(row.GetFieldValue<double[]>(first + 9)),
            row.GetFieldValue<Geometry>(first + 10),
            row.GetFieldValue<string[]>(first + 11),
            row.GetFieldValue<string[]>(first + 12),
            Unit(row.GetString(first + 13)),
            row.GetInt32(first + 14),
            row.GetInt32(first + 15),
            row.GetDouble(first + 16),
            statistics && NullableText(row, first + 18) is { } json
                ? JsonSerializer.Deserialize<List<BandStatistics>>(json, SceneJson.Options)
                : null
        )
        {
            UnitIsGuess = row.GetBoolean(first + 17),
        };

    internal static GeoBox Box(double[] numbers) => new(numbers[0], numbers[1], numbers[2], numbers[3]);

    internal static string Word(PixelUnit unit) => unit.ToString().ToLowerInvariant();

    internal static PixelUnit Unit(string word) => Enum.Parse<PixelUnit>(word, ignoreCase: true);

    internal static string? NullableText(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static NpgsqlParameter Numbers(GeoBox? box) =>
        Parameter(box is { } one ? new[] { one.West, one.South, one.East, one.North } : null, NpgsqlDbType.Array | NpgsqlDbType.Double);

    private static NpgsqlParameter Texts(IEnumerable<string> texts) => Parameter(texts.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
}

/// <summary>How statistics are kept.</summary>
internal static class SceneJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
