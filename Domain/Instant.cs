using System.Globalization;
using System.Text.RegularExpressions;

namespace Review.Domain;

/// <summary>
/// A point in time as people, scripts and files write it: ISO 8601 with a zone. What could be read in two ways is not read at all.
/// </summary>
public static partial class Instant
{
    // Finer than the clock of the ledger, which counts microseconds.
    private const int TickDigits = 7;

    /// <summary>
    /// Reads <c>2026-01-31T12:00Z</c>, with seconds and fractions of them if they are known, and <c>Z</c> or an offset such as
    /// <c>+02:00</c>.
    /// </summary>
    /// <returns>UTC; null when it is written in any other way, or there is no such time.</returns>
    public static DateTimeOffset? TryParse(string? text) =>
        text is not null && Written().Match(text) is { Success: true } found ? At(found) : null;

    /// <summary>Reads a time as <see cref="TryParse"/> does, or a day such as <c>2026-01-31</c>, which begins at midnight UTC.</summary>
    public static DateTimeOffset? TryParseFromDay(string? text) => TryParse(text?.Length == "2026-01-31".Length ? $"{text}T00:00Z" : text);

    private static DateTimeOffset? At(Match found)
    {
        var text = string.Join(
            ' ',
            found.Groups["day"],
            found.Groups["hour"],
            found.Groups["second"] is { Success: true } second ? second.Value : ":00"
        );
        var offset = Offset(found.Groups["sign"].Value, Number(found.Groups["hours"]), Number(found.Groups["minutes"]));
        return
            DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm :ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && offset is { } east
            && local.Add(Fraction(found.Groups["fraction"])) is var time
            && IsInCalendar(time.Ticks - east.Ticks)
            ? new DateTimeOffset(time, east).ToUniversalTime()
            : null;
    }

    // The first and the last tick stand for "always" and "never" in the database.
    private static bool IsInCalendar(long ticks) => ticks > DateTime.MinValue.Ticks && ticks < DateTime.MaxValue.Ticks;

    private static TimeSpan Fraction(Group digits) =>
        TimeSpan.FromTicks(
            digits.Success ? long.Parse(digits.Value.PadRight(TickDigits, '0')[..TickDigits], CultureInfo.InvariantCulture) : 0
        );

    private static TimeSpan? Offset(string sign, int hours, int minutes) =>
        minutes > 59 || (hours * 60) + minutes > 14 * 60 ? null : (sign == "-" ? -1 : 1) * new TimeSpan(hours, minutes, 0);

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;

    // The space before an offset is a plus in an address, which arrives as a space unless it is written %2B.
    [GeneratedRegex(
        @"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?<hour>[0-9]{2}:[0-9]{2})((?<second>:[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?)?(Z|(?<sign>[+ -])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Written();
}
