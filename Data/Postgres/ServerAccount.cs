using System.ComponentModel;
using System.Diagnostics;

namespace Review.Data.Postgres;

/// <summary>
/// The system user that the server runs as: the one who started the application, or <c>postgres</c> when that is root, because the
/// server refuses to run as root.
/// </summary>
internal sealed class ServerAccount
{
    private const string Debians = "postgres";
    private readonly string[] prefix;

    private ServerAccount(string? user)
    {
        Switched = user;
        prefix =
            user is null ? []
            : File.Exists("/usr/bin/setpriv") ? ["/usr/bin/setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups", "--"]
            : ["/usr/sbin/runuser", "-u", user, "--"];
    }

    /// <summary>The user that commands are switched to; null when none is needed.</summary>
    public string? Switched { get; }

    /// <exception cref="PostgresStartException">An existing cluster belongs to somebody else, or Debian's user is missing.</exception>
    public static async Task<ServerAccount> For(string? existingCluster, CancellationToken cancellation)
    {
        var root = Environment.IsPrivilegedProcess;
        if (existingCluster is not null)
        {
            var owner = (await Command.Output(["stat", "-c", "%U", existingCluster], cancellation)).Trim();
            var self = (await Command.Output(["id", "-un"], cancellation)).Trim();
            return owner == self ? new ServerAccount(null)
                : root ? new ServerAccount(owner)
                : throw new PostgresStartException(
                    $"The database in {existingCluster} belongs to the user {owner}: start as that user or as root, or set "
                        + "REVIEW_DATA to another folder."
                );
        }

        if (root && (await Command.Run(["id", "-u", Debians], cancellation)).ExitCode != 0)
        {
            throw new PostgresStartException(
                $"The server cannot run as root and there is no system user {Debians}. Run: apt-get install --no-install-recommends "
                    + "postgresql-common"
            );
        }

        return new ServerAccount(root ? Debians : null);
    }

    /// <summary>What goes before a command that is to run as this user; empty when none is needed.</summary>
    public IReadOnlyList<string> Prefix => prefix;

    /// <summary>Runs a command as this user, in a clean environment.</summary>
    public Task<CommandResult> Run(IEnumerable<string> command, CancellationToken cancellation) =>
        Command.Run([.. prefix, .. command], cancellation);

    public async Task<bool> CanReach(string folder, CancellationToken cancellation) =>
        Switched is null || (await Run(["test", "-x", folder], cancellation)).ExitCode == 0;

    /// <summary>Hands a file over to this user when root wrote it in a way that this user cannot read.</summary>
    /// <exception cref="PostgresStartException">It stays unreadable.</exception>
    public async Task MakeReadable(string file, CancellationToken cancellation)
    {
        if ((await Run(["test", "-r", file], cancellation)).ExitCode == 0)
        {
            return;
        }

        // Without following a link: the folder is the server's, and a link in it could name any file of root's.
        var result = Switched is null
            ? new CommandResult(1, "")
            : await Command.Run(["chown", "--no-dereference", Switched, file], cancellation);
        if (result.ExitCode != 0 || (await Run(["test", "-r", file], cancellation)).ExitCode != 0)
        {
            throw new PostgresStartException(
                $"The database server cannot read {file}. Let its user{(Switched is null ? "" : $" {Switched}")} read it: chmod a+r {file}"
            );
        }
    }

    /// <summary>Makes a folder that only this user may enter, or takes an existing one over.</summary>
    public async Task Own(string folder, CancellationToken cancellation)
    {
        string[] owner = Switched is null ? [] : ["-o", Switched];
        var result = await Command.Run(["install", "-d", "-m", "0700", .. owner, folder], cancellation);
        if (result.ExitCode != 0)
        {
            throw new PostgresStartException($"The folder {folder} cannot be made private to the database server: {result.Text}");
        }
    }
}

internal sealed record CommandResult(int ExitCode, string Text);

internal static class Command
{
    private const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Runs a command to its end; its output and errors come back as one text.</summary>
    /// <remarks>The environment is empty, so that no PGPORT, PGOPTIONS or locale of the caller reaches the server.</remarks>
    public static async Task<CommandResult> Run(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = SystemPath;
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new CommandResult(process.ExitCode, $"{await output}{await errors}".Trim());
        }
        catch (Win32Exception e)
        {
            return new CommandResult(127, e.Message);
        }
    }

    /// <exception cref="PostgresStartException">The command failed.</exception>
    public static async Task<string> Output(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var result = await Run(command, cancellation);
        return result.ExitCode == 0 ? result.Text : throw new PostgresStartException($"{string.Join(' ', command)} failed: {result.Text}");
    }
}
