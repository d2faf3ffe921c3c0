using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Review.Data.Postgres;

namespace Review.Data.Files;

/// <summary>
/// Started by root, the application goes on as the user of its private server (Debian's <c>postgres</c>, or whoever the data belongs to):
/// it prepares the data folder, and then this process becomes the same program of that user, with the same process id.
/// </summary>
internal static partial class RootRights
{
    private const string SetPriv = "/usr/bin/setpriv";

    /// <param name="reads">Files that must be readable for it.</param>
    /// <returns>Null when this process is not root's, and otherwise why it stays so; where it can give up root, it does not
    /// return.</returns>
    public static async Task<string?> GiveUp(IConfiguration settings, IReadOnlyList<string> reads, CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var folder = DataFolder.Of(settings);
        Directory.CreateDirectory(folder);
        if (await Account(settings, folder, cancellation) is not { Switched: { } user } account)
        {
            return "it is root's, and no other user is known for it. Start as another one, or give the data folder to one: chown -R USER "
                + $"{folder}";
        }

        if (LowPort().IsMatch(settings["REVIEW_URLS"] ?? ""))
        {
            return "REVIEW_URLS asks for a port below 1024, which is root's alone. Take another one, with a proxy before it.";
        }

        if (!File.Exists(SetPriv) || !await CanRun(account, cancellation))
        {
            return $"the user {user} cannot run {Environment.ProcessPath}. Put the program where that user may enter.";
        }

        // The folder may be closed to that user; what is above it is not ours to open.
        if ((await account.Run(["test", "-x", Path.GetDirectoryName(folder) ?? "/"], cancellation)).ExitCode != 0)
        {
            return $"the user {user} cannot enter {Path.GetDirectoryName(folder)}, where the data folder is. Set REVIEW_DATA to a folder "
                + "where that user may.";
        }

        await Prepare(settings, folder, account, user, cancellation);
        foreach (var file in reads.Append(KeyFile.PathOf(settings)).Where(Path.Exists))
        {
            if ((await account.Run(["test", "-r", Path.GetFullPath(file)], cancellation)).ExitCode != 0)
            {
                return $"the user {user}, as whom the application serves, cannot read {file}.";
            }
        }

        await Become(user, cancellation);
        throw new UnreachableException();
    }

    private static async Task<ServerAccount?> Account(IConfiguration settings, string folder, CancellationToken cancellation)
    {
        if (settings.GetConnectionString("Review") is { Length: > 0 })
        {
            var owned = await ServerAccount.For(folder, cancellation);
            return owned.Switched is null ? null : owned;
        }

        var pointer = Path.Combine(folder, "postgres", "location");
        var cluster = Path.Combine(
            File.Exists(pointer) ? (await File.ReadAllTextAsync(pointer, cancellation)).Trim() : Path.Combine(folder, "postgres"),
            "cluster"
        );
        return await ServerAccount.For(Directory.Exists(cluster) ? cluster : null, cancellation);
    }

    // As that user, with this environment: the runtime has to be within reach too.
    private static async Task<bool> CanRun(ServerAccount account, CancellationToken cancellation)
    {
        string[] command = [.. account.Prefix, .. Self(), "--version"];
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            }
        );
        if (process is null)
        {
            return false;
        }

        process.StandardInput.Close();
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0;
    }

    private static async Task Prepare(
        IConfiguration settings,
        string folder,
        ServerAccount account,
        string user,
        CancellationToken cancellation
    )
    {
        await account.Own(folder, cancellation);
        foreach (var part in DataFolder.Parts.Where(part => part != "models" && part != "log"))
        {
            await account.Own(Path.Combine(folder, part), cancellation);
        }

        IEnumerable<string> shared = [];
        if (settings.GetConnectionString("Review") is not { Length: > 0 })
        {
            var place = await ClusterPlace.Find(folder, static _ => { }, cancellation);
            await account.Own(place.SocketFolder, cancellation);
            shared = place.Shared(Path.Combine(folder, "postgres"));
        }

        // What root's own commands left there; the private server's files are its user's already.
        string[] whole = [.. DataFolder.Parts.Append("key").Select(part => Path.Combine(folder, part)).Where(Path.Exists)];
        await Command.Output(["chown", "-R", "-h", "-P", "--from=root", $"{user}:", .. whole], cancellation);
        await Command.Output(["chown", "-h", "--from=root", $"{user}:", folder, .. shared], cancellation);
    }

    private static async Task Become(string user, CancellationToken cancellation)
    {
        var group = await Command.Output(["id", "-g", user], cancellation);
        string?[] command =
        [
            SetPriv,
            $"--reuid={user}",
            $"--regid={group}",
            "--init-groups",
            "--no-new-privs",
            "--",
            .. Self(),
            .. Environment.GetCommandLineArgs().Skip(1),
            null,
        ];
        // The next program has the same process id, and could not make its own in the place of these.
        foreach (
            var left in Directory
                .EnumerateFiles(Path.GetTempPath(), $"*-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-*")
                .Where(IsOfTheRuntime)
        )
        {
            File.Delete(left);
        }

        _ = Exec(SetPriv, command);
        throw new PostgresStartException(
            $"{SetPriv} does not run (error {Marshal.GetLastPInvokeError()}): start as the user {user} instead of root."
        );
    }

    private static bool IsOfTheRuntime(string file) =>
        Path.GetFileName(file) is var name
        && (
            name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal) || name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal)
        );

    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
            : [Environment.ProcessPath!];

    [GeneratedRegex(@":0*([1-9]\d{0,2}|10[01]\d|102[0-3])/?(;|$)")]
    private static partial Regex LowPort();

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Exec(string path, string?[] arguments);
}
