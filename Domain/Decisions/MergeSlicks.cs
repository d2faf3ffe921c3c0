using FluentValidation;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>Makes one slick of two or more: their union.</summary>
/// <param name="Class">The largest slick's when absent.</param>
/// <param name="HumanConfidence">When absent: the least of all, if each has one.</param>
/// <param name="Notes">All notes joined when absent.</param>
/// <param name="AcrossScenes">Confirms that slicks of different scenes are meant; the timestamp is then the latest.</param>
public sealed record MergeSlicks(
    IReadOnlyList<long> Slicks,
    int? Class,
    double? HumanConfidence,
    string? Notes,
    bool AcrossScenes,
    string? Reason,
    Authorship By
) : DecisionCommand(By)
{
    public override DecisionKind Kind => DecisionKind.Merge;

    public override IReadOnlyList<long> Takes => Slicks;

    public override bool NeedsOutlines => true;

    public override string? WhyGiven => Reason;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        if (!AcrossScenes && taken.Select(version => version.Facts.Scene).Distinct().Count() > 1)
        {
            throw new RuleBrokenException(
                "acrossScenes",
                "The slicks are of different scenes. Confirm with acrossScenes that they are one slick all the same."
            );
        }

        var largest = taken.MaxBy(version => version.AreaM2)!;
        var @class = Class ?? largest.Facts.Class;
        var facts = new SlickFacts(
            taken.Max(version => version.Facts.Timestamp),
            @class,
            taken.Min(version => version.Facts.MachineConfidence),
            HumanConfidence
                ?? (
                    taken.All(version => version.Facts.HumanConfidence is not null)
                        ? taken.Min(version => version.Facts.HumanConfidence)
                        : null
                ),
            taken.All(version => version.Facts.Validated) && !SlickClass.NotOil.Includes(@class) && !SlickClass.Ambiguous.Includes(@class),
            Notes is null ? Joined(taken)
                : Notes.Length == 0 ? null
                : Notes,
            taken.MaxBy(version => version.Facts.Timestamp)!.Facts.Scene
        );
        Entanglement.Check(Entanglement.MostCrossingsOfMany, taken.Select(version => version.Outline!));
        var union = Outline.Union(taken.Select(version => version.Outline!));
        return union.IsEmpty
            ? throw new OutlineException("The outline has no area.")
            : new Ruling(new Drawn(largest.Id, union, facts, [.. taken.Select(version => version.Id)]));
    }

    private static string? Joined(IReadOnlyList<SlickVersion> taken)
    {
        var notes = taken.Select(version => version.Facts.Notes).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct().ToList();
        var joined = string.Join('\n', notes);
        return joined.Length > AnnotateSlicks.LongestNotes
                ? throw new RuleBrokenException(
                    "notes",
                    "The slicks' notes joined are longer than 100,000 characters: say what the notes of the merged slick are."
                )
            : notes.Count == 0 ? null
            : joined;
    }

    internal sealed class Rules : DecisionRules<MergeSlicks>
    {
        // A union of more outlines than this is a mistake of the hand, and locks the ledger for long.
        private const int MostMerged = 1_000;

        public Rules()
        {
            RuleFor(command => command.Slicks)
                .Must(ids => ids is not null && ids.Distinct().Count() >= 2)
                .WithMessage("A merge needs two or more different slicks.")
                .Must(ids => ids is null || ids.Distinct().Count() == ids.Count)
                .WithMessage("A slick cannot be merged with itself: an id is named twice.")
                .Must(ids => ids is null || ids.Count <= MostMerged)
                .WithMessage("At most 1,000 slicks can be merged at once.");
            KnownClass(command => command.Class);
            Confidence(command => command.HumanConfidence);
            ShortNotes(command => command.Notes);
        }
    }
}
