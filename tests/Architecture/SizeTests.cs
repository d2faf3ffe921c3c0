using Review.Tests.Support;

namespace Review.Tests.Architecture;

/// <summary>A file that grows past what a reader takes in at once is taken apart along its seams.</summary>
public sealed class SizeTests
{
    private const int MostLines = 300;

    private static readonly string[] Projects = ["App", "Bench", "Data", "Domain", "standins", "tests"];

    [Fact]
    public void No_file_of_code_is_longer_than_300_lines() =>
        Sources()
            .Select(file => (Name: Path.GetRelativePath(Repository.Root, file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MostLines)
            .ShouldBeEmpty();

    [Fact]
    public void The_files_of_every_project_are_looked_at() =>
        Projects.ShouldAllBe(project =>
            Sources().Any(file => file.StartsWith(Path.Combine(Repository.Root, project), StringComparison.Ordinal))
        );

    private static IEnumerable<string> Sources() =>
        Projects
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
