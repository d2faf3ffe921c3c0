namespace Review.Domain.Scenes;

/// <summary>The disks of this machine, as far as scenes lie on them.</summary>
public interface ISceneFiles
{
    /// <returns>The full path with every link in it followed, also those in what a link leads to; it need not exist.</returns>
    /// <exception cref="RuleBrokenException">The links lead round in a circle.</exception>
    string Real(string path);

    bool Exists(string file);

    /// <summary>Makes a folder, and those that it lies in, unless they are there.</summary>
    void MakeFolder(string folder);

    /// <summary>Writes a file in the place of what is there.</summary>
    void Write(string file, byte[] content);

    /// <summary>Writes what comes into a folder, which is made. What is there already stays: the new file gets a number.</summary>
    /// <param name="bytes">So many must come.</param>
    /// <param name="name">Of the file, without a folder.</param>
    /// <param name="progress">Hears the bytes that have come so far.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="RuleBrokenException">Not all of it came, or the disk is full; nothing of it is kept.</exception>
    Task<string> Receive(Stream content, long bytes, string folder, string name, IProgress<long>? progress, CancellationToken cancellation);
}
