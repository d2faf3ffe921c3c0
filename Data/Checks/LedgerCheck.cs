using System.Data;
using Npgsql;
using Review.Data.Db;
using Review.Domain.Decisions;

namespace Review.Data.Checks;

/// <summary>
/// Runs Sql/checks/*.sql: each answers the number of rows examined, the ids that break the sentence of its first line, and perhaps what
/// they are of.
/// </summary>
internal sealed class LedgerCheck(NpgsqlDataSource source) : ILedgerCheck
{
    private const string Folder = "Review.Data.Sql.checks.";
    private const int Examples = 5;

    public async Task<IReadOnlyList<InvariantCheck>> Run(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await Settle(connection, cancellation);
        var checks = new List<InvariantCheck>();
        foreach (
            var file in typeof(LedgerCheck)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            var text = SqlFile.Read(file);
            await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
            await using var row = await command.ExecuteReaderAsync(cancellation);
            await row.ReadAsync(cancellation);
            var broken = row.GetFieldValue<long[]>(1);
            checks.Add(
                new InvariantCheck(
                    NameOf(file),
                    text[3..text.IndexOf('\n', StringComparison.Ordinal)],
                    row.GetInt64(0),
                    broken.Length,
                    broken[..Math.Min(Examples, broken.Length)],
                    row.FieldCount > 2 ? row.GetString(2) : ""
                )
            );
        }

        return checks;
    }

    // As seal_decisions has them: what is hashed is text.
    private static async Task Settle(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("set local timezone = 'UTC'; set local extra_float_digits = 1", connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string NameOf(string file) => file[(Folder.Length + 2)..^".sql".Length].Replace('_', ' ').Trim();
}
