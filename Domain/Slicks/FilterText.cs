using System.Globalization;

namespace Review.Domain.Slicks;

/// <summary>
/// A slick filter as text: the same names and values in the address of the page, in the API, on the command line and for tiles and exports.
/// </summary>
public static class FilterText
{
    /// <summary>In the order in which they are printed.</summary>
    public static IReadOnlyList<FilterMember> Members { get; } =
    [
        new(
            "bbox",
            "west,south,east,north in degrees.",
            (filter, text) => filter with { Bbox = WrittenValues.Box(text) },
            filter => Text(filter.Bbox)
        ),
        new("class", "A class, with all below it.", (filter, text) => filter with { Class = Class(text) }, filter => Code(filter.Class)),
        new("active", "true or false.", (filter, text) => filter with { Active = Flag("active", text) }, filter => Text(filter.Active))
        {
            IsFlag = true,
        },
        new(
            "validated",
            "true or false.",
            (filter, text) => filter with { Validated = Flag("validated", text) },
            filter => Text(filter.Validated)
        )
        {
            IsFlag = true,
        },
        new(
            "state",
            "pending, validated, rejected or ambiguous.",
            (filter, text) => filter with { State = State(text) },
            filter => Text(filter.State)
        ),
        new(
            "from",
            "Slick time, inclusive.",
            (filter, text) => filter with { From = WrittenValues.FromDay("from", text) },
            filter => Text(filter.From)
        ),
        new(
            "to",
            "Slick time, exclusive.",
            (filter, text) => filter with { To = WrittenValues.FromDay("to", text) },
            filter => Text(filter.To)
        ),
        new(
            "minConfidence",
            "Of the machine, 0 to 1.",
            (filter, text) => filter with { MinConfidence = Confidence(text) },
            filter => Text(filter.MinConfidence)
        ),
        new("scene", "Its name, or a part of it.", (filter, text) => filter with { Scene = text }, filter => filter.Scene),
        new(
            "asof",
            "The ledger as it stood then.",
            (filter, text) => filter with { AsOf = WrittenValues.FromDay("asof", text) },
            filter => Text(filter.AsOf)
        ),
        new(
            "case",
            "The number of a case.",
            (filter, text) => filter with { Case = Case(text) },
            filter => filter.Case?.ToString(CultureInfo.InvariantCulture)
        ),
    ];

    /// <summary>Those that the address of the page has.</summary>
    public static IReadOnlyList<FilterMember> OfPage { get; } =
    [.. Members.Where(member => member.Name is "class" or "state" or "from" or "to" or "minConfidence" or "scene" or "asof")];

    /// <param name="value">The text of a member, or null when it is absent.</param>
    /// <exception cref="RuleBrokenException">A value is not of its kind.</exception>
    public static SlickFilter Read(Func<string, string?> value) =>
        Members.Aggregate(new SlickFilter(), (filter, member) => member.Read(filter, value(member.Name)));

    /// <summary>What cannot be read is left out, so that an old or mistyped link still opens.</summary>
    public static SlickFilter ReadWhatCanBe(IEnumerable<FilterMember> members, Func<string, string?> value) =>
        members.Aggregate(
            new SlickFilter(),
            (filter, member) =>
            {
                try
                {
                    return member.Read(filter, value(member.Name));
                }
                catch (RuleBrokenException)
                {
                    return filter;
                }
            }
        );

    /// <returns>What <see cref="Read"/> makes the same filter of; members that do not filter are left out.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Print(SlickFilter filter) =>
        [.. Members.Select(member => KeyValuePair.Create(member.Name, member.Print(filter)!)).Where(pair => pair.Value is not null)];

    private static int Class(string text) =>
        SlickClass.Parse(text)?.Id ?? throw new RuleBrokenException("class", $"There is no class {text}.");

    private static bool Flag(string name, string text) =>
        text switch
        {
            "true" => true,
            "false" => false,
            _ => throw new RuleBrokenException(name, $"{name} is true or false."),
        };

    private static SlickState State(string text) =>
        WrittenValues.Word<SlickState>(text)
        ?? throw new RuleBrokenException("state", "state is pending, validated, rejected or ambiguous.");

    private static double Confidence(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and <= 1
            ? number
            : throw new RuleBrokenException("minConfidence", "minConfidence is a number from 0 to 1.");

    private static long Case(string text) =>
        WrittenValues.Id(text) ?? throw new RuleBrokenException("case", "case is the number of a case, a whole number.");

    private static string? Code(int? id) => id is { } known ? SlickClass.Find(known)?.Code : null;

    private static string? Text(BoundingBox? box) =>
        box is null ? null : string.Create(CultureInfo.InvariantCulture, $"{box.West},{box.South},{box.East},{box.North}");

    private static string? Text(bool? flag) =>
        flag switch
        {
            null => null,
            true => "true",
            false => "false",
        };

    private static string? Text(SlickState? state) => state?.ToString().ToLowerInvariant();

    private static string? Text(double? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

/// <summary>One member of a filter.</summary>
/// <param name="Meaning">For who asks the command line.</param>
public sealed record FilterMember(
    string Name,
    string Meaning,
    Func<SlickFilter, string, SlickFilter> Parse,
    Func<SlickFilter, string?> Print
)
{
    /// <summary>It is true or false, so that its name alone says enough on the command line.</summary>
    public bool IsFlag { get; init; }

    /// <param name="text">Null or empty when it is absent.</param>
    /// <exception cref="RuleBrokenException">The value is not of its kind.</exception>
    public SlickFilter Read(SlickFilter filter, string? text) =>
        string.IsNullOrEmpty(text) ? filter
        : text.Contains('\0', StringComparison.Ordinal) ? throw new RuleBrokenException(Name, $"{Name} contains a NUL character.")
        : Parse(filter, text);
}
