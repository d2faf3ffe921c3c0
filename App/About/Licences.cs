namespace Review.App.About;

/// <summary>What the application is built from, as docs/licences.md says it; a test holds that page to what is in use.</summary>
internal static class Licences
{
    private const string Resource = "Review.App.licences.md";

    /// <summary>In the order of the page; what is for building and testing only is left out.</summary>
    public static IReadOnlyList<Licence> All { get; } = Read();

    private static List<Licence> Read()
    {
        using var stream =
            typeof(Licences).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The page of licences is not built into the assembly.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    internal static List<Licence> Parse(string markdown)
    {
        var (found, part) = (new List<Licence>(), "");
        foreach (var line in markdown.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                part = line[3..].Trim();
            }
            else if (
                part.StartsWith("In the ", StringComparison.Ordinal)
                && line.Split('|', StringSplitOptions.TrimEntries) is ["", var package, var version, var terms, ""]
                && package is not ("package" or "---")
            )
            {
                found.Add(new Licence(package, version, terms, part));
            }
        }

        return found;
    }
}

/// <param name="Terms">The SPDX name.</param>
/// <param name="Part">Where it is used: in the application, or in the page.</param>
internal sealed record Licence(string Package, string Version, string Terms, string Part);
