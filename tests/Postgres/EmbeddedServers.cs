using System.Globalization;
using Npgsql;
using Review.Data.Postgres;
using Review.Tests.Support;

namespace Review.Tests.Postgres;

/// <summary>What tests of the embedded server share.</summary>
public abstract class EmbeddedServers : IAsyncLifetime
{
    private protected const UnixFileMode Everybody = (UnixFileMode)0x1FF;

    private protected readonly string folder = TemporaryFolder.Create();

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TemporaryFolder.Remove(folder);

    private protected string Cluster => Path.Combine(folder, "postgres", "cluster");

    private protected Task<EmbeddedServer> Acquire() => EmbeddedServer.Acquire(folder, Cancellation);

    private protected static async Task<T> Ask<T>(EmbeddedServer server, string question)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private protected static Task Execute(EmbeddedServer server, string statement) => Execute(server.ConnectionString, statement);

    private protected static async Task Execute(string connectionString, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private protected int Postmaster(EmbeddedServer server) => Postmaster(Path.GetDirectoryName(server.Folder) ?? folder);

    private protected static int Postmaster(string dataFolder) =>
        int.Parse(File.ReadLines(Path.Combine(dataFolder, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    // A killed process may stay as a zombie until somebody collects it.
    // Its file with the process id goes an instant before the process itself.
    private protected static async Task ShouldEnd(int process)
    {
        for (var wait = 0; wait < 100 && IsAlive(process); wait++)
        {
            await Task.Delay(100, Cancellation);
        }

        IsAlive(process).ShouldBeFalse();
    }

    private protected static bool IsAlive(int process) =>
        Directory.Exists($"/proc/{process}") && File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] != 'Z';
}
