using Review.Data.Postgres;

namespace Review.Tests.Support;

/// <summary>Folders of one test run, which the database server's user can reach.</summary>
internal static class TemporaryFolder
{
    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("slick-review-test-").FullName;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return folder;
    }

    /// <remarks>By command, because parts of it belong to the database server's user.</remarks>
    public static Task Remove(string folder) => Command.Run(["rm", "-rf", folder], CancellationToken.None);
}
