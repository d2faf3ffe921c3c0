using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Review.Data.Postgres;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.Postgres;

/// <summary>The private server is started again when it goes, and only then.</summary>
public sealed class ServerKeeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string folder = TemporaryFolder.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Cluster => Path.Combine(folder, "postgres", "cluster");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TemporaryFolder.Remove(folder);

    [Fact]
    public async Task A_server_whose_programs_were_replaced_under_it_is_started_anew()
    {
        await using (await EmbeddedServer.Acquire(folder, Cancellation)) { }

        // A library that every new connection loads, as it stands in the settings of the running server, is gone: each ends with 58P01
        // until a restart.
        var library = Path.Combine(folder, "replaced.so");
        File.Copy(Directory.EnumerateFiles("/usr/lib/postgresql", "auto_explain.so", SearchOption.AllDirectories).First(), library);
        var local = Path.Combine(Cluster, "local.conf");
        await File.WriteAllTextAsync(local, $"session_preload_libraries = '{library}'\n", Cancellation);
        await using var server = await EmbeddedServer.Acquire(folder, Cancellation);
        File.Delete(library);
        await File.WriteAllTextAsync(local, "", Cancellation);
        (await server.Trouble(Cancellation))!.Kind.ShouldBe(DatabaseTroubleKind.Outdated);

        await Keep(server, async () => await server.Trouble(Cancellation) is null);
    }

    [Fact]
    public async Task A_server_that_was_killed_is_started_again_and_the_pool_forgets_the_old_one()
    {
        await using var server = await EmbeddedServer.Acquire(folder, Cancellation);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await Execute(source, "create table kept as select 42 as answer");
        Process.GetProcessById(Postmaster()).Kill();

        await Keep(server, async () => await server.Trouble(Cancellation) is null, source);

        await Execute(source, "select answer from kept");
    }

    [Fact]
    public async Task A_server_that_works_is_left_alone()
    {
        await using var server = await EmbeddedServer.Acquire(folder, Cancellation);
        var postmaster = Postmaster();

        (await server.Revive(restart: true, Cancellation)).ShouldBeFalse();

        Postmaster().ShouldBe(postmaster);
    }

    [Fact]
    public async Task Two_processes_that_find_it_gone_start_it_once()
    {
        await using var one = await EmbeddedServer.Acquire(folder, Cancellation);
        await using var other = await EmbeddedServer.Acquire(folder, Cancellation);
        Process.GetProcessById(Postmaster()).Kill();

        var started = await Task.WhenAll(one.Revive(false, Cancellation), other.Revive(false, Cancellation));

        started.Count(did => did).ShouldBe(1);
        (await other.Trouble(Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task The_last_one_that_leaves_does_not_stop_the_server_under_somebody_who_is_connected()
    {
        var server = await EmbeddedServer.Acquire(folder, Cancellation);
        var account = await ServerAccount.For(Cluster, Cancellation);
        using var psql = Process.Start(
            new ProcessStartInfo("psql", ["-X", server.Uri]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        await psql.StandardInput.WriteLineAsync("select 'connected';");
        while (await psql.StandardOutput.ReadLineAsync(Cancellation) is { } line && !line.Contains("connected", StringComparison.Ordinal))
        { }

        await server.DisposeAsync();

        (await account.Run(["kill", "-0", Postmaster().ToString(CultureInfo.InvariantCulture)], Cancellation)).ExitCode.ShouldBe(0);
        psql.StandardInput.Close();
        await psql.WaitForExitAsync(Cancellation);
        var last = await EmbeddedServer.Acquire(folder, Cancellation);
        await last.DisposeAsync();
        File.Exists(Path.Combine(Cluster, "postmaster.pid")).ShouldBeFalse();
    }

    private static async Task Keep(EmbeddedServer server, Func<Task<bool>> done, NpgsqlDataSource? source = null)
    {
        await using var own = source is null ? NpgsqlDataSource.Create(server.ConnectionString) : null;
        using var keeper = new ServerKeeper(server, source ?? own!, TimeProvider.System, NullLogger<ServerKeeper>.Instance);
        await keeper.StartAsync(Cancellation);
        for (var clock = Stopwatch.StartNew(); !await done(); await Task.Delay(100, Cancellation))
        {
            clock.Elapsed.ShouldBeLessThan(Patience);
        }

        await keeper.StopAsync(Cancellation);
    }

    private static async Task Execute(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private int Postmaster() => int.Parse(File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
}
