using Microsoft.Extensions.Configuration;
using Npgsql;
using Review.Data.Postgres;
using Review.Domain;

namespace Review.Data.Db;

internal sealed class Database : IDatabase
{
    private readonly EmbeddedServer? server;

    private Database(string connectionString, EmbeddedServer? server)
    {
        this.server = server;
        ConnectionString = connectionString;
        Uri = server?.Uri ?? UriOf(new NpgsqlConnectionStringBuilder(connectionString));
    }

    public string ConnectionString { get; }

    /// <summary>Null when the database is one of the operator's own.</summary>
    public EmbeddedServer? Server => server;

    public string Uri { get; }

    /// <summary>Where the embedded server and everything else that must be kept lies.</summary>
    public static string DataFolder(IConfiguration settings) => Path.GetFullPath(settings["REVIEW_DATA"] ?? ".data");

    public static async Task<Database> Open(IConfiguration settings, Action<string> tell, CancellationToken cancellation)
    {
        if (settings.GetConnectionString("Review") is { Length: > 0 } configured)
        {
            return new Database(configured, null);
        }

        var server = await EmbeddedServer.Acquire(DataFolder(settings), cancellation, tell);
        return new Database(server.ConnectionString, server);
    }

    public async Task<IReadOnlyList<string>> Migrate(CancellationToken cancellation)
    {
        try
        {
            return await Migrations.Apply(ConnectionString, cancellation);
        }
        catch (NpgsqlException unreachable) when (unreachable is not PostgresException)
        {
            throw new StartException($"The database does not answer: {unreachable.Message} Check ConnectionStrings__Review.", unreachable);
        }
    }

    public async Task<IDatabase> CreateScratch(CancellationToken cancellation) =>
        await ScratchDatabase.Create(server is null ? ConnectionString : server.ConnectionStringFor("postgres"), ConnectionString, cancellation);

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal static string UriOf(NpgsqlConnectionStringBuilder parts)
    {
        static string Escaped(string? text) => System.Uri.EscapeDataString(text ?? "");
        var user = parts.Username is null ? "" : parts.Password is null ? $"user={Escaped(parts.Username)}" : $"user={Escaped(parts.Username)}&password={Escaped(parts.Password)}";
        return $"postgresql:///{Escaped(parts.Database)}?host={Escaped(parts.Host)}&port={parts.Port}{(user.Length == 0 ? "" : "&" + user)}";
    }
}
