using System.Globalization;
using Review.Domain.Decisions;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>A slick filter as it stands in a URL: the same words for the page, the API, tiles and exports.</summary>
public static class FilterQuery
{
    /// <exception cref="RuleBrokenException">A value is not of its kind.</exception>
    public static SlickFilter Read(IQueryCollection query) => Read(name => query.TryGetValue(name, out var value) ? value.ToString() : null);

    /// <param name="value">The text of a member, or null when it is absent.</param>
    /// <exception cref="RuleBrokenException">A value is not of its kind.</exception>
    public static SlickFilter Read(Func<string, string?> value) => new(
        Parsed("bbox", value, Box),
        Parsed("class", value, Class),
        Flag("active", value),
        Flag("validated", value),
        Parsed("state", value, text => Word<SlickState>(text) ?? throw new RuleBrokenException("state", "state is pending, validated, rejected or ambiguous.")),
        Time("from", value),
        Time("to", value),
        Parsed("minConfidence", value, text => Number(text) is { } number and >= 0 and <= 1
            ? number
            : throw new RuleBrokenException("minConfidence", "minConfidence is a number from 0 to 1.")),
        Given("scene", value),
        Time("asof", value));

    /// <returns>Null when it is none of the words; a number is none.</returns>
    internal static T? Word<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    public static int Limit(IQueryCollection query, int usual, int most) =>
        query.TryGetValue("limit", out var text)
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most
                ? limit
                : throw new RuleBrokenException("limit", $"limit is a whole number from 1 to {most}.")
            : usual;

    public static long? After(IQueryCollection query) =>
        query.TryGetValue("after", out var text)
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new RuleBrokenException("after", "after is the id of a slick, as the link to the next page has it.")
            : null;

    /// <exception cref="RuleBrokenException">It is not four numbers in range.</exception>
    public static BoundingBox Box(string text)
    {
        var parts = text.Split(',').Select(Number).ToArray();
        return parts is [{ } west, { } south, { } east, { } north] && parts.All(part => double.IsFinite(part!.Value))
            && west is >= -180 and <= 180 && east is >= -180 and <= 180 && south >= -90 && north <= 90 && south <= north
            ? new BoundingBox(west, south, east, north)
            : throw new RuleBrokenException("bbox", "bbox is west,south,east,north in degrees (longitude -180..180, latitude -90..90).");
    }

    /// <exception cref="RuleBrokenException">It is not a time.</exception>
    public static DateTimeOffset Instant(string name, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new RuleBrokenException(name, $"{name} is a time like 2026-01-31T12:00:00Z.");

    private static int Class(string text) =>
        SlickClass.Parse(text)?.Id ?? throw new RuleBrokenException("class", $"There is no class {text}.");

    private static bool? Flag(string name, Func<string, string?> value) => Parsed(name, value, text => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new RuleBrokenException(name, $"{name} is true or false."),
    });

    private static DateTimeOffset? Time(string name, Func<string, string?> value) => Parsed(name, value, text => Instant(name, text));

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static T? Parsed<T>(string name, Func<string, string?> value, Func<string, T> parse)
        where T : struct =>
        Given(name, value) is { } text ? parse(text) : null;

    private static BoundingBox? Parsed(string name, Func<string, string?> value, Func<string, BoundingBox> parse) =>
        Given(name, value) is { } text ? parse(text) : null;

    private static string? Given(string name, Func<string, string?> value) => value(name) switch
    {
        null or "" => null,
        var text when text.Contains('\0', StringComparison.Ordinal) => throw new RuleBrokenException(name, $"{name} contains a NUL character."),
        var text => text,
    };
}
