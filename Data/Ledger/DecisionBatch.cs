using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain.Decisions;
using static Review.Data.Db.Sql;
using static Review.Data.Ledger.Statements;

namespace Review.Data.Ledger;

/// <summary>
/// The one writer of decisions, a person's or a run's: its row, the end of what it took, and what else is to go in the same round trip.
/// </summary>
internal static class DecisionBatch
{
    // 100,000 slicks in one decision; who asked for it can give up before.
    private const int LongestWriteSeconds = 600;

    /// <param name="inputs">What it takes; locked by this transaction.</param>
    /// <param name="outputs">How many versions it puts in; their ids are drawn with it.</param>
    public static NpgsqlBatch Begin(NpgsqlConnection connection, DecisionDraft draft, long[] inputs, int outputs)
    {
        var batch = new NpgsqlBatch(connection) { Timeout = LongestWriteSeconds };
        batch.Add(
            RecordDecision,
            Text(Words.Of(draft.Kind)),
            Text(draft.By.Reviewer),
            Text(draft.Reason),
            Text(draft.By.Comment),
            Ids(inputs),
            Parameter(outputs, NpgsqlDbType.Integer),
            Id(draft.Undoes),
            Text(draft.By.IdempotencyKey),
            Parameter(draft.By.RequestHash, NpgsqlDbType.Bytea),
            Number(draft.By.SecondsSpent),
            Parameter(draft.By.Context?.GetRawText() ?? "{}", NpgsqlDbType.Jsonb)
        );
        if (inputs.Length > 0)
        {
            batch.Add(Deactivate, Ids(inputs));
        }

        return batch;
    }

    /// <param name="active">How many of the inputs are active: a restore also takes some that were removed before.</param>
    /// <returns>Null, and nothing written, when the idempotency key was taken.</returns>
    /// <exception cref="InvalidOperationException">Not as many versions were deactivated as it takes; the transaction must not be
    /// committed.</exception>
    public static async Task<DecisionResult?> Execute(
        NpgsqlBatch batch,
        DecisionDraft draft,
        long[] inputs,
        int active,
        CancellationToken cancellation
    )
    {
        await batch.PrepareAsync(cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var decision = await reader.ReadAsync(cancellation)
            ? new DecisionResult(
                reader.GetInt64(0),
                Words.Of(draft.Kind),
                reader.GetFieldValue<DateTimeOffset>(1),
                inputs,
                reader.GetFieldValue<long[]>(2)
            )
            : null;
        await reader.NextResultAsync(cancellation);
        await reader.CloseAsync();
        var expected = decision is null ? 0 : active;
        var deactivated = RowsOf(batch, Deactivate);
        return deactivated == expected
            ? decision
            : throw new InvalidOperationException(
                $"Decision {decision?.Decision} deactivated {deactivated} of the {expected} slicks that were locked for it; it was "
                    + "rolled back."
            );
    }

    /// <exception cref="InvalidOperationException">Not as many versions were put in as the decision names; the transaction must not be
    /// committed.</exception>
    public static void CheckInserted(DecisionResult? decision, long inserted)
    {
        if (inserted != (decision?.Outputs.Length ?? 0))
        {
            throw new InvalidOperationException(
                $"Decision {decision?.Decision} put in {inserted} versions in the place of {decision?.Outputs.Length}; it was rolled back."
            );
        }
    }

    /// <summary>Rows that these statements changed together, after the batch was executed.</summary>
    public static long RowsOf(NpgsqlBatch batch, params string[] statements) =>
        batch
            .BatchCommands.Cast<NpgsqlBatchCommand>()
            .Where(command => statements.Contains(command.CommandText))
            .Sum(command => (long)command.Rows);
}
