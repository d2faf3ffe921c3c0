using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Review.Domain;

namespace Review.Data.Db;

/// <summary>
/// Brings a database to the schema of this version: the SQL files of Db/Migrations in order, each once, each in a transaction of its own,
/// under an advisory lock, so that any number of processes may start at once.
/// </summary>
internal static class Migrations
{
    // "SlickRev" in ASCII.
    private const long AdvisoryLock = 0x536C69636B526576;

    /// <returns>The names of the migrations that were applied now.</returns>
    /// <exception cref="MigrationException">An applied migration was changed, or the database is newer than this program.</exception>
    public static async Task<IReadOnlyList<string>> Apply(string connectionString, CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await Execute(connection, $"select pg_advisory_lock({AdvisoryLock})", cancellation);
        try
        {
            await Begin(connection, cancellation);
            var applied = await Applied(connection, cancellation);
            var known = Known();
            Check(applied, known);
            var missing = known.Where(migration => !applied.ContainsKey(migration.Name)).ToList();
            CheckOrder(applied, missing);
            foreach (var migration in missing)
            {
                await Apply(connection, migration, cancellation);
            }

            if (missing.Count > 0 || await MayGrant(connection, cancellation))
            {
                await Roles.Grant(connection, changed: missing.Count > 0, cancellation);
            }

            return [.. missing.Select(migration => migration.Name)];
        }
        finally
        {
            await Execute(connection, $"select pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
        }
    }

    // Asked first: who may not make tables, such as the application's own role, may start where nothing is to be made.
    private static async Task Begin(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await connection.Scalar("select to_regclass('migration')::text", cancellation) is null)
        {
            await Execute(
                connection,
                "create table if not exists migration (name text primary key, checksum text not null, applied_at timestamptz not "
                    + "null default clock_timestamp())",
                cancellation
            );
        }
    }

    private static async Task<bool> MayGrant(NpgsqlConnection connection, CancellationToken cancellation) =>
        await connection.Scalar("select pg_has_role(relowner, 'usage') from pg_class where oid = 'migration'::regclass", cancellation)
            is true;

    private static void Check(Dictionary<string, string> applied, IReadOnlyList<Migration> known)
    {
        foreach (var (name, checksum) in applied)
        {
            var migration =
                known.FirstOrDefault(one => one.Name == name)
                ?? throw new MigrationException(
                    $"The database has the migration {name}, which this version of Slick Review does not know: it was migrated by a "
                        + "newer version. Start that one."
                );
            if (migration.Checksum != checksum)
            {
                throw new MigrationException(
                    $"The migration {name} was changed after it had been applied to this database. Put the file back as it was, and "
                        + "make the change in a new migration."
                );
            }
        }
    }

    // Applied after a later one, it would make another schema than on a new database.
    private static void CheckOrder(Dictionary<string, string> applied, List<Migration> missing)
    {
        if (
            missing.Count > 0
            && applied.Keys.Order(StringComparer.Ordinal).LastOrDefault(name => string.CompareOrdinal(name, missing[0].Name) > 0)
                is { } later
        )
        {
            throw new MigrationException(
                $"The database has the migration {later}, but not {missing[0].Name}, which comes before it: it was made by an "
                    + "unfinished version. Make the database anew, or restore a backup from before that."
            );
        }
    }

    private static async Task Apply(NpgsqlConnection connection, Migration migration, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, migration.Sql, cancellation);
        await using var insert = new NpgsqlCommand("insert into migration (name, checksum) values ($1, $2)", connection)
        {
            Parameters =
            {
                new() { Value = migration.Name },
                new() { Value = migration.Checksum },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select name, checksum from migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var applied = new Dictionary<string, string>();
        while (await reader.ReadAsync(cancellation))
        {
            applied.Add(reader.GetString(0), reader.GetString(1));
        }

        return applied;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static IReadOnlyList<Migration> Known()
    {
        const string prefix = "Review.Data.Db.Migrations.";
        var assembly = typeof(Migrations).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new Migration(name[prefix.Length..^".sql".Length], SqlFile.Read(name))),
        ];
    }

    private sealed record Migration(string Name, string Sql)
    {
        public string Checksum { get; } = Db.Checksum.Of(Sql);
    }
}

/// <summary>Of a text, however its lines end.</summary>
internal static class Checksum
{
    public static string Of(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
}

/// <summary>The database and this program do not fit together. The message says what to do.</summary>
internal sealed class MigrationException(string sentence) : StartException(sentence);
