using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain;
using Review.Domain.Slicks;
using static Review.Data.Db.Sql;
using static Review.Data.Ledger.Statements;

namespace Review.Data.Ledger;

internal sealed partial class Imports(ReviewDb db) : IImports
{
    // So many rows go in one statement: the server keeps them until its end for the triggers that look at all of them.
    private const int ChunkRows = 2_000;

    // Straight into the ledger: its triggers check and measure each row while the next ones are on their way.
    private const string CopyDetections = """
        copy slick (id, slick_timestamp, geometry, machine_confidence, orchestrator_run, slick_class, machine_class, scene)
        from stdin (format binary)
        """;

    // Of one chunk. (An importer takes no time at all for the shortest, not for none.)
    private static readonly TimeSpan LongestCopy = TimeSpan.FromHours(1);

    public async Task<ImportResult> Import(
        ImportDraft draft,
        IReadOnlyList<Detection> detections,
        IReadOnlyList<MultiPolygon> outlines,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var connection = await db.Connection(cancellation);
        var scene = await Scene(connection, draft, cancellation);
        var content = ContentHash(outlines);
        if (await NewRun(connection, draft, scene, content, cancellation) is not { } run)
        {
            return await Replay(connection, draft, cancellation);
        }

        if (
            draft.WhenThere == WhenThere.LeaveAsTheyAre
            && await RunThatBrought(connection, scene, content, run, cancellation) is { } before
        )
        {
            return new ImportResult(before, [], WasThere: true);
        }

        if (draft.WhenThere == WhenThere.Refuse)
        {
            await CheckBefore(connection, draft, scene, content, run, cancellation);
        }

        var ids = await SlickIds.Next(connection, detections.Count, cancellation);
        for (var start = 0; start < ids.Length; start += ChunkRows)
        {
            var count = Math.Min(ChunkRows, ids.Length - start);
            await Copy(connection, ids, detections, outlines, start, count, draft, run, scene, cancellation);
            progress?.Report(start + count);
        }

        await connection.Scalar("update run set finished_at = clock_timestamp() where id = $1 returning id", cancellation, Id(run));
        // Told of from here, so that an import on the command line, which listens to nobody, is heard too.
        await connection.Scalar("select pg_notify('slicks', $1)", cancellation, Text($"run {run}"));
        await transaction.CommitAsync(cancellation);
        return new ImportResult(run, ids);
    }

    private static async Task<long> Scene(NpgsqlConnection connection, ImportDraft draft, CancellationToken cancellation)
    {
        await connection.Scalar(
            "insert into scene (name, acquired, simulated) values ($1, $2, $3) on conflict (name) do nothing returning id",
            cancellation,
            Text(draft.Scene),
            Time(draft.Acquired),
            Parameter(draft.Simulated, NpgsqlDbType.Boolean)
        );
        // Of two who import the same at once, the second waits here, and then sees what the first brought.
        return (long)(await connection.Scalar("select id from scene where name = $1 for no key update", cancellation, Text(draft.Scene)))!;
    }

    /// <summary>Says whether two imports brought the same outlines, in whatever order.</summary>
    private static byte[] ContentHash(IReadOnlyList<MultiPolygon> outlines)
    {
        var hashes = outlines.Select(outline => SHA256.HashData(Wkb(outline))).ToList();
        hashes.Sort((one, other) => one.AsSpan().SequenceCompareTo(other));
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hashes.ForEach(all.AppendData);
        return all.GetHashAndReset();
    }

    private static async Task<long?> NewRun(
        NpgsqlConnection connection,
        ImportDraft draft,
        long scene,
        byte[] content,
        CancellationToken cancellation
    ) =>
        (long?)
            await connection.Scalar(
                "insert into run (scene, model, started_by, idempotency_key, request_hash, content_hash) values ($1, $2, $3, $4, "
                    + "$5, $6) on conflict (idempotency_key) do nothing returning id",
                cancellation,
                Id(scene),
                Text(draft.Model),
                Text(draft.By.Reviewer),
                Text(draft.By.IdempotencyKey),
                Parameter(draft.By.RequestHash, NpgsqlDbType.Bytea),
                Parameter(content, NpgsqlDbType.Bytea)
            );

    private static async Task<long?> RunThatBrought(
        NpgsqlConnection connection,
        long scene,
        byte[] content,
        long otherThan,
        CancellationToken cancellation
    ) =>
        (long?)
            await connection.Scalar(
                "select max(id) from run where scene = $1 and content_hash = $2 and id <> $3",
                cancellation,
                Id(scene),
                Parameter(content, NpgsqlDbType.Bytea),
                Id(otherThan)
            );

    private static async Task CheckBefore(
        NpgsqlConnection connection,
        ImportDraft draft,
        long scene,
        byte[] content,
        long run,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(ImportedBefore, connection).With(
            Id(scene),
            Parameter(content, NpgsqlDbType.Bytea),
            Id(run)
        );
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (await row.ReadAsync(cancellation))
        {
            var (before, at, by, slicks) = (row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetInt64(3));
            throw new ImportedBeforeException(
                before,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The same outlines are in the scene {draft.Scene} already: run {before} by {by} brought {slicks:N0} on "
                        + $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Nothing was imported. If they are meant to be there twice, say so: "
                        + $"again=true, or --again on the command line."
                )
            );
        }
    }

    private static async Task<ImportResult> Replay(NpgsqlConnection connection, ImportDraft draft, CancellationToken cancellation)
    {
        var run =
            await RequestKeys.Imports.First(connection, draft.By, cancellation)
            ?? throw new InvalidOperationException("The idempotency key was taken and is gone: runs are never deleted.");
        var ids = await connection.Scalar(
            "select coalesce(array_agg(id order by id), '{}') from slick where orchestrator_run = $1 and slick = '{}' and decision is null",
            cancellation,
            Id(run)
        );
        return new ImportResult(run, (long[])ids!);
    }

    private static async Task Copy(
        NpgsqlConnection connection,
        long[] ids,
        IReadOnlyList<Detection> detections,
        IReadOnlyList<MultiPolygon> outlines,
        int start,
        int count,
        ImportDraft draft,
        long run,
        long scene,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var rows = await connection.BeginBinaryImportAsync(CopyDetections, cancellation);
            rows.Timeout = LongestCopy;
            for (var index = start; index < start + count; index++)
            {
                await Write(rows, ids[index], detections[index], outlines[index], draft, run, scene, cancellation);
            }

            await rows.CompleteAsync(cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == "SR422")
        {
            var feature = RowOf(refused) is { } row ? $"Feature {start + row} (counted from 0): " : "";
            throw new OutlineException($"{feature}{refused.MessageText} Nothing was imported.");
        }
    }

    private static async Task Write(
        NpgsqlBinaryImporter rows,
        long id,
        Detection detection,
        MultiPolygon outline,
        ImportDraft draft,
        long run,
        long scene,
        CancellationToken cancellation
    )
    {
        await rows.StartRowAsync(cancellation);
        await rows.WriteAsync(id, NpgsqlDbType.Bigint, cancellation);
        await rows.WriteAsync(draft.Acquired.UtcDateTime, NpgsqlDbType.TimestampTz, cancellation);
        await rows.WriteAsync<Geometry>(outline, NpgsqlDbType.Geometry, cancellation);
        await (
            detection.MachineConfidence is { } confidence
                ? rows.WriteAsync(confidence, NpgsqlDbType.Double, cancellation)
                : rows.WriteNullAsync(cancellation)
        );
        await rows.WriteAsync(run, NpgsqlDbType.Bigint, cancellation);
        await rows.WriteAsync(detection.Class, NpgsqlDbType.Integer, cancellation);
        await rows.WriteAsync(detection.Class, NpgsqlDbType.Integer, cancellation);
        await rows.WriteAsync(scene, NpgsqlDbType.Bigint, cancellation);
    }

    /// <returns>Which row of a COPY the server was at when it refused, counted from 0; null when its message does not say.</returns>
    private static int? RowOf(PostgresException refused) =>
        RowInContext().Match(refused.Where ?? "") is { Success: true } row
            ? int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture) - 1
            : null;

    // "COPY slick, line 17", in the language of the server.
    [GeneratedRegex(@"^COPY slick\D+(\d+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex RowInContext();
}
