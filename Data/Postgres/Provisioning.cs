using Npgsql;
using Review.Data.Db;

namespace Review.Data.Postgres;

/// <summary>
/// Gives a running cluster what the application expects; every step asks first, so a start that was killed in the middle is taken up by the
/// next.
/// </summary>
internal static class Provisioning
{
    public const string Owner = "review";
    public const string Database = "review";

    public static async Task Ensure(Func<string, string> superuserConnection, CancellationToken cancellation)
    {
        await using (var server = await Open(superuserConnection("postgres"), cancellation))
        {
            if (await Holds(server, $"select not exists (select from pg_database where datname = '{Database}')", cancellation))
            {
                await Create(server, superuserConnection, cancellation);
            }

            await Roles.Make(server, Owner, cancellation);
        }

        await using var review = await Open(superuserConnection(Database), cancellation);
        if (await Holds(review, PostgisIsOlderThanInstalled, cancellation))
        {
            await Execute(review, "select postgis_extensions_upgrade()", cancellation);
        }
    }

    private const string PostgisIsOlderThanInstalled = """
        select exists (
          select from pg_extension made
          join pg_available_extensions installed on installed.name = made.extname
          where made.extname = 'postgis' and made.extversion <> installed.default_version)
        """;

    // The database comes last: where it exists, so does all before it. The owner is no superuser; PostGIS needs one to be created.
    private static async Task Create(NpgsqlConnection server, Func<string, string> superuserConnection, CancellationToken cancellation)
    {
        await using (var template = await Open(superuserConnection("template1"), cancellation))
        {
            await Execute(template, "create extension if not exists postgis", cancellation);
        }

        if (await Holds(server, $"select not exists (select from pg_roles where rolname = '{Owner}')", cancellation))
        {
            await Execute(server, $"create role {Owner} login", cancellation);
        }

        await Execute(server, $"create database {Database} owner {Owner} template template1", cancellation);
    }

    private static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static async Task<bool> Holds(NpgsqlConnection connection, string question, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task Execute(NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
