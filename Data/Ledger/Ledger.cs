using System.Data;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain;
using Review.Domain.Decisions;
using static Review.Data.Db.Sql;
using static Review.Data.Ledger.Statements;

namespace Review.Data.Ledger;

/// <summary>The ledger in PostgreSQL. Rows that keep their outline are copied inside the database.</summary>
internal sealed class Ledger(ReviewDb db) : ILedger
{
    public async Task<ILedgerTransaction> Open(CancellationToken cancellation) =>
        new LedgerTransaction(this, await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation));

    public async Task<IReadOnlyList<SlickVersion>> Look(IReadOnlyList<long> ids, bool outlines, CancellationToken cancellation) =>
        (await Versions(Statements.Look, ids, outlines, removed: [], cancellation)).Versions;

    public async Task<DecisionResult?> Replay(Authorship by, CancellationToken cancellation)
    {
        if (await RequestKeys.Decisions.First(await db.Connection(cancellation), by, cancellation) is not { } first)
        {
            return null;
        }

        var made = (await DecisionRows([first], cancellation)).Single();
        return new DecisionResult(made.Decision, made.Kind, made.At, made.Inputs, made.Outputs, Replayed: true);
    }

    public async Task LockDecision(long decision, CancellationToken cancellation)
    {
        await using var command = (await db.Command(Statements.LockDecision, cancellation)).With(Id(decision));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<UndoReach> ReachOf(long decision, IReadOnlyList<long>? outputs, CancellationToken cancellation)
    {
        var undone =
            (await DecisionRows([decision], cancellation)).SingleOrDefault()
            ?? throw new NotFoundException($"There is no decision {decision}.");

        if (outputs?.FirstOrDefault(id => !undone.Outputs.Contains(id)) is { } stranger and not 0)
        {
            throw new RuleBrokenException("slicks", $"Slick {stranger} is not among what decision {decision} put in.");
        }

        // Slick by slick, several undos of one decision may stand; whole means what they left.
        var undos = await Numbers(StandingUndos, [decision], cancellation);
        var asked = outputs ?? (undos.Length == 0 ? undone.Outputs : await Numbers(NotTakenBack, [decision], cancellation));
        var (versions, later) = await Reach(asked, cancellation);
        var removed = outputs is null && undos.Length == 0 ? await Numbers(Unreplaced, undone.Inputs, cancellation) : [];
        var dependents = await DecisionRows([.. later.Where(id => id != decision).Distinct()], cancellation);
        var already =
            asked.Count == 0 && undos.Length > 0
                ? (await DecisionRows([undos[0]], cancellation)).Single()
                : dependents.FirstOrDefault(later => undos.Contains(later.Decision));
        return new UndoReach(undone, versions, removed, dependents, already);
    }

    public Task<DecisionSummary?> LastDecision(string reviewer, CancellationToken cancellation) =>
        Last(Statements.LastDecision, reviewer, cancellation);

    public Task<DecisionSummary?> LastUndo(string reviewer, CancellationToken cancellation) =>
        Last(Statements.LastUndo, reviewer, cancellation);

    public async Task<IReadOnlyList<OutlineMetrics>> Measure(IReadOnlyList<MultiPolygon> outlines, CancellationToken cancellation)
    {
        if (outlines.Count == 0)
        {
            return [];
        }

        await using var command = await (await db.Command(Statements.Measure, cancellation)).With(Shapes(outlines)).Prepared(cancellation);
        try
        {
            return await Metrics(command, cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == "SR422")
        {
            throw new OutlineException(refused.MessageText);
        }
    }

    /// <summary>Reads versions and refuses those that cannot be taken.</summary>
    /// <returns>The versions, and which of them are inactive: some of <paramref name="removed"/>.</returns>
    internal async Task<(IReadOnlyList<SlickVersion> Versions, IReadOnlyCollection<long> Inactive)> Versions(
        string sql,
        IReadOnlyList<long> ids,
        bool outlines,
        IReadOnlyCollection<long> removed,
        CancellationToken cancellation
    )
    {
        if (ids.Count == 0)
        {
            return ([], []);
        }

        var wanted = ids.Distinct().Order().ToArray();
        var versions = new List<SlickVersion>(wanted.Length);
        var inactive = new List<long>();
        await using (
            var command = await (await db.Command(sql, cancellation))
                .With(Ids(wanted), Parameter(outlines, NpgsqlDbType.Boolean))
                .Prepared(cancellation)
        )
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                versions.Add(Version(reader));
                if (!reader.GetBoolean(1))
                {
                    inactive.Add(reader.GetInt64(0));
                }
            }
        }

        if (versions.Count < wanted.Length)
        {
            var missing = wanted.Except(versions.Select(version => version.Id)).First();
            throw new NotFoundException($"There is no slick {missing}.");
        }

        if (inactive.Count > 0)
        {
            await Refuse(inactive, removed, cancellation);
        }

        return (versions, inactive);
    }

    internal Task<NpgsqlConnection> Connection(CancellationToken cancellation) => db.Connection(cancellation);

    private static async Task<List<OutlineMetrics>> Metrics(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var metrics = new List<OutlineMetrics>();
        while (await reader.ReadAsync(cancellation))
        {
            metrics.Add(new OutlineMetrics(reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2)));
        }

        return metrics;
    }

    private static SlickVersion Version(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64(0),
            new SlickFacts(
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetInt32(3),
                reader.IsDBNull(4) ? null : reader.GetDouble(4),
                reader.IsDBNull(5) ? null : reader.GetDouble(5),
                reader.GetBoolean(6),
                reader.IsDBNull(7) ? null : reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetInt64(8)
            ),
            reader.GetDouble(9),
            reader.IsDBNull(10) ? null : reader.GetFieldValue<MultiPolygon>(10),
            Words.State(reader.GetString(11)),
            reader.IsDBNull(12) ? null : reader.GetString(12)
        );

    private async Task Refuse(List<long> inactive, IReadOnlyCollection<long> removed, CancellationToken cancellation)
    {
        var conflicts = new List<LedgerConflict>();
        await using var command = await (await db.Command(Conflicts, cancellation)).With(Ids(inactive)).Prepared(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var replaced = reader.GetBoolean(6);
            if (replaced || !removed.Contains(reader.GetInt64(0)))
            {
                conflicts.Add(
                    new LedgerConflict(
                        reader.GetInt64(0),
                        reader.GetInt64(1),
                        reader.GetString(2),
                        reader.GetString(3),
                        reader.GetFieldValue<DateTimeOffset>(4),
                        reader.GetFieldValue<long[]>(5)
                    )
                );
            }
        }

        if (conflicts.Count > 0)
        {
            throw new LedgerConflictException(ConflictSentence.Of(conflicts), conflicts);
        }
    }

    private async Task<(List<ReachedVersion> Versions, List<long> Later)> Reach(IReadOnlyList<long> outputs, CancellationToken cancellation)
    {
        var versions = new List<ReachedVersion>();
        var later = new List<long>();
        await using var command = await (await db.Command(Statements.Reach, cancellation)).With(Ids(outputs)).Prepared(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var removed = !await reader.IsDBNullAsync(4, cancellation);
            versions.Add(
                new ReachedVersion(
                    reader.GetInt64(0),
                    reader.GetFieldValue<long[]>(1),
                    reader.GetFieldValue<long[]>(5),
                    reader.GetBoolean(2),
                    removed
                )
            );
            foreach (var column in (int[])[3, 4])
            {
                if (!await reader.IsDBNullAsync(column, cancellation))
                {
                    later.Add(reader.GetInt64(column));
                }
            }
        }

        return (versions, later);
    }

    /// <param name="ids">The one parameter of the statement.</param>
    private async Task<long[]> Numbers(string sql, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        await using var command = await (await db.Command(sql, cancellation)).With(Ids(ids)).Prepared(cancellation);
        return await command.Numbers(cancellation);
    }

    private async Task<DecisionSummary?> Last(string sql, string reviewer, CancellationToken cancellation)
    {
        await using var command = (await db.Command(sql, cancellation)).With(Text(reviewer));
        return await command.ExecuteScalarAsync(cancellation) is long id ? (await DecisionRows([id], cancellation)).Single() : null;
    }

    private async Task<List<DecisionSummary>> DecisionRows(IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var rows = new List<DecisionSummary>();
        await using var command = await (await db.Command(Decisions, cancellation)).With(Ids(ids)).Prepared(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(
                new DecisionSummary(
                    reader.GetInt64(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetFieldValue<DateTimeOffset>(3),
                    reader.GetFieldValue<long[]>(4),
                    reader.GetFieldValue<long[]>(5)
                )
            );
        }

        return rows;
    }
}
