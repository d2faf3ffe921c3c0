using System.IO.Compression;
using Review.Domain;

namespace Review.Data.Rasters.Safe;

/// <summary>The files of a Sentinel-1 product, in a folder or in a zip.</summary>
internal abstract class SafePackage : IDisposable
{
    public const string Manifest = "manifest.safe";

    /// <summary>Of the product, without <c>.SAFE</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Paths inside the product, with slashes.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    public abstract Stream Open(string file);

    /// <returns>The path of an image of the product on the disk.</returns>
    public abstract string ImagePath(string file);

    public abstract void Dispose();

    /// <returns>Null when the path is neither a product's folder nor a zip.</returns>
    /// <param name="scratch">Where images are unpacked to, until the package is disposed.</param>
    /// <exception cref="RuleBrokenException">It is one that cannot be used.</exception>
    public static SafePackage? Find(string path, string scratch)
    {
        if (Directory.Exists(path))
        {
            return File.Exists(Path.Combine(path, Manifest))
                ? new SafeFolder(path)
                : throw new RuleBrokenException("path", $"The folder {path} is not a Sentinel-1 product: it has no {Manifest}.");
        }

        return File.Exists(path) && IsZip(path) ? new SafeZip(path, scratch) : null;
    }

    private static bool IsZip(string path)
    {
        using var stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start is [0x50, 0x4B, 0x03, 0x04];
    }
}

internal sealed class SafeFolder(string path) : SafePackage
{
    public override string Name { get; } =
        Path.GetFileName(path.TrimEnd('/')) is var name && name.EndsWith(".SAFE", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name;

    public override IReadOnlyList<string> Files { get; } =
    [
        .. Directory
            .EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
            .Select(file => Path.GetRelativePath(path, file))
            .Order(StringComparer.Ordinal),
    ];

    public override Stream Open(string file) => File.OpenRead(ImagePath(file));

    public override string ImagePath(string file) => Path.Combine(path, file);

    public override void Dispose() { }
}

/// <summary>
/// A product in a zip. What it claims of itself is checked before anything is unpacked, and again while it is; images are unpacked to names
/// of our own.
/// </summary>
internal sealed class SafeZip : SafePackage
{
    private const int MostEntries = 2_000;

    // The list of what is in it, with names of 1,000 letters.
    private const long MostListBytes = 4_000_000;

    // The largest product, a full-resolution stripmap scene of two polarisations, has 4 GB.
    private const long MostBytes = 8_000_000_000;
    private const long MostTextBytes = 64_000_000;

    // Radar images barely compress; an empty one in the format's own compression does not either.
    private const long MostRatio = 200;
    private const long SmallBytes = 16_000_000;

    private readonly string path;
    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> entries = [];
    private readonly string scratch;
    private FileStream? claim;

    public SafeZip(string path, string scratch)
    {
        this.path = path;
        this.scratch = Path.Combine(scratch, $"{Leftovers.Unpacked}{Guid.NewGuid():N}");
        try
        {
            CheckList();
            zip = ZipFile.OpenRead(path);
        }
        catch (InvalidDataException)
        {
            throw Unusable("it is damaged or cut off");
        }

        try
        {
            Check();
            var manifests = zip
                .Entries.Where(entry => Path.GetFileName(entry.FullName) == Manifest && entry.FullName.Count(letter => letter == '/') <= 1)
                .ToList();
            var root = manifests is [var manifest]
                ? manifest.FullName[..^Manifest.Length]
                : throw Unusable($"it holds no Sentinel-1 product (no {Manifest})");
            foreach (
                var entry in zip.Entries.Where(entry => entry.FullName.StartsWith(root, StringComparison.Ordinal) && entry.Name.Length > 0)
            )
            {
                entries.TryAdd(entry.FullName[root.Length..], entry);
            }

            var name = root.Length > 0 ? root.TrimEnd('/') : Path.GetFileNameWithoutExtension(path);
            Name = name.EndsWith(".SAFE", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name;
            Files = [.. entries.Keys.Order(StringComparer.Ordinal)];
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public override string Name { get; }

    public override IReadOnlyList<string> Files { get; }

    public override Stream Open(string file)
    {
        var text = new MemoryStream();
        Unpack(entries[file], text, MostTextBytes);
        text.Position = 0;
        return text;
    }

    public override string ImagePath(string file)
    {
        var place = Path.Combine(scratch, $"{Files.ToList().IndexOf(file)}{Path.GetExtension(file)}");
        if (!File.Exists(place))
        {
            Directory.CreateDirectory(scratch);
            claim ??= FileLock.TryExclusive(Path.Combine(scratch, Leftovers.Lock));
            using var image = File.Create(place);
            Unpack(entries[file], image, MostBytes);
        }

        return place;
    }

    public override void Dispose()
    {
        zip.Dispose();
        if (Directory.Exists(scratch))
        {
            Directory.Delete(scratch, recursive: true);
        }

        claim?.Dispose();
    }

    // The library keeps the whole list in memory, whatever it says about its length: what counts is where it begins.
    private void CheckList()
    {
        using var stream = File.OpenRead(path);
        if (stream.Length - ZipEnd.StartOfList(stream) > MostListBytes)
        {
            throw Unusable("it lists far more entries than the few dozen of a product");
        }
    }

    private void Check()
    {
        if (zip.Entries.Count > MostEntries)
        {
            throw Unusable($"it has {zip.Entries.Count:N0} entries, and a product has a few dozen");
        }

        if (
            zip.Entries.Any(entry =>
                entry.FullName.Split('/', '\\').Contains("..")
                || entry.FullName.StartsWith('/')
                || entry.FullName.Contains('\\', StringComparison.Ordinal)
                || entry.FullName.Contains(':', StringComparison.Ordinal)
            )
        )
        {
            throw Unusable("it has names that lead out of it (\"..\" or a root)");
        }

        if (
            zip.Entries.Sum(entry => (decimal)entry.Length) > MostBytes
            || zip.Entries.Any(entry => entry.Length > SmallBytes && entry.Length / MostRatio > entry.CompressedLength)
        )
        {
            throw Unusable("it would unpack to far more than a product holds");
        }
    }

    // The claimed length is not trusted: more than that is never written.
    private void Unpack(ZipArchiveEntry entry, Stream to, long most)
    {
        var left = Math.Min(entry.Length, most);
        var buffer = new byte[1 << 17];
        try
        {
            using var from = entry.Open();
            while (from.Read(buffer) is var count and > 0)
            {
                left -= count;
                if (left < 0)
                {
                    throw Unusable("it would unpack to far more than it claims");
                }

                to.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            throw Unusable($"{entry.Name.Shortened()} in it is damaged");
        }
    }

    private RuleBrokenException Unusable(string why) => new("path", $"The zip {Path.GetFileName(path)} cannot be used: {why}.");
}
