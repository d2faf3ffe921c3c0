using Npgsql;
using Review.Data.Postgres;
using Review.Tests.Support;

namespace Review.Tests.Postgres;

public sealed class EmbeddedServerTests : EmbeddedServers
{
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

    private static string Session(int process) => File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ')[3];
}
