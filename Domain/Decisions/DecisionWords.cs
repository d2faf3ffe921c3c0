namespace Review.Domain.Decisions;

/// <summary>What there is to say of a kind of decision: in sentences of the server, on the page, and of how many slicks it takes.</summary>
/// <param name="Title">"Redraw 415".</param>
/// <param name="Did">"maria redrew 415".</param>
/// <param name="Past">"it was reshaped by maria".</param>
/// <param name="Noun">"your new outline".</param>
/// <param name="Least">Of the versions that it takes.</param>
/// <param name="Most">Of the versions that it takes; null for any number.</param>
/// <param name="TakesNote">A note that was typed goes with it.</param>
public sealed record DecisionWords(
    DecisionKind Kind,
    string Title,
    string Did,
    string Past,
    string Noun,
    int Least,
    int? Most,
    bool TakesNote = false
)
{
    /// <summary>One for each kind.</summary>
    public static IReadOnlyList<DecisionWords> All { get; } =
    [
        new(DecisionKind.Validate, "Validate", "validated", "validated", "validation", 1, null, TakesNote: true),
        new(DecisionKind.Reclassify, "Reclassify", "reclassified", "reclassified", "reclassification", 1, null, TakesNote: true),
        new(DecisionKind.Reject, "Reject", "rejected", "rejected", "rejection", 1, null, TakesNote: true),
        new(DecisionKind.Merge, "Merge", "merged", "merged", "merge", 2, null),
        new(DecisionKind.Split, "Split", "split", "split", "split", 1, 1),
        new(DecisionKind.Reshape, "Redraw", "redrew", "reshaped", "new outline", 1, 1),
        new(DecisionKind.Cut, "Cut", "cut", "cut", "cut", 1, 1),
        new(DecisionKind.Annotate, "Note for", "wrote a note on", "annotated", "note", 1, null),
        new(DecisionKind.Add, "Add", "added", "added", "slick", 0, 0),
        new(DecisionKind.Restore, "Undo for", "undid a decision on", "taken back by an undo", "undo", 1, null),
        new(DecisionKind.External, "Change", "changed by SQL", "changed by SQL", "change by SQL", 0, null),
        new(DecisionKind.Reprocess, "Replace", "replaced", "replaced", "new run", 1, null),
    ];

    /// <param name="kind">In any case of letters, as the database and the wire have it.</param>
    /// <returns>Null for what is no kind.</returns>
    public static DecisionWords? Of(string kind) =>
        All.FirstOrDefault(words => words.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase));
}
