using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>
/// What processes leave behind that are killed while they write an image or have unpacked one. Each is claimed by a lock that ends with its
/// process.
/// </summary>
internal static partial class Leftovers
{
    /// <summary>Ending of a file that is being written; its lock is its own.</summary>
    public const string Draft = ".draft";

    /// <summary>Ending of the copy of a draft that is put in order; its lock is the draft's.</summary>
    public const string Ordered = ".part";

    /// <summary>Start of the name of a folder that a zip is unpacked to; its lock is the file <see cref="Lock"/> in it.</summary>
    public const string Unpacked = "unpacked-";

    public const string Lock = "lock";

    // Between a file and its lock lies an instant.
    private static readonly TimeSpan TooYoung = TimeSpan.FromMinutes(1);

    public static int Sweep(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        var files = new DirectoryInfo(folder)
            .GetFiles()
            .Where(file => OwnFile().IsMatch(file.Name) && IsOld(file) && IsNobodys(Path.ChangeExtension(file.FullName, Draft)))
            .ToList();
        var folders = new DirectoryInfo(folder)
            .GetDirectories()
            .Where(unpacked => OwnFolder().IsMatch(unpacked.Name) && IsOld(unpacked) && IsNobodys(Path.Combine(unpacked.FullName, Lock)))
            .ToList();
        files.ForEach(file => file.Delete());
        folders.ForEach(unpacked => unpacked.Delete(recursive: true));
        return files.Count + folders.Count;
    }

    // The folder may be somebody's own, with unfinished files of other programs in it.
    [GeneratedRegex(@"\.[0-9a-f]{32}\.(draft|part)$")]
    private static partial Regex OwnFile();

    [GeneratedRegex("^unpacked-[0-9a-f]{32}$")]
    private static partial Regex OwnFolder();

    private static bool IsOld(FileSystemInfo entry) => entry.LastWriteTimeUtc < DateTime.UtcNow - TooYoung;

    private static bool IsNobodys(string claimed)
    {
        if (!File.Exists(claimed))
        {
            return true;
        }

        using var free = FileLock.TryExclusive(claimed);
        return free is not null;
    }
}

/// <summary>Sweeps the folder of copies when a process begins to do background work.</summary>
internal sealed partial class LeftoverSweep(IRasterFiles files, RasterFolders folders, TimeProvider time, ILogger<LeftoverSweep> log)
    : LastingService(time, log)
{
    private readonly ILogger<LeftoverSweep> log = log;

    protected override string Name => "The sweep of half-written files";

    protected override async Task Work(CancellationToken stopping)
    {
        try
        {
            var swept = await Task.Run(() => files.Sweep(folders.Copies), stopping);
            if (swept > 0)
            {
                LogSwept(log, swept, folders.Copies);
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            LogFailed(log, folders.Copies, failed.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} half-written files of killed processes were deleted from {Folder}")]
    private static partial void LogSwept(ILogger log, int count, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Half-written files of killed processes stay in {Folder}: {Reason}")]
    private static partial void LogFailed(ILogger log, string folder, string reason);
}
