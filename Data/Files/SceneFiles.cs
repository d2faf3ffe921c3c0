using Review.Domain;
using Review.Domain.Scenes;

namespace Review.Data.Files;

/// <summary>Files of scenes on the disks of this machine.</summary>
internal sealed class SceneFiles : ISceneFiles
{
    // Linux follows as many.
    private const int MostLinks = 40;

    public string Real(string path)
    {
        var (real, links) = ("/", 0);
        var parts = new Stack<string>();
        Push(Path.GetFullPath(path));
        while (parts.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
            }
            else if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
            }
            else if (++links > MostLinks)
            {
                throw new RuleBrokenException("path", "The links in that path lead round in a circle.");
            }
            else
            {
                real = Path.IsPathRooted(target) ? "/" : real;
                Push(target);
            }
        }

        return real;

        void Push(string given)
        {
            foreach (var part in given.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse())
            {
                parts.Push(part);
            }
        }
    }

    public bool Exists(string file) => File.Exists(file);

    public void MakeFolder(string folder) => Directory.CreateDirectory(folder);

    public void Write(string file, byte[] content) => File.WriteAllBytes(file, content);

    public async Task<string> Receive(
        Stream content,
        long bytes,
        string folder,
        string name,
        IProgress<long>? progress,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            var came = await Copy(content, part, progress, cancellation);
            if (came != bytes)
            {
                throw new RuleBrokenException("file", $"Only {came:N0} of {bytes:N0} bytes of {name} came. Send it again.");
            }

            return Place(part, folder, name);
        }
        catch (IOException failure) when (IsFull(failure))
        {
            throw new RuleBrokenException("file", $"There is no room on the server's disk for {name}. Nothing of it was kept.");
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<long> Copy(Stream content, string file, IProgress<long>? progress, CancellationToken cancellation)
    {
        const int AtOnce = 256 * 1024;
        var (buffer, came) = (new byte[AtOnce], 0L);
        await using var written = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, AtOnce, useAsync: true);
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; came += read)
        {
            await written.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress?.Report(came + read);
        }

        return came;
    }

    // The name is taken by the move itself, so that two that come at once never take the same.
    private static string Place(string part, string folder, string name)
    {
        var (stem, ending) = (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name));
        for (var number = 1; ; number++)
        {
            var file = Path.Combine(folder, number == 1 ? name : $"{stem} ({number}){ending}");
            try
            {
                File.Move(part, file, overwrite: false);
                return file;
            }
            catch (IOException) when (File.Exists(file))
            {
                // The next number.
            }
        }
    }

    // ENOSPC and EDQUOT.
    private static bool IsFull(IOException failure) => (failure.HResult & 0xFFFF) is 28 or 122;
}
