using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Domain.Decisions;
using static Review.Data.Db.Sql;
using static Review.Data.Ledger.Statements;

namespace Review.Data.Ledger;

internal sealed class Seals(NpgsqlDataSource source) : ISeals
{
    // Before the first seal, as the database has it too.
    private static readonly string Beginning = new('0', 64);

    public async Task<int> Seal(int most, long above, TimeSpan patience, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(Statements.Seal, connection) { CommandTimeout = 0 }.With(
            Parameter(most, NpgsqlDbType.Integer),
            Id(above),
            Parameter(patience, NpgsqlDbType.Interval)
        );
        return (int)(await command.Scalar(cancellation))!;
    }

    public async Task<LedgerHead> Head(CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(Statements.Head);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new LedgerHead(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3))
            : new LedgerHead(0, Beginning, 0, null);
    }

    public async Task<string?> HashAt(long position, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        return (string?)
            await connection.Scalar("select encode(hash, 'hex') from decision_seal where position = $1", cancellation, Id(position));
    }

    /// <param name="above">Up to this id nothing is looked at.</param>
    public async Task<SealMark> Mark(long above, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(SealMarks, connection).With(Id(above));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new SealMark(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
