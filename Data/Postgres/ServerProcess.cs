using System.Globalization;
using Npgsql;

namespace Review.Data.Postgres;

/// <summary>
/// The processes of a cluster's server: made, started, found, cleared away after a kill, stopped. Whoever calls holds the lock that keeps
/// two from doing so at a time.
/// </summary>
internal sealed class ServerProcess(ClusterPlace place, ServerAccount account, ServerBinaries binaries)
{
    public const string Superuser = "postgres";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>A connection to any database of the cluster, over its socket.</summary>
    public string ConnectionStringFor(string database, string user = Superuser, bool pooling = true) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = place.SocketFolder,
            Username = user,
            Database = database,
            Pooling = pooling,
            ApplicationName = "slick-review",
        }.ConnectionString;

    /// <summary>Makes the cluster; a kill in the middle leaves only cluster.new, which the next start throws away.</summary>
    /// <exception cref="PostgresStartException">It cannot be made; the message says why.</exception>
    public async Task CreateCluster(CancellationToken cancellation)
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

    /// <summary>Starts the server unless it runs, and waits until it answers.</summary>
    /// <exception cref="PostgresStartException">It does not start, or has not answered for too long.</exception>
    public async Task EnsureRunning(CancellationToken cancellation)
    {
        var deadline = DateTime.UtcNow + LongestStart;
        while (!await Answers(cancellation))
        {
            // A live server that does not answer is still starting, recovering, or being stopped by hand.
            if (!await IsAlive(cancellation))
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

    /// <summary>Starts the server, with what an earlier one left cleared away and its settings written anew.</summary>
    /// <exception cref="PostgresStartException">It does not start; the message has the end of its log.</exception>
    public async Task Start(CancellationToken cancellation)
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

    /// <summary>Asks the server to end, and waits a minute for it. One that does not stop in time goes on, and the next start takes it over.</summary>
    public Task Stop(CancellationToken cancellation) =>
        account.Run([binaries.PgCtl, "stop", "-D", place.Cluster, "-m", "fast", "-w", "-t", "60", "-s"], cancellation);

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

    /// <returns>Whether the process that the cluster names is one of its own; it may still be starting or recovering.</returns>
    public async Task<bool> IsAlive(CancellationToken cancellation)
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
