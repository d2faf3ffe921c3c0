using Npgsql;
using Review.Data.Db;
using Review.Domain;
using static Review.Data.Db.Sql;

namespace Review.Data.Ledger;

/// <summary>
/// Requests that come again under their idempotency key: what the first one made is found, and a key that somebody else has used, or for
/// something else, is refused. One for each thing that is kept under such a key.
/// </summary>
/// <param name="statement">Of Data/Sql: id, author and request hash of what was kept under the key $1.</param>
/// <param name="elsewhose">What is said to who brings somebody else's key.</param>
/// <param name="elsewhat">What is said to who brings a key with another request, given what the first one made.</param>
internal sealed class RequestKeys(string statement, string elsewhose, Func<long, string> elsewhat)
{
    public static readonly RequestKeys Decisions = new(
        "replay",
        "This idempotency key was used by somebody else. Make a new one for every decision.",
        decision => $"This idempotency key was used for another request, decision {decision}. Make a new one for every decision."
    );

    public static readonly RequestKeys Runs = OfRuns("run");

    public static readonly RequestKeys Imports = OfRuns("import");

    private readonly string sql = SqlFile.Statement(statement);

    /// <returns>What the first request with this key made; null when there was none, or there is no key.</returns>
    /// <exception cref="IdempotencyException">The key is somebody else's, or came with another request.</exception>
    public async Task<long?> First(NpgsqlConnection connection, Authorship by, CancellationToken cancellation)
    {
        if (by.IdempotencyKey is null)
        {
            return null;
        }

        await using var command = await new NpgsqlCommand(sql, connection).With(Text(by.IdempotencyKey)).Prepared(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var (first, author) = (reader.GetInt64(0), reader.GetString(1));
        var hash = await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetFieldValue<byte[]>(2);
        return author != by.Reviewer ? throw new IdempotencyException(elsewhose)
            : IsSame(hash, by.RequestHash) ? first
            : throw new IdempotencyException(elsewhat(first));
    }

    // Who only asks what came with a key has no request; neither has who decides on the command line.
    private static bool IsSame(byte[]? first, byte[]? again) => first is null || again is null || first.AsSpan().SequenceEqual(again);

    private static RequestKeys OfRuns(string noun)
    {
        var sentence = $"This idempotency key was used by somebody else or for another {noun}. Make a new one for every {noun}.";
        return new RequestKeys("runs.replay", sentence, _ => sentence);
    }
}
