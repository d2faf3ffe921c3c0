using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace Review.Data.Files;

/// <summary>
/// Everything that must be kept and is not in a database of the operator's own: the private server, images, the key file. Nobody else's on
/// the machine.
/// </summary>
internal static partial class DataFolder
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const uint NothingForOthers = 0b000_111_111;

    /// <summary>What is in it beside the private server, which closes its own folders.</summary>
    public static readonly string[] Parts = ["scenes", "imagery", "cache", "objects", "models", "log"];

    public static string Of(IConfiguration settings) => Path.GetFullPath(settings["REVIEW_DATA"] ?? ".data");

    /// <summary>From here on this process makes no file that others may read.</summary>
    public static void KeepNewFilesPrivate() => _ = Umask(NothingForOthers);

    /// <summary>Closes to others what earlier versions, or somebody by hand, left open in it.</summary>
    /// <remarks>Where root owns the folder, the server's user still has to pass through it to the server's own.</remarks>
    public static void Close(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        Restrict(folder, Environment.IsPrivilegedProcess ? Owners | PassThrough : Owners);
        Restrict(Path.Combine(folder, "postgres"), Owners | PassThrough);
        foreach (
            var locked in Directory.EnumerateFiles(
                folder,
                "*.lock",
                new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    MaxRecursionDepth = 1,
                    IgnoreInaccessible = true,
                }
            )
        )
        {
            Restrict(locked, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        foreach (var part in Parts.Select(part => Path.Combine(folder, part)).Where(Directory.Exists))
        {
            CloseAll(part);
        }
    }

    // A part that is closed already was closed with all in it: nobody has to look through a million tiles at every start.
    private static void CloseAll(string part)
    {
        if (!Restrict(part, Owners))
        {
            return;
        }

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };
        foreach (var each in new DirectoryInfo(part).EnumerateFileSystemInfos("*", options))
        {
            Restrict(each.FullName, Owners);
        }
    }

    /// <summary>Takes away what <paramref name="allowed"/> lacks. What belongs to somebody else is theirs to close.</summary>
    /// <returns>Whether it had more.</returns>
    private static bool Restrict(string path, UnixFileMode allowed)
    {
        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & ~allowed) == 0)
            {
                return false;
            }

            File.SetUnixFileMode(path, mode & allowed);
            return true;
        }
        catch (Exception notOurs) when (notOurs is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Umask(uint mask);
}
