using System.Globalization;
using Review.App.Slicks;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>The filter of the page as people read and set it: days, of which the last is meant whole.</summary>
internal static class FilterTexts
{
    private const string Written = "yyyy-MM-dd";

    // Radars that see the sea fly since 1978; a field that is being typed says the year 2 or 20 on its way to 2026.
    private const int FirstYear = 1978;

    /// <returns>The filter with another member, from what a field of days holds; null when the field is still being typed.</returns>
    public static DateTimeOffset? DayOf(string? text, bool isEnd, out bool isUnderWay)
    {
        isUnderWay = false;
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (
            !DateOnly.TryParseExact(text, Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.Year is < FirstYear or > 9000
        )
        {
            isUnderWay = true;
            return null;
        }

        return new DateTimeOffset(day.AddDays(isEnd ? 1 : 0).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }

    /// <returns>What a field of days holds: of an end, the last day that belongs to it.</returns>
    public static string? FieldOf(DateTimeOffset? at, bool isEnd) =>
        at is { } known ? (isEnd ? known.AddTicks(-1) : known).UtcDateTime.ToString(Written, CultureInfo.InvariantCulture) : null;

    /// <summary>One for each member that filters.</summary>
    public static IReadOnlyList<FilterChip> Chips(StatisticsFilter filter)
    {
        var (slicks, found) = (filter.Slicks, new List<FilterChip>());
        Add("class", slicks.Class is { } id ? Figures.Class(id) : null, filter with { Slicks = slicks with { Class = null } });
        Add(
            "scene",
            slicks.Scene is { Length: > 32 } scene ? $"{scene[..16]}…{scene[^12..]}" : slicks.Scene,
            filter with
            {
                Slicks = slicks with { Scene = null },
            }
        );
        Add("from", Said("Radar from", slicks.From, false), filter with { Slicks = slicks with { From = null } });
        Add("to", Said("Radar to", slicks.To, true), filter with { Slicks = slicks with { To = null } });
        Add(StatisticsFilter.FromName, Said("Decided from", filter.DecidedFrom, false), filter with { DecidedFrom = null });
        Add(StatisticsFilter.ToName, Said("Decided to", filter.DecidedTo, true), filter with { DecidedTo = null });
        Add("state", slicks.State is { } state ? Figures.State(state) : null, filter with { Slicks = slicks with { State = null } });
        Add(
            "validated",
            slicks.Validated is { } validated
                ? validated
                    ? "validated"
                    : "not validated"
                : null,
            filter with
            {
                Slicks = slicks with { Validated = null },
            }
        );
        Add(
            "minConfidence",
            slicks.MinConfidence is { } least ? $"Model ≥ {Figures.Fraction(least)}" : null,
            filter with
            {
                Slicks = slicks with { MinConfidence = null },
            }
        );
        Add("bbox", slicks.Bbox is null ? null : "Within a box", filter with { Slicks = slicks with { Bbox = null } });
        Add("case", slicks.Case is { } number ? $"Case {Figures.Id(number)}" : null, filter with { Slicks = slicks with { Case = null } });
        return found;

        void Add(string name, string? text, StatisticsFilter without)
        {
            if (text is not null)
            {
                found.Add(new FilterChip(name, text, without));
            }
        }
    }

    /// <summary>"29 Oct to 27 Nov 2026".</summary>
    public static string Said(DecisionSpan span)
    {
        var days = span.Days;
        return days.Count == 0 ? "no day"
            : days.Count == 1 ? Day(days[0])
            : $"{Day(days[0])} to {Day(days[^1])}";
    }

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static string? Said(string what, DateTimeOffset? at, bool isEnd) =>
        at is not { } known ? null
        : known.UtcDateTime.TimeOfDay == TimeSpan.Zero
            ? $"{what} {Day(DateOnly.FromDateTime((isEnd ? known.AddTicks(-1) : known).UtcDateTime))}"
        : $"{what} {Figures.Minute(known)}";
}

/// <param name="Name">Of the member, as the address has it.</param>
/// <param name="Without">The filter without this member.</param>
internal sealed record FilterChip(string Name, string Text, StatisticsFilter Without);
