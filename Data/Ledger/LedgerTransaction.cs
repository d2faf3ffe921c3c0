using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain;
using Review.Domain.Decisions;
using static Npgsql.PostgresErrorCodes;
using static Review.Data.Db.Sql;
using static Review.Data.Ledger.Statements;

namespace Review.Data.Ledger;

internal sealed class LedgerTransaction(Ledger ledger, IDbContextTransaction transaction) : ILedgerTransaction
{
    // Of what was taken: gone before, so nothing is left to deactivate.
    private readonly HashSet<long> inactive = [];

    public async Task<IReadOnlyList<SlickVersion>> Take(
        IReadOnlyList<long> ids,
        bool outlines,
        IReadOnlyCollection<long> removed,
        CancellationToken cancellation
    )
    {
        var taken = await ledger.Versions(Statements.Take, ids, outlines, removed, cancellation);
        inactive.UnionWith(taken.Inactive);
        return taken.Versions;
    }

    public async Task<DecisionResult> Record(
        DecisionDraft draft,
        IReadOnlyList<SlickVersion> taken,
        IReadOnlyList<Successor> successors,
        CancellationToken cancellation
    )
    {
        try
        {
            return await Write(draft, [.. taken.Select(version => version.Id)], successors, cancellation)
                ?? await ledger.Replay(draft.By, cancellation)
                ?? throw new InvalidOperationException("The idempotency key was taken and is gone: decisions are never deleted.");
        }
        catch (PostgresException refused) when (refused.SqlState == "SR422")
        {
            throw new OutlineException(refused.MessageText);
        }
        catch (PostgresException refused)
            when (refused.SqlState is UntranslatableCharacter or NumericValueOutOfRange or InvalidTextRepresentation)
        {
            // All other values were checked before: jsonb alone knows which JSON it can keep.
            throw new RuleBrokenException("context", $"The context cannot be kept: {refused.MessageText}.");
        }
    }

    public Task Commit(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();

    /// <summary>All that a decision writes goes in one batch, so in one round trip.</summary>
    /// <returns>Null, and nothing written, when the idempotency key was taken.</returns>
    private async Task<DecisionResult?> Write(
        DecisionDraft draft,
        long[] inputs,
        IReadOnlyList<Successor> successors,
        CancellationToken cancellation
    )
    {
        await using var batch = DecisionBatch.Begin(await ledger.Connection(cancellation), draft, inputs, successors.Count);
        AddSuccessors(batch, successors);
        var decision = await DecisionBatch.Execute(batch, draft, inputs, inputs.Count(id => !inactive.Contains(id)), cancellation);
        DecisionBatch.CheckInserted(decision, DecisionBatch.RowsOf(batch, CopySlicks, InsertDrawn));
        return decision;
    }

    private static void AddSuccessors(NpgsqlBatch batch, IReadOnlyList<Successor> successors)
    {
        var numbered = successors.Select((successor, at) => (Successor: successor, N: at + 1)).ToList();
        foreach (var alike in numbered.Where(one => one.Successor is Copy).GroupBy(one => ((Copy)one.Successor).Changes))
        {
            AddCopies(batch, alike.Key, [.. alike.Select(one => ((Copy)one.Successor, one.N))]);
        }

        foreach (var (successor, n) in numbered)
        {
            if (successor is Drawn drawn)
            {
                AddDrawn(batch, n, drawn);
            }
        }
    }

    /// <param name="copies">Each with its place among the outputs, from 1.</param>
    private static void AddCopies(NpgsqlBatch batch, FactChanges changes, List<(Copy Copy, int N)> copies) =>
        batch.Add(
            CopySlicks,
            Parameter(copies.Select(copy => copy.N).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
            Ids(copies.Select(copy => copy.Copy.Of)),
            Parameter(copies.Select(copy => ArrayLiteral(copy.Copy.Parents)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Number(changes.HumanConfidence),
            Parameter(changes.Validated, NpgsqlDbType.Boolean),
            Text(changes.Notes),
            Class(changes.Class)
        );

    /// <param name="n">Its place among the outputs, from 1.</param>
    private static void AddDrawn(NpgsqlBatch batch, int n, Drawn drawn) =>
        batch.Add(
            InsertDrawn,
            Parameter(n, NpgsqlDbType.Integer),
            Time(drawn.Facts.Timestamp),
            Shape(drawn.Outline),
            Number(drawn.Facts.MachineConfidence),
            Number(drawn.Facts.HumanConfidence),
            Parameter(drawn.Facts.Validated, NpgsqlDbType.Boolean),
            Ids(drawn.Parents),
            Text(drawn.Facts.Notes),
            Class(drawn.Facts.Class),
            Id(drawn.Facts.Scene),
            Id(drawn.Source)
        );

    private static string ArrayLiteral(long[] ids) => $"{{{string.Join(',', ids)}}}";
}
