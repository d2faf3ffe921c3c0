using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain.Decisions;
using static Npgsql.PostgresErrorCodes;
using static Review.Data.Ledger.Statements;

namespace Review.Data.Ledger;

internal sealed class LedgerTransaction(Ledger ledger, IDbContextTransaction transaction) : ILedgerTransaction
{
    public Task<IReadOnlyList<SlickVersion>> Take(IReadOnlyList<long> ids, bool outlines, bool alsoRemoved, CancellationToken cancellation) =>
        ledger.Versions(Statements.Take, ids, outlines, alsoRemoved, cancellation);

    public async Task<DecisionResult> Record(DecisionDraft draft, IReadOnlyList<SlickVersion> taken, IReadOnlyList<Successor> successors, CancellationToken cancellation)
    {
        long[] inputs = [.. taken.Select(version => version.Id)];
        try
        {
            if (await Write(draft, inputs, successors.Count, cancellation) is not { } decision)
            {
                return await ledger.Replay(draft.By, cancellation) ?? throw new InvalidOperationException("The idempotency key was taken and is gone: decisions are never deleted.");
            }

            await Move(decision, inputs, successors, cancellation);
            return decision;
        }
        catch (PostgresException refused) when (refused.SqlState == "SR422")
        {
            throw new OutlineException(refused.MessageText);
        }
        catch (PostgresException refused) when (refused.SqlState is UntranslatableCharacter or NumericValueOutOfRange or InvalidTextRepresentation)
        {
            // All other values were checked before: jsonb alone knows which JSON it can keep.
            throw new RuleBrokenException("context", $"The context cannot be kept: {refused.MessageText}.");
        }
    }

    public Task Commit(CancellationToken cancellation) => transaction.CommitAsync(cancellation);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();

    private async Task<DecisionResult?> Write(DecisionDraft draft, long[] inputs, int outputs, CancellationToken cancellation)
    {
        var by = draft.By;
        await using var command = (await ledger.Command(RecordDecision, cancellation)).With(
            Text(Words.Of(draft.Kind)),
            Text(by.Reviewer),
            Text(draft.Reason),
            Text(by.Comment),
            Ids(inputs),
            Parameter(outputs, NpgsqlDbType.Integer),
            Id(draft.Undoes),
            Text(by.IdempotencyKey),
            Parameter(by.RequestHash, NpgsqlDbType.Bytea),
            Number(by.SecondsSpent),
            Parameter(by.Context?.GetRawText() ?? "{}", NpgsqlDbType.Jsonb));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new DecisionResult(reader.GetInt64(0), Words.Of(draft.Kind), reader.GetFieldValue<DateTimeOffset>(1), inputs, reader.GetFieldValue<long[]>(2))
            : null;
    }

    private async Task Move(DecisionResult decision, long[] inputs, IReadOnlyList<Successor> successors, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(await ledger.Connection(cancellation));
        if (inputs.Length > 0)
        {
            batch.Add(Deactivate, Id(decision.Decision), Ids(inputs));
        }

        var copies = successors.Zip(decision.Outputs).Where(pair => pair.First is Copy).GroupBy(pair => ((Copy)pair.First).Changes);
        foreach (var alike in copies)
        {
            AddCopies(batch, decision.Decision, alike.Key, [.. alike.Select(pair => ((Copy)pair.First, pair.Second))]);
        }

        foreach (var (successor, id) in successors.Zip(decision.Outputs))
        {
            if (successor is Drawn drawn)
            {
                AddDrawn(batch, decision.Decision, id, drawn);
            }
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            Check(decision, batch);
        }
    }

    private static void Check(DecisionResult decision, NpgsqlBatch batch)
    {
        var inserted = batch.BatchCommands.Cast<NpgsqlBatchCommand>().Where(command => command.CommandText != Deactivate).Sum(command => (long)command.Rows);
        if (inserted != decision.Outputs.Length)
        {
            throw new InvalidOperationException($"Decision {decision.Decision} put in {inserted} versions in the place of {decision.Outputs.Length}; it was rolled back.");
        }
    }

    private static void AddCopies(NpgsqlBatch batch, long decision, FactChanges changes, List<(Copy Copy, long Id)> copies) =>
        batch.Add(
            CopySlicks,
            Id(decision),
            Ids(copies.Select(copy => copy.Id)),
            Ids(copies.Select(copy => copy.Copy.Of)),
            Parameter(copies.Select(copy => ArrayLiteral(copy.Copy.Parents)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Number(changes.HumanConfidence),
            Parameter(changes.Validated, NpgsqlDbType.Boolean),
            Text(changes.Notes),
            Class(changes.Class));

    private static void AddDrawn(NpgsqlBatch batch, long decision, long id, Drawn drawn) =>
        batch.Add(
            InsertDrawn,
            Id(decision),
            Id(id),
            Time(drawn.Facts.Timestamp),
            Parameter(Wkb(drawn.Outline), NpgsqlDbType.Bytea),
            Number(drawn.Facts.MachineConfidence),
            Number(drawn.Facts.HumanConfidence),
            Parameter(drawn.Facts.Validated, NpgsqlDbType.Boolean),
            Ids(drawn.Parents),
            Text(drawn.Facts.Notes),
            Class(drawn.Facts.Class),
            Id(drawn.Facts.Scene),
            Id(drawn.Source));

    private static string ArrayLiteral(long[] ids) => $"{{{string.Join(',', ids)}}}";
}
