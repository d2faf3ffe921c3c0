using Review.Domain.Slicks;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>What a table of statistics is about.</summary>
public enum StatisticsPart
{
    /// <summary>Active slicks by class and state.</summary>
    Backlog,

    /// <summary>The undecided ones by the days since the radar saw them.</summary>
    Age,

    /// <summary>By day, person and kind.</summary>
    Decisions,

    /// <summary>Of rejections.</summary>
    Reasons,

    /// <summary>Seconds per decision.</summary>
    Times,

    /// <summary>The model's class against people's.</summary>
    Confusion,
}

/// <summary>Statistics as tables for spreadsheets.</summary>
internal static class StatisticsCsv
{
    public static string Backlog(Backlog backlog) =>
        backlog
            .Groups.Aggregate(
                new CsvText("class_id", "class", "state", "slicks"),
                (csv, group) => csv.Row(group.Class, Code(group.Class), Word(group.State), group.Slicks)
            )
            .ToString();

    public static string Age(Backlog backlog) =>
        backlog
            .Ages.Aggregate(
                new CsvText("from_days", "to_days", "undecided"),
                (csv, band) => csv.Row(band.FromDays, band.ToDays, band.Undecided)
            )
            .ToString();

    public static string Decisions(ReviewWork work) =>
        work
            .Cells.Aggregate(
                new CsvText("day", "kind", "person", "decisions", "slicks", "undone"),
                (csv, cell) => csv.Row(cell.Day, Word(cell.Kind), cell.Reviewer, cell.Decisions, cell.Slicks, cell.Undone)
            )
            .ToString();

    public static string Reasons(ReviewWork work) =>
        work
            .Reasons.Aggregate(
                new CsvText("reason", "decisions", "slicks"),
                (csv, one) => csv.Row(one.Reason ?? "no reason given", one.Decisions, one.Slicks)
            )
            .ToString();

    public static string Times(ReviewWork work) =>
        work
            .Times.Aggregate(
                new CsvText("kind", "decisions", "median_seconds", "p90_seconds"),
                (csv, one) => csv.Row(Word(one.Kind), one.Decisions, Math.Round(one.MedianSeconds, 2), Math.Round(one.P90Seconds, 2))
            )
            .ToString();

    public static string Confusion(ModelAgreement agreement) =>
        agreement
            .Cells.Aggregate(
                new CsvText("model_class_id", "model_class", "class_id", "class", "slicks"),
                (csv, cell) => csv.Row(cell.ModelClass, Code(cell.ModelClass), cell.Class, Code(cell.Class), cell.Slicks)
            )
            .ToString();

    private static string Code(int id) => SlickClass.Find(id)?.Code ?? "";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
