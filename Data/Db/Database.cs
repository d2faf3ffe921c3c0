using Microsoft.Extensions.Configuration;
using Npgsql;
using Review.Data.Files;
using Review.Data.Postgres;
using Review.Domain;

namespace Review.Data.Db;

/// <summary>
/// The private server, which has all roles; or the configured database: <c>ConnectionStrings:Review</c>, beside which there may be one of
/// the owner's (<c>ReviewOwner</c>), of the analysts' (<c>ReviewAnalyst</c>) and of readers' (<c>ReviewReader</c>).
/// </summary>
internal sealed class Database : IDatabase
{
    private readonly EmbeddedServer? server;
    private readonly Dictionary<DatabaseRole, string> connections;

    private Database(EmbeddedServer? server, Dictionary<DatabaseRole, string> connections)
    {
        this.server = server;
        this.connections = connections;
    }

    public string ConnectionString => Connection(DatabaseRole.Application);

    /// <summary>Null when the database is one of the operator's own.</summary>
    public EmbeddedServer? Server => server;

    public string OwnerConnectionString => Connection(DatabaseRole.Owner);

    public static async Task<Database> Open(IConfiguration settings, Action<string> tell, CancellationToken cancellation)
    {
        if (settings.GetConnectionString("Review") is { Length: > 0 } configured)
        {
            return new Database(null, Configured(settings, ConnectionAddress.Read(configured)));
        }

        var server = await EmbeddedServer.Acquire(DataFolder.Of(settings), cancellation, tell);
        return new Database(server, Enum.GetValues<DatabaseRole>().ToDictionary(role => role, server.ConnectionStringFor));
    }

    public string UriOf(DatabaseRole role) => server?.UriOf(role) ?? UriOf(new NpgsqlConnectionStringBuilder(Connection(role)));

    public bool Knows(DatabaseRole role) => connections.ContainsKey(role);

    public async Task<IReadOnlyList<string>> Migrate(CancellationToken cancellation)
    {
        try
        {
            return await Migrations.Apply(OwnerConnectionString, cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartException(
                $"The schema must be brought up to date, which the role {RoleOf(OwnerConnectionString)} may not do: "
                    + $"{refused.MessageText}. Set ConnectionStrings__ReviewOwner to a connection of the database's owner, here or for one "
                    + "./review migrate.",
                refused
            );
        }
        catch (NpgsqlException unreachable) when (unreachable is not PostgresException)
        {
            throw new StartException($"The database does not answer: {unreachable.Message} Check ConnectionStrings__Review.", unreachable);
        }
    }

    public async Task<IReadOnlyList<string>> MakeRoles(CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync(cancellation);
        IReadOnlyList<string> made;
        try
        {
            made = await Roles.Make(connection, owner: null, cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            var script = Roles.Script(await Roles.AreMissing(connection, cancellation));
            throw new StartException(
                $"The role {RoleOf(OwnerConnectionString)} may not make roles. Run this as a superuser, and then ./review db roles "
                    + $"again: {script}",
                refused
            );
        }

        await Migrate(cancellation);
        return made;
    }

    public async Task<IDatabase> CreateScratch(CancellationToken cancellation) =>
        await ScratchDatabase.Create(
            server?.ConnectionStringFor("postgres") ?? OwnerConnectionString,
            OwnerConnectionString,
            ConnectionString,
            cancellation
        );

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal static string UriOf(NpgsqlConnectionStringBuilder parts)
    {
        static string Escaped(string? text) => System.Uri.EscapeDataString(text ?? "");
        var user =
            parts.Username is null ? ""
            : parts.Password is null ? $"user={Escaped(parts.Username)}"
            : $"user={Escaped(parts.Username)}&password={Escaped(parts.Password)}";
        return $"postgresql:///{Escaped(parts.Database)}?host={Escaped(parts.Host)}&port={parts.Port}{(user.Length == 0 ? "" : "&" + user)}";
    }

    private static Dictionary<DatabaseRole, string> Configured(IConfiguration settings, string application)
    {
        var connections = new Dictionary<DatabaseRole, string> { [DatabaseRole.Application] = application };
        foreach (var role in (DatabaseRole[])[DatabaseRole.Owner, DatabaseRole.Analyst, DatabaseRole.Reader])
        {
            if (settings.GetConnectionString($"Review{role}") is { Length: > 0 } configured)
            {
                connections[role] = ConnectionAddress.Read(configured);
            }
        }

        return connections;
    }

    private string Connection(DatabaseRole role) => connections.GetValueOrDefault(role) ?? connections[DatabaseRole.Application];

    private static string RoleOf(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString).Username ?? "of the connection";
}
