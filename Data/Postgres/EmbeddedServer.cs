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
    private const string Superuser = ServerProcess.Superuser;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ClusterPlace place;
    private readonly ServerProcess process;
    private FileStream? usersLock;

    private EmbeddedServer(ClusterPlace place, ServerProcess process)
    {
        this.place = place;
        this.process = process;
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
        var server = new EmbeddedServer(place, new ServerProcess(place, account, binaries));
        if (!place.Exists)
        {
            tell($"Creating a PostgreSQL {binaries.Major} cluster in {place.Folder} …");
            await server.process.CreateCluster(cancellation);
        }

        var users = FileLock.Shared(place.UsersLock);
        try
        {
            await server.process.EnsureRunning(cancellation);
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
        process.ConnectionStringFor(database, user, pooling);

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
        if (await process.IsAlive(cancellation))
        {
            // Another process may have started it meanwhile; or it is recovering, which takes its time.
            if (!restart || await Trouble(cancellation) is not { Kind: DatabaseTroubleKind.Outdated })
            {
                return false;
            }

            await process.Stop(cancellation);
        }

        await process.Start(cancellation);
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
            await process.Stop(CancellationToken.None);
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
}
