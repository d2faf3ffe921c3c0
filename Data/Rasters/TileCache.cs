using System.Security.Cryptography;
using System.Text;

namespace Review.Data.Rasters;

/// <summary>
/// Pictures that were drawn: the newest in memory, more of them on the disk. Both are bounded; what was not asked for longest goes first
/// from memory, what was drawn first from the disk. A picture of a key never changes.
/// </summary>
internal sealed class TileCache(
    string folder,
    long mostMemoryBytes = TileCache.UsualMemoryBytes,
    long mostDiskBytes = TileCache.UsualDiskBytes
)
{
    public const long UsualMemoryBytes = 64_000_000;
    public const long UsualDiskBytes = 1_000_000_000;

    // When the disk's share is full, it is emptied down to this much of it.
    private const double KeptShare = 0.8;

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, byte[] Picture)>> found = [];
    private readonly LinkedList<(string Key, byte[] Picture)> byUse = [];
    private readonly Lock trimming = new();
    private long memoryBytes;
    private long diskBytes = -1;

    /// <returns>Null when it has to be drawn.</returns>
    public async ValueTask<byte[]?> Find(string key, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (found.TryGetValue(key, out var node))
            {
                byUse.Remove(node);
                byUse.AddLast(node);
                return node.Value.Picture;
            }
        }

        var file = FileOf(key);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var picture = await File.ReadAllBytesAsync(file, cancellation);
            Remember(key, picture);
            return picture;
        }
        catch (IOException)
        {
            // Deleted in this moment, to make room.
            return null;
        }
    }

    public void Add(string key, byte[] picture)
    {
        Remember(key, picture);
        // Nobody waits for the disk.
        _ = Task.Run(() => Store(key, picture));
    }

    internal bool Remembers(string key)
    {
        lock (gate)
        {
            return found.ContainsKey(key);
        }
    }

    private void Remember(string key, byte[] picture)
    {
        lock (gate)
        {
            if (picture.Length > mostMemoryBytes || found.ContainsKey(key))
            {
                return;
            }

            found[key] = byUse.AddLast((key, picture));
            memoryBytes += picture.Length;
            while (memoryBytes > mostMemoryBytes)
            {
                var (oldest, bytes) = byUse.First!.Value;
                byUse.RemoveFirst();
                found.Remove(oldest);
                memoryBytes -= bytes.Length;
            }
        }
    }

    /// <summary>Writes a picture so that it is there whole or not at all. A full or read-only disk costs speed, nothing else.</summary>
    internal void Store(string key, byte[] picture)
    {
        var file = FileOf(key);
        var draft = $"{file}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(draft, picture);
            File.Move(draft, file, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return;
        }

        MakeRoom(picture.Length);
    }

    private void MakeRoom(int added)
    {
        lock (trimming)
        {
            diskBytes = diskBytes < 0 ? Pictures().Sum(one => one.Length) : diskBytes + added;
            if (diskBytes <= mostDiskBytes)
            {
                return;
            }

            // Counted anew: other processes write here too.
            var pictures = Pictures().OrderBy(one => one.LastWriteTimeUtc).ToList();
            diskBytes = pictures.Sum(one => one.Length);
            foreach (var one in pictures)
            {
                if (diskBytes <= mostDiskBytes * KeptShare)
                {
                    return;
                }

                diskBytes -= one.Length;
                File.Delete(one.FullName);
            }
        }
    }

    private IEnumerable<FileInfo> Pictures() =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles(
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }
            )
            : [];

    private string FileOf(string key)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
        return Path.Combine(folder, name[..2], $"{name[2..]}.png");
    }
}
