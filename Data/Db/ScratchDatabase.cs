using Npgsql;
using Review.Domain;

namespace Review.Data.Db;

/// <summary>A database that lives as long as a measurement.</summary>
internal sealed class ScratchDatabase : IDatabase
{
    private readonly string creator;
    private readonly NpgsqlConnectionStringBuilder parts;

    private ScratchDatabase(string creator, NpgsqlConnectionStringBuilder parts)
    {
        this.creator = creator;
        this.parts = parts;
    }

    public string ConnectionString => parts.ConnectionString;

    public string Uri => Database.UriOf(parts);

    /// <param name="creator">A connection that may create databases.</param>
    /// <param name="model">Where and as whom the new one is reached.</param>
    public static async Task<ScratchDatabase> Create(string creator, string model, CancellationToken cancellation)
    {
        var parts = new NpgsqlConnectionStringBuilder(model) { Database = $"scratch_{Guid.NewGuid():N}" };
        try
        {
            await Execute(creator, $"create database {parts.Database} owner \"{parts.Username}\"", cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartException($"The role {parts.Username} may not create databases, which a measurement needs: alter role {parts.Username} createdb.", refused);
        }

        return new ScratchDatabase(creator, parts);
    }

    public Task<IReadOnlyList<string>> Migrate(CancellationToken cancellation) => Migrations.Apply(ConnectionString, cancellation);

    public Task<IDatabase> CreateScratch(CancellationToken cancellation) => throw new InvalidOperationException("A scratch database has no scratch database.");

    public async ValueTask DisposeAsync() => await Execute(creator, $"drop database {parts.Database} with (force)", CancellationToken.None);

    private static async Task Execute(string connectionString, string statement, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
