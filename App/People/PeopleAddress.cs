using Microsoft.AspNetCore.WebUtilities;
using Review.Domain;

namespace Review.App.People;

/// <summary>The parts of the page of people.</summary>
public enum PeopleTab
{
    People,
    Keys,
    Happened,
}

/// <summary>What the address of the page of people says.</summary>
/// <param name="Search">A part of the names that are shown; empty for all.</param>
/// <param name="About">The person or key that what happened is about; empty for all.</param>
/// <param name="Before">What happened before the entry with this number; null for the newest.</param>
public sealed record PeopleAddress(PeopleTab Tab = PeopleTab.People, string Search = "", string About = "", long? Before = null)
{
    /// <summary>Reads a query string. What cannot be read is left out, so that an old or mistyped link still opens.</summary>
    public static PeopleAddress Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string One(string name) => values.TryGetValue(name, out var found) ? found.LastOrDefault() ?? "" : "";
        return new PeopleAddress(
            WrittenValues.Word<PeopleTab>(One("tab")) ?? PeopleTab.People,
            One("q"),
            One("about"),
            WrittenValues.Id(One("before"))
        );
    }

    /// <summary>Without a question mark; what is usual is left out.</summary>
    public string Query =>
        string.Join(
            '&',
            new[]
            {
                Tab == PeopleTab.People ? null : $"tab={Tab.ToString().ToLowerInvariant()}",
                Search.Length == 0 || Tab == PeopleTab.Happened ? null : $"q={Uri.EscapeDataString(Search)}",
                About.Length == 0 || Tab != PeopleTab.Happened ? null : $"about={Uri.EscapeDataString(About)}",
                Before is null || Tab != PeopleTab.Happened ? null : $"before={Before}",
            }.OfType<string>()
        );
}
