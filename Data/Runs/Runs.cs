using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Data.Ledger;
using Review.Domain.Detection;
using static Review.Data.Db.Sql;

namespace Review.Data.Runs;

/// <summary>Runs in PostgreSQL, on connections of their own: a run says how it goes while its own work reads.</summary>
internal sealed class Runs(NpgsqlDataSource source) : IRuns
{
    private static readonly NpgsqlDbType Json = NpgsqlDbType.Jsonb;

    public async Task<QueuedRun> Queue(RunDraft draft, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Of two who start the same run at once, the second waits here and then sees the first one's.
        await connection.Scalar("select id from scene where id = $1 for no key update", cancellation, Id(draft.Scene));
        if (await RequestKeys.Runs.First(connection, draft.By, cancellation) is { } known)
        {
            return new QueuedRun(known);
        }

        if (await Equal(connection, draft, cancellation) is { } equal)
        {
            return new QueuedRun(null, equal);
        }

        var run = (long?)
            await connection.Scalar(
                SqlFile.Statement("runs.queue"),
                cancellation,
                Id(draft.Scene),
                Text(draft.Model),
                Text(draft.Version),
                Parameter(draft.Parameters, Json),
                Parameter(draft.Force, NpgsqlDbType.Boolean),
                Id(draft.Repeats),
                Text(draft.By.Reviewer),
                Text(draft.By.IdempotencyKey),
                Parameter(draft.By.RequestHash, NpgsqlDbType.Bytea)
            );
        await transaction.CommitAsync(cancellation);
        return new QueuedRun(
            run
                ?? await RequestKeys.Runs.First(connection, draft.By, cancellation)
                ?? throw new InvalidOperationException("The idempotency key was taken and is gone: runs are never deleted.")
        );
    }

    public async Task<Claim> Claim(long run, Guid claim, string worker, string? revision, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        if (await Take(connection, run, claim, worker, revision, cancellation) is { } work)
        {
            return new Claim(work, Busy: false);
        }

        await connection.Scalar(SqlFile.Statement("runs.settle"), cancellation, Id(run), Silence());
        return new Claim(
            null,
            Busy: await connection.Scalar("select id from run where id = $1 and status = 'running'", cancellation, Id(run)) is not null
        );
    }

    public async Task<Pulse> Beat(long run, Guid claim, RunProgress progress, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var asked = await connection.Scalar(
            SqlFile.Statement("runs.beat"),
            cancellation,
            Id(run),
            Parameter(claim, NpgsqlDbType.Uuid),
            Text(progress.Stage),
            Number(Math.Clamp(progress.Share, 0, 1))
        );
        return asked switch
        {
            null => Pulse.Lost,
            true => Pulse.CancelAsked,
            _ => Pulse.GoOn,
        };
    }

    public async Task Note(long run, string line, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("insert into run_log (run, line) values ($1, $2)").With(Id(run), Text(Kept(line)));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<bool> Enter(
        long run,
        Guid claim,
        RunFindings findings,
        IReadOnlyList<MultiPolygon> outlines,
        CancellationToken cancellation
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return await new RunEntering(connection, run, findings, outlines).Enter(claim, cancellation);
    }

    public async Task<bool> End(long run, Guid claim, RunStatus status, string message, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(SqlFile.Statement("runs.end"), connection).With(
            Id(run),
            Parameter(claim, NpgsqlDbType.Uuid),
            Text(Words.Of(status)),
            Text(Kept(message))
        );
        var ended = await command.ExecuteNonQueryAsync(cancellation) == 1;
        if (ended)
        {
            await connection.Scalar("insert into run_log (run, line) values ($1, $2)", cancellation, Id(run), Text(Kept(message)));
        }

        await transaction.CommitAsync(cancellation);
        return ended;
    }

    public async Task HandBack(long run, Guid claim, CancellationToken cancellation)
    {
        await using var command = source
            .CreateCommand(SqlFile.Statement("runs.hand_back"))
            .With(Id(run), Parameter(claim, NpgsqlDbType.Uuid));
        if (await command.ExecuteNonQueryAsync(cancellation) == 1)
        {
            await Note(run, "The process that did this run was asked to stop; the run waits for another.", cancellation);
        }
    }

    public async Task<RunStatus?> Cancel(long run, string by, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(SqlFile.Statement("runs.cancel"), connection).With(Id(run), Text(by), Silence());
        if (await command.ExecuteNonQueryAsync(cancellation) == 1)
        {
            await connection.Scalar(
                "insert into run_log (run, line) values ($1, $2)",
                cancellation,
                Id(run),
                Text($"{by} asks to cancel.")
            );
        }

        return
            await connection.Scalar("select status from run where id = $1 and kind = 'detection'", cancellation, Id(run)) is string status
            ? Words.RunStatus(status)
            : null;
    }

    public async Task<IReadOnlyList<long>> Unattended(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(SqlFile.Statement("runs.unattended")).With(Silence());
        return await command.Numbers(cancellation);
    }

    private static async Task<EqualRun?> Equal(NpgsqlConnection connection, RunDraft draft, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlFile.Statement("runs.equal"), connection).With(
            Id(draft.Scene),
            Text(draft.Model),
            Text(draft.Version),
            Parameter(draft.Parameters, Json),
            Parameter(draft.Force, NpgsqlDbType.Boolean)
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new EqualRun(
                reader.GetInt64(0),
                Words.RunStatus(reader.GetString(1)),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetString(3)
            )
            : null;
    }

    private static async Task<ClaimedRun?> Take(
        NpgsqlConnection connection,
        long run,
        Guid claim,
        string worker,
        string? revision,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(SqlFile.Statement("runs.claim"), connection).With(
            Id(run),
            Parameter(claim, NpgsqlDbType.Uuid),
            Text(worker),
            Text(revision),
            Silence()
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new ClaimedRun(
                run,
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetInt32(5),
                await reader.IsDBNullAsync(6, cancellation) ? null : reader.GetString(6)
            )
            : null;
    }

    private static NpgsqlParameter Silence() => Number(RunRules.LongestSilence.TotalSeconds);

    // A message may quote a file: PostgreSQL keeps no NUL, and a log line has an end.
    private static string Kept(string text) =>
        text.Replace("\0", "", StringComparison.Ordinal) is { Length: > 4_000 } @long
            ? @long[..4_000]
            : text.Replace("\0", "", StringComparison.Ordinal);
}
