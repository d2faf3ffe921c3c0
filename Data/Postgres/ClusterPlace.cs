using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Review.Data.Postgres;

/// <summary>Where one cluster lives: data, logs, locks and socket.</summary>
internal sealed partial record ClusterPlace(string Folder)
{
    private const string SystemFolder = "/var/lib/slick-review";
    private const string PointerName = "location";

    // sockaddr_un holds 107 bytes and a closing zero; PostgreSQL adds this name to the folder.
    private const int LongestSocketPath = 107;
    private const string SocketName = "/.s.PGSQL.5432";

    public string Cluster => Path.Combine(Folder, "cluster");

    /// <summary>A cluster in the making; it is renamed when it is whole.</summary>
    public string NewCluster => Path.Combine(Folder, "cluster.new");

    public string Log => Path.Combine(Folder, "log");

    public string StartLock => Path.Combine(Folder, "start.lock");

    public string UsersLock => Path.Combine(Folder, "users.lock");

    public string VersionFile => Path.Combine(Cluster, "PG_VERSION");

    public bool Exists => File.Exists(VersionFile);

    /// <summary>The folder of the socket; only the server's user may enter it.</summary>
    /// <remarks>A path that is too long for a socket, or that a connection string could misread, is replaced by a short one.</remarks>
    public string SocketFolder
    {
        get
        {
            var beside = Path.Combine(Folder, "run");
            var inRun = $"/run/slick-review-{Hash(Folder)}";
            return PlainPath().IsMatch(beside) && Encoding.UTF8.GetByteCount(beside + SocketName) <= LongestSocketPath ? beside
                // Only root makes it there; a process that has given up root goes on with it.
                : Environment.IsPrivilegedProcess || Directory.Exists(inRun) ? inRun
                : $"/tmp/slick-review-{Environment.UserName}-{Hash(Folder)}";
        }
    }

    /// <summary>
    /// Finds the place for a data folder: a folder <c>postgres</c> in it, or, when the server's user cannot enter there (a clone in a
    /// private home, started by root), a folder of the system that a file <c>location</c> then points to.
    /// </summary>
    public static async Task<ClusterPlace> Find(string dataFolder, Action<string> tell, CancellationToken cancellation)
    {
        var inside = new ClusterPlace(Path.Combine(Path.GetFullPath(dataFolder), "postgres"));
        await CreateOpen(inside.Folder, cancellation);
        var pointer = Path.Combine(inside.Folder, PointerName);
        await using var deciding = await FileLock.Exclusive(Path.Combine(inside.Folder, "location.lock"), cancellation);
        if (File.Exists(pointer))
        {
            return new ClusterPlace((await File.ReadAllTextAsync(pointer, cancellation)).Trim());
        }

        var account = await ServerAccount.For(inside.Exists ? inside.Cluster : null, cancellation);
        if (await account.CanReach(inside.Folder, cancellation))
        {
            return inside;
        }

        if (inside.Exists)
        {
            throw new PostgresStartException(
                $"The user {account.Switched}, whom the database belongs to, can no longer enter {inside.Folder}: give its parent "
                    + "folders mode o+x."
            );
        }

        // The random part: a new clone at the path of a deleted one must not find the old data.
        var outside = new ClusterPlace(
            Path.Combine(SystemFolder, $"{Hash(inside.Folder)}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}")
        );
        await CreateOpen(SystemFolder, cancellation);
        await CreateOpen(outside.Folder, cancellation);
        await File.WriteAllTextAsync(pointer, outside.Folder + "\n", cancellation);
        tell($"The user {account.Switched} cannot enter {inside.Folder}, so the database lies in {outside.Folder}.");
        return outside;
    }

    /// <summary>What the server's user must be able to open, also where root made it: the folder, its locks, the pointer to it.</summary>
    /// <param name="inside">The folder <c>postgres</c> of the data folder.</param>
    public IEnumerable<string> Shared(string inside) =>
        ((string[])[Folder, StartLock, UsersLock, inside, .. Directory.GetFiles(inside, "location*")]).Where(Path.Exists);

    // Open to pass through, whatever the umask, and no more: the server's user may be another one than the folder's.
    private static async Task CreateOpen(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            await Command.Output(["install", "-d", "-m", "0711", folder], cancellation);
        }
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8];

    [GeneratedRegex("^[A-Za-z0-9/._-]+$")]
    private static partial Regex PlainPath();
}
