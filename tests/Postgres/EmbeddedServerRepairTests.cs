using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Review.Data.Postgres;

namespace Review.Tests.Postgres;

/// <summary>What a killed server or a killed start leaves behind, and what cannot be started.</summary>
public sealed class EmbeddedServerRepairTests : EmbeddedServers
{
    [Fact]
    public async Task A_server_that_a_killed_process_left_running_is_taken_over()
    {
        await using (await Acquire()) { }

        await StartByHand();
        var leftRunning = Postmaster(folder);

        var server = await Acquire();
        Postmaster(server).ShouldBe(leftRunning);
        await server.DisposeAsync();
        await ShouldEnd(leftRunning);
    }

    [Fact]
    public async Task A_server_killed_with_kill_9_is_recovered_with_all_that_was_committed()
    {
        var killed = await Acquire();
        await Execute(killed, "create table kept as select n from generate_series(1, 1000) as n");
        Process.GetProcessById(Postmaster(killed)).Kill();
        NpgsqlConnection.ClearAllPools();

        await using var server = await Acquire();

        (await Ask<long>(server, "select count(*) from kept")).ShouldBe(1000);
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task A_process_id_that_now_belongs_to_something_else_does_not_hold_up_the_start()
    {
        await using (await Acquire()) { }

        var account = await ServerAccount.For(Cluster, Cancellation);
        var stranger = await account.Run(
            ["sh", "-c", """sleep 60 > /dev/null 2>&1 & echo $! | tee "$1/postmaster.pid" """, "sh", Cluster],
            Cancellation
        );
        try
        {
            await using var server = await Acquire();

            (await Ask<int>(server, "select 1")).ShouldBe(1);
            IsAlive(int.Parse(stranger.Text, CultureInfo.InvariantCulture)).ShouldBeTrue();
        }
        finally
        {
            await account.Run(["kill", stranger.Text], Cancellation);
        }
    }

    [Fact]
    public async Task A_half_made_cluster_is_thrown_away()
    {
        var half = Path.Combine(folder, "postgres", "cluster.new");
        Directory.CreateDirectory(Path.Combine(half, "base"));
        await File.WriteAllTextAsync(Path.Combine(half, "PG_VERSION"), "15\n", Cancellation);
        // As if the server's own user had made it, whatever this process lets others do with its files.
        foreach (var made in (string[])[Path.Combine(folder, "postgres"), half, Path.Combine(half, "base")])
        {
            File.SetUnixFileMode(made, Everybody);
        }

        await using var server = await Acquire();

        (await Ask<int>(server, "select 1")).ShouldBe(1);
        Directory.Exists(half).ShouldBeFalse();
    }

    [Fact]
    public async Task A_first_start_that_was_killed_before_the_database_was_made_is_finished_by_the_next()
    {
        await using (var server = await Acquire())
        {
            await ExecuteAsSuperuser(server, "drop database review");
        }

        await using var again = await Acquire();

        (await Ask<string>(again, "select postgis_lib_version()")).ShouldStartWith("3.");
    }

    [Fact]
    public async Task A_cluster_of_a_version_that_is_not_installed_is_refused_with_what_to_do()
    {
        var account = await ServerAccount.For(null, Cancellation);
        await account.Own(Cluster, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Cluster, "PG_VERSION"), "12\n", Cancellation);

        var refused = await Should.ThrowAsync<PostgresStartException>(Acquire);

        refused.Message.ShouldContain("was made by PostgreSQL 12");
        refused.Message.ShouldContain("apt-get install --no-install-recommends postgresql-12");
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        await using (await Acquire()) { }

        await File.WriteAllTextAsync(Path.Combine(Cluster, "local.conf"), "shared_buffers = a lot\n", Cancellation);

        var refused = await Should.ThrowAsync<PostgresStartException>(Acquire);

        refused.Message.ShouldContain("does not start");
        refused.Message.ShouldContain("local.conf");
    }

    private async Task StartByHand()
    {
        var account = await ServerAccount.For(Cluster, Cancellation);
        var log = Path.Combine(folder, "postgres", "log", "start.log");
        var started = await account.Run(
            [ServerBinaries.ForNewCluster().PgCtl, "start", "-D", Cluster, "-l", log, "-w", "-s"],
            Cancellation
        );
        started.ExitCode.ShouldBe(0, started.Text);
    }

    private static Task ExecuteAsSuperuser(EmbeddedServer server, string statement) =>
        Execute(server.ConnectionStringFor("postgres"), statement);
}
