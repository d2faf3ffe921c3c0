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
}
