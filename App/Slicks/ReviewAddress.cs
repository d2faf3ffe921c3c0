using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Review.App.Shell;
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
        var filter = new SlickFilter(
            Class: One(values, "class") is { } name && SlickClass.Parse(name) is { } node ? node.Id : null,
            State: QueryValues.Word<SlickState>(One(values, "state")),
            From: Instant.TryParseFromDay(One(values, "from")),
            To: Instant.TryParseFromDay(One(values, "to")),
            MinConfidence: Fraction(One(values, "minConfidence")),
            Scene: One(values, "scene"),
            AsOf: Instant.TryParseFromDay(One(values, "asof")));
        return new ReviewAddress(
            filter,
            QueryValues.Word<SlickOrder>(One(values, "order")) ?? SlickOrder.Newest,
            One(values, "dir") != "asc",
            [.. (One(values, "sel") ?? "").Split(',').Select(Id).OfType<long>()],
            One(values, "tab") == "history" ? "history" : "facts");
    }

    private static string? One(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var found) && found.LastOrDefault() is { Length: > 0 } text ? text : null;

    private static long? Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static double? Fraction(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 ? value : null;
}
