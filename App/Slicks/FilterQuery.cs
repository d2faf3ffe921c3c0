using Review.App.Shell;
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
        Parsed("bbox", value, QueryValues.Box),
        Parsed("class", value, Class),
        Flag("active", value),
        Flag("validated", value),
        Parsed("state", value, text => QueryValues.Word<SlickState>(text) ?? throw new RuleBrokenException("state", "state is pending, validated, rejected or ambiguous.")),
        Time("from", value),
        Time("to", value),
        Parsed("minConfidence", value, text => QueryValues.Number(text) is { } number and >= 0 and <= 1
            ? number
            : throw new RuleBrokenException("minConfidence", "minConfidence is a number from 0 to 1.")),
        Given("scene", value),
        Time("asof", value),
        Parsed("case", value, Case));

    private static long Case(string text) =>
        QueryValues.Id(text) ?? throw new RuleBrokenException("case", "case is the number of a case, a whole number.");

    private static int Class(string text) =>
        SlickClass.Parse(text)?.Id ?? throw new RuleBrokenException("class", $"There is no class {text}.");

    private static bool? Flag(string name, Func<string, string?> value) => Parsed(name, value, text => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new RuleBrokenException(name, $"{name} is true or false."),
    });

    private static DateTimeOffset? Time(string name, Func<string, string?> value) => Parsed(name, value, text => QueryValues.FromDay(name, text));

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
