using Review.App.Slicks;
using Review.Domain.Decisions;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>What is written into the ledger beside reviews, as one sentence says it.</summary>
internal static class OtherChanges
{
    private static readonly (DecisionKind Kind, string One, string Many)[] Words =
    [
        (DecisionKind.Restore, "undo", "undos"),
        (DecisionKind.External, "change by SQL", "changes by SQL"),
        (DecisionKind.Reprocess, "replacement by a new run", "replacements by new runs"),
    ];

    /// <returns>"3 undos, 1 change by SQL"; empty when there is nothing.</returns>
    public static string Said(ReviewWork work) =>
        string.Join(
            ", ",
            Words
                .Select(word => (Count: work.Of(word.Kind), word.One, word.Many))
                .Where(one => one.Count > 0)
                .Select(one => $"{Figures.Id(one.Count)} {(one.Count == 1 ? one.One : one.Many)}")
        );
}
