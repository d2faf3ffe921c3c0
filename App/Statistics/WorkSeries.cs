using Review.App.Slicks;
using Review.Domain.Decisions;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>Kinds of decisions that are drawn and counted together.</summary>
/// <param name="Name">Of the style by which it is drawn.</param>
internal sealed record WorkSeries(string Name, string Title, IReadOnlyList<DecisionKind> Kinds)
{
    /// <summary>All acts of review, from the bottom of a bar up.</summary>
    public static IReadOnlyList<WorkSeries> All { get; } =
    [
        new("validated", "Validated", [DecisionKind.Validate]),
        new("rejected", "Rejected", [DecisionKind.Reject]),
        new("reclassified", "Reclassified", [DecisionKind.Reclassify]),
        new("outlines", "Outline", [DecisionKind.Merge, DecisionKind.Split, DecisionKind.Reshape, DecisionKind.Cut, DecisionKind.Add]),
        new("notes", "Note", [DecisionKind.Annotate]),
    ];

    public long Of(IEnumerable<WorkCell> cells) => cells.Where(cell => Kinds.Contains(cell.Kind)).Sum(cell => cell.Decisions);
}

/// <summary>Decisions in columns of a day each, or of a week each where there are too many days.</summary>
internal sealed record WorkColumns(IReadOnlyList<WorkColumn> Columns, bool AreWeeks, long Highest)
{
    private const int MostDays = 45;
    private const int Week = 7;

    public static WorkColumns Of(ReviewWork work)
    {
        var days = work.Span.Days;
        var width = days.Count > MostDays ? Week : 1;
        var cells = work.Reviews.ToLookup(cell => days.Count == 0 ? 0 : (cell.Day.DayNumber - days[0].DayNumber) / width);
        var columns = days.Chunk(width)
            .Select((chunk, at) => new WorkColumn(chunk[0], chunk[^1], [.. WorkSeries.All.Select(series => series.Of(cells[at]))]))
            .ToList();
        return new WorkColumns(columns, width > 1, Nice(columns.Select(column => column.Total).DefaultIfEmpty().Max()));
    }

    /// <returns>The next of 1, 2, 5, 10, 20, 50 and so on, and at least 4: what an axis ends with.</returns>
    internal static long Nice(long most)
    {
        for (var step = 1L; ; step *= 10)
        {
            foreach (var nice in (long[])[step, 2 * step, 4 * step, 5 * step])
            {
                if (nice >= Math.Max(4, most))
                {
                    return nice;
                }
            }
        }
    }
}

/// <param name="Counts">In the order of <see cref="WorkSeries.All"/>.</param>
internal sealed record WorkColumn(DateOnly First, DateOnly Last, IReadOnlyList<long> Counts)
{
    public long Total => Counts.Sum();

    public string Title => First == Last ? FilterTexts.Day(First) : $"{FilterTexts.Day(First)} to {FilterTexts.Day(Last)}";

    /// <summary>"3 Nov 2026: 12 validated, 3 rejected".</summary>
    public string Sentence
    {
        get
        {
            var parts = WorkSeries.All.Zip(Counts).Where(pair => pair.Second > 0);
            var said = string.Join(", ", parts.Select(pair => $"{pair.First.Title.ToLowerInvariant()} {Figures.Id(pair.Second)}"));
            return $"{Title}: {(said.Length > 0 ? said : "none")}";
        }
    }
}

/// <summary>What one person did within the span.</summary>
/// <param name="Counts">Decisions, in the order of <see cref="WorkSeries.All"/>.</param>
internal sealed record PersonWork(string Name, IReadOnlyList<long> Counts, long Slicks, long Undone)
{
    public long Decisions => Counts.Sum();

    /// <returns>Those who have a name, who did most first.</returns>
    public static IReadOnlyList<PersonWork> Of(ReviewWork work) =>
        [
            .. work
                .Reviews.Where(cell => cell.Reviewer is not null)
                .GroupBy(cell => cell.Reviewer!)
                .Select(own => new PersonWork(
                    own.Key,
                    [.. WorkSeries.All.Select(series => series.Of(own))],
                    own.Sum(cell => cell.Slicks),
                    own.Sum(cell => cell.Undone)
                ))
                .OrderByDescending(person => person.Decisions)
                .ThenBy(person => person.Name, StringComparer.Ordinal),
        ];
}
