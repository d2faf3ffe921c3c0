using Npgsql;
using Review.Data.Db;
using Review.Data.Postgres;
using Review.Domain;

[assembly: AssemblyFixture(typeof(Review.Tests.Support.TestServer))]

namespace Review.Tests.Support;

/// <summary>One database server for the whole run, started when the first test asks for a database, with one migrated template.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private const string Template = "review";
    private readonly string folder = TemporaryFolder.Create();
    private readonly SemaphoreSlim starting = new(1);
    private EmbeddedServer? server;
    private int databases;

    /// <returns>A connection string for a new database with all migrations applied and no rows.</returns>
    public async Task<string> CreateDatabase(CancellationToken cancellation)
    {
        var running = await Start(cancellation);
        var name = $"test_{Interlocked.Increment(ref databases)}";

        // The default strategy (wal_log) and file_copy take the same 0.13 s here; this one forces no checkpoint on the tests beside it.
        await Execute(running, $"create database {name} template {Template} owner review", cancellation);
        return running.ConnectionStringFor(name, "review");
    }

    internal async Task DropDatabase(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await Execute(server!, $"drop database {name} with (force)", CancellationToken.None);
    }

    /// <summary>The same connection as the superuser, for what the owner of the database may not do.</summary>
    internal string AsSuperuser(string connectionString) =>
        server!.ConnectionStringFor(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    /// <summary>The same connection in another role.</summary>
    internal static string As(string connectionString, DatabaseRole role)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        parts.Username = Roles.NameOf(role, parts.Username!);
        return parts.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        starting.Dispose();
        await TemporaryFolder.Remove(folder);
    }

    private async Task<EmbeddedServer> Start(CancellationToken cancellation)
    {
        await starting.WaitAsync(cancellation);
        try
        {
            if (server is null)
            {
                var started = await EmbeddedServer.Acquire(folder, cancellation);
                // Unpooled: a template may have no open connection.
                await Migrations.Apply(started.ConnectionStringFor(Template, "review", pooling: false), cancellation);
                server = started;
            }

            return server;
        }
        finally
        {
            starting.Release();
        }
    }

    private static async Task Execute(EmbeddedServer server, string statement, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionStringFor("postgres", pooling: false));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
