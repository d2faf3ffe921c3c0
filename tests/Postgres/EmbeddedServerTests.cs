using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Review.Data.Postgres;
using Review.Tests.Support;

namespace Review.Tests.Postgres;

public sealed class EmbeddedServerTests : IAsyncLifetime
{
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF;

    private readonly string folder = TemporaryFolder.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TemporaryFolder.Remove(folder);

    [Fact]
    public async Task A_first_start_gives_a_database_with_PostGIS_whose_owner_is_no_superuser()
    {
        await using var server = await Acquire();

        (await Ask<string>(server, "select st_astext(st_union('POINT(1 2)'::geometry, 'POINT(1 2)'::geometry))")).ShouldBe("POINT(1 2)");
        (
            await Ask<bool>(server, "select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user")
        ).ShouldBeFalse();
        (await Ask<string>(server, "select pg_get_userbyid(datdba) from pg_database where datname = current_database()")).ShouldBe(
            "review"
        );
    }

    [Fact]
    public async Task Commits_wait_for_the_disk_and_times_are_in_UTC()
    {
        await using var server = await Acquire();

        (await Ask<string>(server, "show fsync")).ShouldBe("on");
        (await Ask<string>(server, "show synchronous_commit")).ShouldBe("on");
        (await Ask<string>(server, "show data_checksums")).ShouldBe("on");
        (await Ask<string>(server, "show timezone")).ShouldBe("UTC");
        (await Ask<string>(server, "show server_encoding")).ShouldBe("UTF8");
        (await Ask<string>(server, "show lc_collate")).ShouldBe("C.UTF-8");
    }

    [Fact]
    public async Task It_listens_on_a_socket_in_a_closed_folder_and_on_no_port()
    {
        await using var server = await Acquire();

        (await Ask<string>(server, "show listen_addresses")).ShouldBe("");
        var socketFolder = new NpgsqlConnectionStringBuilder(server.ConnectionString).Host!;
        File.GetUnixFileMode(socketFolder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Psql_connects_with_the_uri()
    {
        await using var server = await Acquire();

        var psql = await Command.Run(["psql", server.Uri, "-AtXc", "select current_user || ' in ' || current_database()"], Cancellation);

        psql.Text.ShouldBe("review in review");
    }

    [Fact]
    public async Task Ctrl_C_in_the_terminal_does_not_reach_the_server()
    {
        await using var server = await Acquire();

        Session(Postmaster(server)).ShouldNotBe(Session(Environment.ProcessId));
    }

    [Fact]
    public async Task The_last_one_that_leaves_stops_the_server()
    {
        var first = await Acquire();
        var second = await Acquire();
        var postmaster = Postmaster(first);

        await first.DisposeAsync();
        (await Ask<int>(second, "select 1")).ShouldBe(1);
        await second.DisposeAsync();

        await ShouldEnd(postmaster);
    }

    [Fact]
    public async Task Many_that_start_at_once_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(Acquire)));

        servers.Select(Postmaster).Distinct().ShouldHaveSingleItem();
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        await using (var server = await Acquire())
        {
            await Execute(server, "create table kept as select 42 as answer");
        }

        await using var again = await Acquire();
        (await Ask<int>(again, "select answer from kept")).ShouldBe(42);
    }

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

    [Theory]
    [InlineData(Everybody)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    public async Task Settings_of_the_operator_are_kept_whoever_wrote_them(UnixFileMode mode)
    {
        await using (await Acquire()) { }

        await File.WriteAllTextAsync(Path.Combine(Cluster, "local.conf"), "work_mem = 5MB\n", Cancellation);
        File.SetUnixFileMode(Path.Combine(Cluster, "local.conf"), mode);

        await using var server = await Acquire();
        (await Ask<string>(server, "show work_mem")).ShouldBe("5MB");
    }

    [Theory]
    [InlineData("with spaces, a comma; and 'quotes'")]
    [InlineData(
        "a-name-that-is-far-too-long-for-a-socket-a-name-that-is-far-too-long-for-a-socket-a-name-that-is-far-too-long-for-a-socket"
    )]
    public async Task Any_name_of_the_data_folder_will_do(string name)
    {
        await using var server = await EmbeddedServer.Acquire(Path.Combine(folder, name), Cancellation);

        (await Ask<int>(server, "select 1")).ShouldBe(1);
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

    [Fact]
    public async Task Started_by_root_in_a_private_folder_the_data_lies_in_a_folder_of_the_system_and_says_so_once()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Needs root.");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var said = new List<string>();
        var server = await EmbeddedServer.Acquire(folder, Cancellation, said.Add);
        try
        {
            server.Folder.ShouldStartWith("/var/lib/slick-review/");
            await Execute(server, "create table kept as select 42 as answer");
            await server.DisposeAsync();
            said.ShouldContain(sentence => sentence.Contains("/var/lib/slick-review/", StringComparison.Ordinal));
            said.Clear();

            server = await EmbeddedServer.Acquire(folder, Cancellation, said.Add);
            (await Ask<int>(server, "select answer from kept")).ShouldBe(42);
            said.ShouldBeEmpty();
        }
        finally
        {
            await server.DisposeAsync();
            await TemporaryFolder.Remove(server.Folder);
        }
    }

    private string Cluster => Path.Combine(folder, "postgres", "cluster");

    private Task<EmbeddedServer> Acquire() => EmbeddedServer.Acquire(folder, Cancellation);

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

    private static async Task<T> Ask<T>(EmbeddedServer server, string question)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static Task Execute(EmbeddedServer server, string statement) => Execute(server.ConnectionString, statement);

    private static Task ExecuteAsSuperuser(EmbeddedServer server, string statement) =>
        Execute(server.ConnectionStringFor("postgres"), statement);

    private static async Task Execute(string connectionString, string statement)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private int Postmaster(EmbeddedServer server) => Postmaster(Path.GetDirectoryName(server.Folder) ?? folder);

    private static int Postmaster(string dataFolder) =>
        int.Parse(File.ReadLines(Path.Combine(dataFolder, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    // A killed process may stay as a zombie until somebody collects it.
    // Its file with the process id goes an instant before the process itself.
    private static async Task ShouldEnd(int process)
    {
        for (var wait = 0; wait < 100 && IsAlive(process); wait++)
        {
            await Task.Delay(100, Cancellation);
        }

        IsAlive(process).ShouldBeFalse();
    }

    private static bool IsAlive(int process) =>
        Directory.Exists($"/proc/{process}") && File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] != 'Z';

    private static string Session(int process) => File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[3];
}
