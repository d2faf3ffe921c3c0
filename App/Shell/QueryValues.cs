using System.Globalization;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.App.Shell;

/// <summary>Values of a query string that several routes take.</summary>
public static class QueryValues
{
    public static int Limit(IQueryCollection query, int usual, int most) =>
        query.TryGetValue("limit", out var text)
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most
                ? limit
                : throw new RuleBrokenException("limit", $"limit is a whole number from 1 to {most}.")
            : usual;

    /// <exception cref="RuleBrokenException">It is not what a link to the next page has.</exception>
    public static LedgerMoment? Seen(IQueryCollection query) =>
        query.TryGetValue("seen", out var text)
            ? LedgerMoment.Parse(text.ToString()) ?? throw new RuleBrokenException("seen", "seen is what the link to the next page has.")
            : null;

    public static long? After(IQueryCollection query) =>
        query.TryGetValue("after", out var text)
            ? WrittenValues.Id(text.ToString())
                ?? throw new RuleBrokenException("after", "after is the id of a slick, as the link to the next page has it.")
            : null;
}
