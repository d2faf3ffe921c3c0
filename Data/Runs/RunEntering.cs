using System.Data;
using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Data.Ledger;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using static Review.Data.Db.Sql;

namespace Review.Data.Runs;

/// <summary>
/// The last step of a run, one transaction: what is there is locked and measured, <see cref="Reprocessing"/> rules on it, and the ruling is
/// written.
/// </summary>
internal sealed class RunEntering(NpgsqlConnection connection, long run, RunFindings findings, IReadOnlyList<MultiPolygon> outlines)
{
    // So many rows go in one statement: bounds the memory of it without costing it speed.
    private const int ChunkRows = 2_000;

    /// <returns>False when the claim is lost or somebody asked to cancel.</returns>
    /// <exception cref="OutlineException">An outline cannot be used.</exception>
    public async Task<bool> Enter(Guid claim, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        try
        {
            if (await Hold(claim, cancellation) is not { } held)
            {
                return false;
            }

            await Write(held, cancellation);
            // Not to be cancelled: what the server has committed is done, whatever is heard of it.
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == "SR422")
        {
            throw new OutlineException(refused.MessageText);
        }
    }

    private async Task Write(HeldRun held, CancellationToken cancellation)
    {
        var unreviewed = await TakeUnreviewed(held.Scene, cancellation);
        var ruling = Reprocessing.Rule(unreviewed, outlines.Count, await Overlaps(held.Scene, unreviewed, cancellation));
        var decision = unreviewed.Length == 0 ? null : await Decide(held, unreviewed, ruling.Entering.Count, cancellation);
        var slicks = decision?.Outputs ?? await SlickIds.Next(connection, ruling.Entering.Count, cancellation);
        var inserted = 0L;
        foreach (var chunk in ruling.Entering.Zip(slicks).Chunk(ChunkRows))
        {
            inserted += await Insert(held, decision?.Decision, chunk, cancellation);
        }

        if (decision is not null)
        {
            DecisionBatch.CheckInserted(decision, inserted);
        }

        await Keep(ruling.Compared, cancellation);
        await Succeed(ruling, cancellation);
        if (decision is not null || slicks.Length > 0)
        {
            await Tell(decision?.Decision, cancellation);
        }
    }

    /// <summary>
    /// From within the transaction, as imports do: whoever executes runs need not listen to be heard, and nobody hears of what was not
    /// committed.
    /// </summary>
    private async Task Tell(long? decision, CancellationToken cancellation) =>
        await connection.Scalar(
            "select pg_notify('slicks', $1)",
            cancellation,
            Text(
                decision is { } made
                    ? made.ToString(CultureInfo.InvariantCulture)
                    : string.Create(CultureInfo.InvariantCulture, $"run {run}")
            )
        );

    private async Task<HeldRun?> Hold(Guid claim, CancellationToken cancellation)
    {
        await using var command = Command("hold").With(Id(run), Parameter(claim, NpgsqlDbType.Uuid));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new HeldRun(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3))
            : null;
    }

    /// <summary>Locks as every decision does. Who decided on one of them meanwhile was first: theirs counts as reviewed.</summary>
    private async Task<long[]> TakeUnreviewed(long scene, CancellationToken cancellation)
    {
        var seen = await Numbers("unreviewed", cancellation, Id(scene), Id(run));
        await Numbers("lock", cancellation, Ids(seen));
        return await Numbers("still_active", cancellation, Ids(seen));
    }

    private async Task<List<OverlapWithSlick>> Overlaps(long scene, long[] unreviewed, CancellationToken cancellation)
    {
        await using var command = Command("overlaps").With(Shapes(outlines), Id(scene), Ids(unreviewed));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var overlaps = new List<OverlapWithSlick>();
        while (await reader.ReadAsync(cancellation))
        {
            overlaps.Add(new OverlapWithSlick((int)reader.GetInt64(0) - 1, reader.GetInt64(1), reader.GetDouble(2)));
        }

        return overlaps;
    }

    private async Task<DecisionResult> Decide(HeldRun held, long[] replaced, int outputs, CancellationToken cancellation)
    {
        var by = new Authorship(
            string.Create(CultureInfo.InvariantCulture, $"run:{run}"),
            Context: JsonSerializer.SerializeToElement(
                new
                {
                    run,
                    model = held.Model,
                    version = held.Version,
                }
            )
        );
        var draft = new DecisionDraft(DecisionKind.Reprocess, by, $"{held.Model} {held.Version} processed the scene again.");
        await using var batch = DecisionBatch.Begin(connection, draft, replaced, outputs);
        return await DecisionBatch.Execute(batch, draft, replaced, active: replaced.Length, cancellation)
            ?? throw new InvalidOperationException($"Run {run} wrote no decision, though it has no idempotency key that could be taken.");
    }

    /// <returns>How many versions were put in.</returns>
    private async Task<int> Insert(
        HeldRun held,
        long? decision,
        (EnteringDetection Entering, long Slick)[] chunk,
        CancellationToken cancellation
    )
    {
        await using var command = Command("insert_findings")
            .With(
                Ids(chunk.Select(one => one.Slick)),
                Shapes(chunk.Select(one => outlines[one.Entering.Detection])),
                Parameter(
                    chunk.Select(one => findings.Detections[one.Entering.Detection].MachineConfidence).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Double
                ),
                Parameter(
                    chunk.Select(one => findings.Detections[one.Entering.Detection].Class).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Integer
                ),
                Parameter(
                    chunk.Select(one => findings.Detections[one.Entering.Detection].Meta).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Text
                ),
                Parameter(
                    chunk.Select(one => $"{{{string.Join(',', one.Entering.Parents)}}}").ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Text
                ),
                Id(run),
                Id(held.Scene),
                Id(decision),
                Time(held.Acquired)
            );
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task Keep(IReadOnlyList<OverlapWithSlick> compared, CancellationToken cancellation)
    {
        await using var command = Command("insert_overlaps")
            .With(
                Id(run),
                Ids(compared.Select(overlap => overlap.Slick)),
                Parameter(compared.Select(overlap => overlap.Iou).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Double),
                Shapes(compared.Select(overlap => outlines[overlap.Detection])),
                Parameter(
                    compared.Select(overlap => findings.Detections[overlap.Detection].Class).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Integer
                ),
                Parameter(
                    compared.Select(overlap => findings.Detections[overlap.Detection].MachineConfidence).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Double
                ),
                Parameter(
                    compared.Select(overlap => findings.Detections[overlap.Detection].Meta).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Text
                )
            );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task Succeed(ReprocessingRuling ruling, CancellationToken cancellation)
    {
        var (slicks, replaced, compared) = (ruling.Entering.Count, ruling.Replaced.Count, ruling.Covered);
        var counts = new Dictionary<string, long>(findings.Counts)
        {
            ["detections"] = outlines.Count,
            ["slicks"] = slicks,
            ["replaced"] = replaced,
            ["compared"] = compared,
        };
        await using var command = Command("succeed")
            .With(
                Id(run),
                Parameter(JsonSerializer.Serialize(counts), NpgsqlDbType.Jsonb),
                Parameter(JsonSerializer.Serialize(findings.Seconds), NpgsqlDbType.Jsonb),
                Id(findings.PeakMemoryBytes)
            );
        await command.ExecuteNonQueryAsync(cancellation);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"Succeeded: {outlines.Count} detections, {slicks} slicks put in, {replaced} unreviewed ones of earlier runs replaced, "
                + $"{compared} detections set against reviewed slicks."
        );
        await using var note = new NpgsqlCommand("insert into run_log (run, line) values ($1, $2)", connection).With(Id(run), Text(line));
        await note.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<long[]> Numbers(string statement, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(statement).With(parameters);
        return await command.Numbers(cancellation);
    }

    // Many outlines take their time: the measuring is a trigger's.
    private NpgsqlCommand Command(string statement) => new(SqlFile.Statement($"runs.{statement}"), connection) { CommandTimeout = 0 };

    private sealed record HeldRun(long Scene, DateTimeOffset Acquired, string Model, string Version);
}
