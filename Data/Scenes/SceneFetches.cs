using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain.Scenes;
using static Review.Data.Db.Sql;

namespace Review.Data.Scenes;

internal sealed class SceneFetches(ReviewDb db) : ISceneFetches
{
    internal const string Columns =
        "f.scene, f.revision, f.message, f.source, f.given_bounds, f.given_unit, f.given_bands, f.requested_by, f.bytes, f.total_bytes";

    private const string Current = "where scene = $1 and revision = $2 and state = 'fetching'";

    private static readonly string QueueSql = SqlFile.Statement("queue_fetch");

    public async Task<SceneFetch> Queue(string name, DateTimeOffset acquired, SceneFetch asked, CancellationToken cancellation)
    {
        await using var command = await db.Command(QueueSql, cancellation);
        command.With(
            Text(name),
            Time(acquired),
            Id(asked.TotalBytes),
            Text(asked.Source),
            SceneImages.Numbers(asked.GivenBounds),
            Text(asked.GivenUnit is { } unit ? SceneImages.Word(unit) : null),
            Parameter(asked.GivenBands?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Text(asked.RequestedBy)
        );
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return asked with { Scene = row.GetInt64(0), Revision = row.GetInt32(1) };
    }

    public async Task<SceneFetch?> Find(long scene, CancellationToken cancellation) =>
        (await Read("f.scene = $1", Id(scene), cancellation)).SingleOrDefault();

    public async Task<int> Begin(SceneFetch fetch, CancellationToken cancellation) =>
        (int?)
            await Ask(
                $"update scene_fetch set attempts = attempts + 1, seen_at = clock_timestamp() {Current} returning attempts",
                fetch,
                cancellation
            )
        ?? 0;

    public Task HandBack(SceneFetch fetch, CancellationToken cancellation) =>
        Ask($"update scene_fetch set attempts = attempts - 1 {Current}", fetch, cancellation);

    public async Task<bool> Beat(SceneFetch fetch, FetchProgress progress, CancellationToken cancellation) =>
        await Ask(
            $"update scene_fetch set seen_at = clock_timestamp(), bytes = $3, total_bytes = $4 {Current} returning revision",
            fetch,
            cancellation,
            Id(progress.Bytes),
            Id(progress.TotalBytes)
        )
            is not null;

    public Task MarkFailed(SceneFetch fetch, string why, CancellationToken cancellation) =>
        Ask($"update scene_fetch set state = 'failed', message = $3 {Current}", fetch, cancellation, Text(why));

    public async Task End(long scene, int? revision, CancellationToken cancellation)
    {
        await using var command = await db.Command(
            "update scene_fetch set state = 'ended', message = null where scene = $1 and state <> 'ended' and revision = coalesce($2, revision)",
            cancellation
        );
        command.With(Id(scene), Parameter(revision, NpgsqlDbType.Integer));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public Task<IReadOnlyList<SceneFetch>> Unattended(TimeSpan silence, CancellationToken cancellation) =>
        Read(
            "f.state = 'fetching' and coalesce(f.seen_at, f.requested_at) < clock_timestamp() - make_interval(secs => $1)",
            Number(silence.TotalSeconds),
            cancellation
        );

    internal static SceneFetch Read(NpgsqlDataReader row, int first) =>
        new(
            row.GetInt64(first),
            row.GetInt32(first + 1),
            SceneImages.NullableText(row, first + 2),
            row.GetString(first + 3),
            row.IsDBNull(first + 4) ? null : SceneImages.Box(row.GetFieldValue<double[]>(first + 4)),
            SceneImages.NullableText(row, first + 5) is { } unit ? SceneImages.Unit(unit) : null,
            row.IsDBNull(first + 6) ? null : row.GetFieldValue<string[]>(first + 6),
            row.GetString(first + 7),
            row.GetInt64(first + 8),
            row.IsDBNull(first + 9) ? null : row.GetInt64(first + 9)
        );

    private async Task<IReadOnlyList<SceneFetch>> Read(string where, NpgsqlParameter parameter, CancellationToken cancellation)
    {
        await using var command = await db.Command(
            $"select {Columns} from scene_fetch f where f.state <> 'ended' and {where} order by f.scene",
            cancellation
        );
        command.With(parameter);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var fetches = new List<SceneFetch>();
        while (await row.ReadAsync(cancellation))
        {
            fetches.Add(Read(row, 0));
        }

        return fetches;
    }

    /// <param name="more">From $3 on.</param>
    private async Task<object?> Ask(string sql, SceneFetch fetch, CancellationToken cancellation, params NpgsqlParameter[] more)
    {
        await using var command = await db.Command(sql, cancellation);
        command.With([Id(fetch.Scene), Parameter(fetch.Revision, NpgsqlDbType.Integer), .. more]);
        return await command.Scalar(cancellation);
    }
}
