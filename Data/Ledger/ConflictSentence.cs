using System.Globalization;
using Review.Domain.Decisions;

namespace Review.Data.Ledger;

/// <summary>Says who was first.</summary>
internal static class ConflictSentence
{
    public static string Of(IReadOnlyList<LedgerConflict> conflicts)
    {
        var first = conflicts[0];
        var with = first.Successors.Length switch
        {
            0 => "and has no successor",
            1 => $"and replaced by slick {first.Successors[0]}",
            <= 5 => $"and replaced by slicks {string.Join(", ", first.Successors)}",
            _ => $"and replaced by {first.Successors.Length} slicks",
        };
        var others = conflicts.Count == 1 ? "" : $" {conflicts.Count - 1} more of the slicks changed too.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Slick {first.Slick} is not active any more: it was {DecisionWords.Of(first.Kind)?.Past ?? "changed"} by "
                + $"{first.Reviewer} at {first.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC (decision {first.Decision}) {with}.{others}"
        );
    }
}
