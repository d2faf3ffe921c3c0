using System.Globalization;
using Npgsql;
using Review.Data.Db;
using Review.Domain;

namespace Review.Data.Postgres;

/// <summary>
/// A private PostgreSQL server for one data folder, shared by all processes that use the folder: the first starts it, the last one
/// that leaves stops it. A process that is killed leaves it running, and the next one takes it over.
/// </summary>
/// <remarks>
/// It listens on a Unix socket only, in a folder that nobody but the server's user (and root) may enter. Two locks keep order:
/// <c>start.lock</c> is held alone while a server is started or stopped, <c>users.lock</c> is shared by all who use it.
/// </remarks>
internal sealed class EmbeddedServer : IAsyncDisposable
{
    private const string Superuser = "postgres";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ClusterPlace place;
    private readonly ServerAccount account;
    private readonly ServerBinaries binaries;
    private FileStream? usersLock;

    private EmbeddedServer(ClusterPlace place, ServerAccount account, ServerBinaries binaries)
    {
        this.place = place;
        this.account = account;
        this.binaries = binaries;
    }

    /// <summary>For Npgsql, as the owner of the database.</summary>
    public string ConnectionString => ConnectionStringFor(Provisioning.Database, Provisioning.Owner);

    /// <summary>For psql, pgbench and pg_dump.</summary>
    public string Uri => UriOf(DatabaseRole.Owner);

    /// <summary>The folder with the cluster, its logs and its socket.</summary>
    public string Folder => place.Folder;

    /// <summary>Makes the cluster if there is none, starts its server if it does not run, and uses it until disposed.</summary>
    /// <param name="dataFolder">Is created when absent; the cluster lies in a folder <c>postgres</c> in it.</param>
    /// <param name="tell">Hears what a person should know, such as a first start, which takes seconds.</param>
    /// <exception cref="PostgresStartException">The server cannot be started; the message says what to do.</exception>
    public static async Task<EmbeddedServer> Acquire(string dataFolder, CancellationToken cancellation, Action<string>? tell = null)
    {
        tell ??= static _ => { };
        var place = await ClusterPlace.Find(dataFolder, tell, cancellation);
        await using var starting = await FileLock.Exclusive(place.StartLock, cancellation);
        var account = await ServerAccount.For(place.Exists ? place.Cluster : null, cancellation);
        var binaries = place.Exists
            ? ServerBinaries.ForCluster(place.Cluster, (await File.ReadAllTextAsync(place.VersionFile, cancellation)).Trim())
            : ServerBinaries.ForNewCluster();
        var server = new EmbeddedServer(place, account, binaries);
        if (!place.Exists)
        {
            tell($"Creating a PostgreSQL {binaries.Major} cluster in {place.Folder} …");
            await server.CreateCluster(cancellation);
        }

        var users = FileLock.Shared(place.UsersLock);
        try
        {
            await server.EnsureRunning(cancellation);
            await Provisioning.Ensure(database => server.ConnectionStringFor(database, Superuser, pooling: false), cancellation);
        }
        catch
        {
            await users.DisposeAsync();
            throw;
        }

        server.usersLock = users;
        return server;
    }

    /// <summary>A connection to any database of the cluster; the superuser makes and drops databases in tests.</summary>
    public string ConnectionStringFor(string database, string user = Superuser, bool pooling = true) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = place.SocketFolder,
            Username = user,
            Database = database,
            Pooling = pooling,
            ApplicationName = "slick-review",
        }.ConnectionString;

    /// <summary>Asks over a new connection, with a function of PostGIS, whether the server works.</summary>
    /// <returns>Null when it does.</returns>
    public async Task<DatabaseTrouble?> Trouble(CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(ConnectionString)
                {
                    Pooling = false,
                    Timeout = 5,
                    CommandTimeout = 5,
                }.ConnectionString
            );
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand("select st_area('POINT(0 0)'::geometry)", connection);
            await command.ExecuteScalarAsync(cancellation);
            return null;
        }
        catch (NpgsqlException failed)
        {
            return DatabaseTrouble.Of(failed) ?? DatabaseTrouble.Refusing(failed.Message);
        }
    }

    /// <summary>Starts the server when its process is gone; whoever uses the folder too finds it running.</summary>
    /// <param name="restart">Also when it is there: its programs were replaced, and no new connection works until it is started
    /// anew.</param>
    /// <returns>Whether it was started.</returns>
    /// <exception cref="PostgresStartException">The server cannot be started; the message says what to do.</exception>
    public async Task<bool> Revive(bool restart, CancellationToken cancellation)
    {
        await using var starting = await FileLock.Exclusive(place.StartLock, cancellation);
        if (await PostmasterIsAlive(cancellation))
        {
            // Another process may have started it meanwhile; or it is recovering, which takes its time.
            if (!restart || await Trouble(cancellation) is not { Kind: DatabaseTroubleKind.Outdated })
            {
                return false;
            }

            await account.Run([binaries.PgCtl, "stop", "-D", place.Cluster, "-m", "fast", "-w", "-t", "60", "-s"], cancellation);
        }

        await Start(cancellation);
        await Provisioning.Ensure(database => ConnectionStringFor(database, Superuser, pooling: false), cancellation);
        return true;
    }

    /// <inheritdoc cref="IDatabase.UriOf"/>
    public string UriOf(DatabaseRole role) =>
        $"postgresql:///{Provisioning.Database}?host={place.SocketFolder}&user={Roles.NameOf(role, Provisioning.Owner)}";

    /// <summary>For Npgsql.</summary>
    public string ConnectionStringFor(DatabaseRole role) =>
        ConnectionStringFor(Provisioning.Database, Roles.NameOf(role, Provisioning.Owner));

    /// <summary>
    /// Stops using the server; it stops when no other process uses it: neither one of this application nor one that is connected by itself,
    /// such as psql.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref usersLock, null) is not { } shared)
        {
            return;
        }

        // Holding the start lock, nobody can begin to use the server between the question and the stop.
        await using var stopping = await FileLock.Exclusive(place.StartLock, CancellationToken.None);
        await shared.DisposeAsync();
        await using var alone = FileLock.TryExclusive(place.UsersLock);
        if (alone is not null && !await OthersAreConnected())
        {
            // A server that does not stop in time goes on, and the next start takes it over.
            await account.Run([binaries.PgCtl, "stop", "-D", place.Cluster, "-m", "fast", "-w", "-t", "60", "-s"], CancellationToken.None);
            if (!place.SocketFolder.StartsWith(place.Folder, StringComparison.Ordinal))
            {
                await Command.Run(["rmdir", place.SocketFolder], CancellationToken.None);
            }
        }
    }

    // Those who came by an address, such as psql and pg_dump, hold no lock. What this process leaves in its pools would look like them; so
    // would, for an instant, a connection that was just closed.
    private async Task<bool> OthersAreConnected()
    {
        const string Others =
            "select exists (select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid())";
        NpgsqlConnection.ClearAllPools();
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionStringFor(Superuser, pooling: false));
            await connection.OpenAsync();
            for (var patience = TimeSpan.FromSeconds(2); patience > TimeSpan.Zero; patience -= Pause)
            {
                await using var command = new NpgsqlCommand(Others, connection);
                if (await command.ExecuteScalarAsync() is false)
                {
                    return false;
                }

                await Task.Delay(Pause);
            }

            return true;
        }
        catch (NpgsqlException)
        {
            // Nobody is connected to what does not answer.
            return false;
        }
    }

    // A kill in the middle leaves only cluster.new, which the next start throws away.
    private async Task CreateCluster(CancellationToken cancellation)
    {
        await Command.Output(["rm", "-rf", place.NewCluster], cancellation);
        await account.Own(place.NewCluster, cancellation);
        var made = await account.Run(
            [
                binaries.Initdb,
                "-D",
                place.NewCluster,
                "-U",
                Superuser,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions",
            ],
            cancellation
        );
        if (made.ExitCode != 0)
        {
            throw new PostgresStartException($"The database cluster cannot be created in {place.Folder}: {made.Text}");
        }

        Directory.Move(place.NewCluster, place.Cluster);
    }

    private async Task EnsureRunning(CancellationToken cancellation)
    {
        var deadline = DateTime.UtcNow + LongestStart;
        while (!await Answers(cancellation))
        {
            // A live server that does not answer is still starting, recovering, or being stopped by hand.
            if (!await PostmasterIsAlive(cancellation))
            {
                await Start(cancellation);
            }
            else if (DateTime.UtcNow > deadline)
            {
                throw new PostgresStartException(
                    $"The database server in {place.Folder} runs but has not answered for {LongestStart.TotalMinutes:0} minutes; its "
                        + $"log is in {place.Log}."
                );
            }
            else
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    private async Task Start(CancellationToken cancellation)
    {
        await ClearRemains(cancellation);
        await account.Own(place.SocketFolder, cancellation);
        await account.Own(place.Log, cancellation);
        var local = Path.Combine(place.Cluster, "local.conf");
        if (File.Exists(local))
        {
            await account.MakeReadable(local, cancellation);
        }

        await Write("postgresql.conf", ServerSettings.For(place, File.Exists(local)), cancellation);
        await Write("pg_hba.conf", ServerSettings.Access, cancellation);

        // pg_ctl gives the server a session of its own, so Ctrl-C in the terminal does not reach it.
        var startLog = Path.Combine(place.Log, "start.log");
        var started = await account.Run(
            [
                binaries.PgCtl,
                "start",
                "-D",
                place.Cluster,
                "-l",
                startLog,
                "-w",
                "-t",
                LongestStart.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                "-s",
            ],
            cancellation
        );
        if (started.ExitCode != 0)
        {
            var reasons = await account.Run(
                ["sh", "-c", """cd "$1" && tail -n 6 "$(ls -t | head -n 1)" | grep -vE 'HINT|is shut down' | tail -n 3""", "sh", place.Log],
                cancellation
            );
            throw new PostgresStartException(
                $"The database server in {place.Folder} does not start: {reasons.Text} (all of it in {place.Log})"
            );
        }
    }

    // The files are in a folder of the server's user, which root may write but should leave that user's own.
    private async Task Write(string name, string text, CancellationToken cancellation)
    {
        var written = await account.Run(
            ["sh", "-c", """printf %s "$2" > "$1.new" && mv "$1.new" "$1" """, "sh", Path.Combine(place.Cluster, name), text],
            cancellation
        );
        if (written.ExitCode != 0)
        {
            throw new PostgresStartException($"{name} of the database server cannot be written: {written.Text}");
        }
    }

    private async Task<bool> Answers(CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(place.Cluster, "postmaster.pid")))
        {
            return false;
        }

        try
        {
            await using var connection = new NpgsqlConnection(ConnectionStringFor(Superuser, pooling: false));
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task<bool> PostmasterIsAlive(CancellationToken cancellation)
    {
        var recorded = await RecordedPid(cancellation);
        return recorded is not null && (await ProcessesInCluster(cancellation)).Contains(recorded);
    }

    // After a kill -9 of the server its children may outlive it for a moment and keep the next one from starting. And after a crash of
    // the machine the recorded process id can belong to something else by now (or to a zombie), which the server would take for itself.
    private async Task ClearRemains(CancellationToken cancellation)
    {
        for (var patience = TimeSpan.FromSeconds(5); await ProcessesInCluster(cancellation) is { Count: > 0 } orphans; patience -= Pause)
        {
            if (patience <= TimeSpan.Zero)
            {
                await account.Run(["kill", "-KILL", .. orphans], cancellation);
            }

            await Task.Delay(Pause, cancellation);
        }

        if (await RecordedPid(cancellation) is { } recorded && Directory.Exists($"/proc/{recorded}"))
        {
            await account.Run(
                ["rm", "-f", Path.Combine(place.Cluster, "postmaster.pid"), Path.Combine(place.SocketFolder, ".s.PGSQL.5432.lock")],
                cancellation
            );
        }
    }

    private async Task<string?> RecordedPid(CancellationToken cancellation)
    {
        var read = await account.Run(["head", "-n", "1", Path.Combine(place.Cluster, "postmaster.pid")], cancellation);
        return read.ExitCode == 0 && int.TryParse(read.Text, CultureInfo.InvariantCulture, out _) ? read.Text : null;
    }

    // A server and its children have the cluster as working folder. Asked as the server's user, since not even every root may look.
    private async Task<HashSet<string>> ProcessesInCluster(CancellationToken cancellation)
    {
        const string Search = """for p in /proc/[0-9]*; do if [ "$p/cwd" -ef "$1" ]; then echo "${p#/proc/}"; fi; done""";
        var found = await account.Run(["sh", "-c", Search, "sh", place.Cluster], cancellation);
        return [.. found.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
