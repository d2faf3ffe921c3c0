namespace Review.Tests.Support;

/// <summary>Real data with known answers; it lies beside the repository, not in it.</summary>
internal static class Fixtures
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "fixtures"));

    /// <returns>The path of a fixture such as <c>cerulean/detections_base.geojson</c>, whether or not it is there.</returns>
    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Skips the running test, visibly, where the fixture is absent.</summary>
    public static string Require(string name)
    {
        var path = PathOf(name);
        Assert.SkipUnless(Path.Exists(path), $"The fixture {name} is not here (looked for {path}).");
        return path;
    }
}
