using Review.Domain.Slicks;

namespace Review.Domain.Statistics;

/// <summary>What statistics are about: some slicks, and the decisions on them within a span of time.</summary>
/// <param name="DecidedFrom">Inclusive; absent for <see cref="UsualDays"/> days before the end.</param>
/// <param name="DecidedTo">Exclusive; absent for the end of today, UTC.</param>
public sealed record StatisticsFilter(SlickFilter Slicks, DateTimeOffset? DecidedFrom = null, DateTimeOffset? DecidedTo = null)
{
    public const int UsualDays = 30;
    public const int MostDays = 366;
    public const string FromName = "decidedFrom";
    public const string ToName = "decidedTo";

    /// <summary>Those of a slick filter that statistics take: they are of the ledger as it is now.</summary>
    public static IReadOnlyList<FilterMember> Members { get; } =
    [.. FilterText.Members.Where(member => member.Name is not ("active" or "asof"))];

    /// <summary>The span of decisions, with what is absent put in.</summary>
    public DecisionSpan Span(DateTimeOffset now)
    {
        var to = DecidedTo ?? new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        return new DecisionSpan(DecidedFrom ?? to.AddDays(-UsualDays), to);
    }

    /// <param name="value">The text of a member, or null when it is absent.</param>
    /// <exception cref="RuleBrokenException">A value is not of its kind, or one that statistics do not take.</exception>
    public static StatisticsFilter Read(Func<string, string?> value)
    {
        foreach (var name in (string[])["asof", "active"])
        {
            if (!string.IsNullOrEmpty(value(name)))
            {
                throw new RuleBrokenException(name, $"Statistics are of the ledger as it is now: leave {name} out.");
            }
        }

        return new StatisticsFilter(FilterText.Read(value), Time(FromName, value), Time(ToName, value));
    }

    /// <summary>What cannot be read is left out, so that an old or mistyped link still opens.</summary>
    public static StatisticsFilter ReadWhatCanBe(Func<string, string?> value)
    {
        return new StatisticsFilter(FilterText.ReadWhatCanBe(Members, value), TimeIfAny(FromName), TimeIfAny(ToName));

        DateTimeOffset? TimeIfAny(string name)
        {
            try
            {
                return Time(name, value);
            }
            catch (RuleBrokenException)
            {
                return null;
            }
        }
    }

    /// <returns>What <see cref="Read"/> makes the same filter of; members that do not filter are left out.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> Print() =>
        [
            .. FilterText.Print(Slicks),
            .. FilterText
                .Print(new SlickFilter(From: DecidedFrom, To: DecidedTo))
                .Select(pair => KeyValuePair.Create(pair.Key == "from" ? FromName : ToName, pair.Value)),
        ];

    private static DateTimeOffset? Time(string name, Func<string, string?> value) =>
        value(name) is { Length: > 0 } text ? WrittenValues.FromDay(name, text) : null;
}

/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record DecisionSpan(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>UTC days that the span touches, the first one first.</summary>
    public IReadOnlyList<DateOnly> Days
    {
        get
        {
            var (first, last) = (Day(From), Day(To.AddTicks(-1)));
            return [.. Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(first.AddDays)];
        }
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
