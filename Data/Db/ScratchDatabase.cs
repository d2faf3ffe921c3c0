using Npgsql;
using Review.Domain;

namespace Review.Data.Db;

/// <summary>A database that lives as long as a measurement.</summary>
internal sealed class ScratchDatabase : IDatabase
{
    private readonly string creator;
    private readonly NpgsqlConnectionStringBuilder owner;
    private readonly NpgsqlConnectionStringBuilder application;

    private ScratchDatabase(string creator, NpgsqlConnectionStringBuilder owner, NpgsqlConnectionStringBuilder application)
    {
        this.creator = creator;
        this.owner = owner;
        this.application = application;
    }

    public string ConnectionString => application.ConnectionString;

    public string OwnerConnectionString => owner.ConnectionString;

    /// <param name="creator">A connection that may create databases.</param>
    /// <param name="owner">Where, and as whose, the new one is reached.</param>
    /// <param name="application">As whom the application reaches it.</param>
    public static async Task<ScratchDatabase> Create(string creator, string owner, string application, CancellationToken cancellation)
    {
        var parts = new NpgsqlConnectionStringBuilder(owner) { Database = $"scratch_{Guid.NewGuid():N}" };
        try
        {
            await Execute(creator, $"create database {parts.Database} owner \"{parts.Username}\"", cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartException(
                $"The role {parts.Username} may not create databases, which a measurement needs: alter role {parts.Username} createdb.",
                refused
            );
        }

        return new ScratchDatabase(creator, parts, new NpgsqlConnectionStringBuilder(application) { Database = parts.Database });
    }

    public string UriOf(DatabaseRole role) => Database.UriOf(role == DatabaseRole.Owner ? owner : application);

    public bool Knows(DatabaseRole role) => role is DatabaseRole.Owner or DatabaseRole.Application;

    public Task<IReadOnlyList<string>> Migrate(CancellationToken cancellation) => Migrations.Apply(OwnerConnectionString, cancellation);

    public Task<IReadOnlyList<string>> MakeRoles(CancellationToken cancellation) =>
        throw new InvalidOperationException("A scratch database has the roles of its server.");

    public Task<IDatabase> CreateScratch(CancellationToken cancellation) =>
        throw new InvalidOperationException("A scratch database has no scratch database.");

    public async ValueTask DisposeAsync() => await Execute(creator, $"drop database {owner.Database} with (force)", CancellationToken.None);

    private static async Task Execute(string connectionString, string statement, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
