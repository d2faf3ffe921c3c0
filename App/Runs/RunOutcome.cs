using System.Text.Json;
using Review.App.Slicks;
using Review.Domain.Detection;
using static System.FormattableString;

namespace Review.App.Runs;

/// <summary>What a run found, why it failed, or how far it is, in one sentence.</summary>
internal static class RunOutcome
{
    public static bool IsActive(this RunRow run) => run.Status is RunStatus.Queued or RunStatus.Running;

    public static string Sentence(RunRow run, DateTimeOffset now) =>
        run.Status switch
        {
            RunStatus.Queued => $"Has waited for {Duration(now - run.QueuedAt)}.",
            RunStatus.Running when run.CancelAskedBy is { } by => $"{by} asked it to stop.",
            RunStatus.Running when run.Stalled => "Nothing is heard of its process; another one takes it up, or cancel it.",
            RunStatus.Running => Invariant($"{run.Stage ?? "Begins"}, {Math.Floor(100 * (run.Share ?? 0)):0} %"),
            RunStatus.Succeeded => Found(run),
            RunStatus.Cancelled => run.Message ?? $"Cancelled{(run.CancelAskedBy is { } by ? $" by {by}" : "")}. Nothing was changed.",
            _ => run.Message ?? "It failed; its log has more.",
        };

    /// <returns>"42 s", "3 min 5 s", "2 h 5 min"</returns>
    public static string Duration(TimeSpan time)
    {
        var seconds = (long)Math.Max(0, Math.Round(time.TotalSeconds));
        return seconds switch
        {
            < 60 => Invariant($"{seconds} s"),
            < 3600 => Invariant($"{seconds / 60} min {seconds % 60} s"),
            _ => Invariant($"{seconds / 3600} h {seconds % 3600 / 60} min"),
        };
    }

    private static string Found(RunRow run)
    {
        var slicks = Count(run, "slicks");
        if (run.Kind != Run.OfDetection)
        {
            return slicks > 0 ? $"{Many(slicks, "slick")} imported." : "Its slicks were made elsewhere, and brought in.";
        }

        var parts = new List<string> { slicks > 0 ? $"{Many(slicks, "slick")} found" : "Nothing found" };
        if (Count(run, "replaced") is > 0 and var replaced)
        {
            parts.Add($"{Many(replaced, "unreviewed one")} replaced");
        }

        if (Count(run, "compared") is > 0 and var compared)
        {
            parts.Add($"{Many(compared, "detection")} beside reviewed slicks");
        }

        var took = run is { StartedAt: { } started, FinishedAt: { } finished } ? $" in {Duration(finished - started)}" : "";
        return $"{string.Join(", ", parts)}{took}.";
    }

    private static long Count(RunRow run, string name) =>
        run.Counts.ValueKind == JsonValueKind.Object && run.Counts.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    private static string Many(long count, string noun) => $"{Figures.Id(count)} {noun}{(count == 1 ? "" : "s")}";
}
