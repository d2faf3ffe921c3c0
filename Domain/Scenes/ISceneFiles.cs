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
}
