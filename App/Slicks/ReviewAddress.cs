using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>What the address of the page says: filter, order, selection, open tab. Position on the map is the scripts' own.</summary>
/// <param name="Selection">In the order in which they were selected.</param>
/// <param name="Tab">"facts" or "history".</param>
internal sealed record ReviewAddress(SlickFilter Filter, SlickOrder Order, bool Descending, IReadOnlyList<long> Selection, string Tab)
{
    /// <summary>Reads a query string. What cannot be read is left out, so that an old or mistyped link still opens.</summary>
    public static ReviewAddress Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        var filter = FilterText.ReadWhatCanBe(FilterText.OfPage, name => One(values, name));
        return new ReviewAddress(
            filter,
            WrittenValues.Word<SlickOrder>(One(values, "order")) ?? SlickOrder.Newest,
            One(values, "dir") != "asc",
            [.. (One(values, "sel") ?? "").Split(',').Select(WrittenValues.Id).OfType<long>()],
            One(values, "tab") == "history" ? "history" : "facts"
        );
    }

    private static string? One(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var found) && found.LastOrDefault() is { Length: > 0 } text ? text : null;
}
