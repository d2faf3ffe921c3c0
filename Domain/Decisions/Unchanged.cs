using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>
/// What a decision would leave as it is. A second press of a key writes no second version: of many slicks, those that would stay as they
/// are are left out and named; where all would, the decision is refused. Who means it all the same insists.
/// </summary>
internal static class Unchanged
{
    /// <returns>What the decision takes and puts in.</returns>
    /// <exception cref="RuleBrokenException">Nothing would change.</exception>
    public static (IReadOnlyList<SlickVersion> Taken, Ruling Ruling) LeftOut(
        DecisionCommand command,
        IReadOnlyList<SlickVersion> taken,
        Ruling ruling
    )
    {
        if (command.Insist || taken.Count == 0)
        {
            return (taken, ruling);
        }

        var versions = taken.ToDictionary(version => version.Id);
        var changing = ruling.Successors.Where(successor => !IsSame(command, successor, versions)).ToList();
        if (changing.Count == 0)
        {
            throw new RuleBrokenException("insist", Sentence(taken));
        }

        var parents = changing.SelectMany(successor => successor.Parents).ToHashSet();
        return changing.Count == ruling.Successors.Count
            ? (taken, ruling)
            : ([.. taken.Where(version => parents.Contains(version.Id))], ruling with { Successors = changing });
    }

    private static bool IsSame(DecisionCommand command, Successor successor, Dictionary<long, SlickVersion> versions) =>
        successor.Parents is [var only]
        && (string.IsNullOrEmpty(command.WhyGiven) || command.WhyGiven == versions[only].Reason)
        && successor switch
        {
            Copy copy => IsSame(command.Kind, versions[only], copy.Changes),
            Drawn drawn => command.Kind == DecisionKind.Reshape && Outline.IsSame(drawn.Outline, versions[only].Outline!),
            _ => false,
        };

    private static bool IsSame(DecisionKind kind, SlickVersion version, FactChanges changes)
    {
        var facts = version.Facts;
        var after = facts with
        {
            Class = changes.Class ?? facts.Class,
            HumanConfidence = changes.HumanConfidence ?? facts.HumanConfidence,
            Validated = changes.Validated ?? facts.Validated,
            Notes =
                changes.Notes is null ? facts.Notes
                : changes.Notes.Length == 0 ? null
                : changes.Notes,
        };
        return after == facts && (kind == DecisionKind.Annotate || version.State == SlickStates.Said(after.Class, after.Validated));
    }

    private static string Sentence(IReadOnlyList<SlickVersion> taken) =>
        taken.Count == 1
            ? $"This changes nothing: slick {taken[0].Id} is so already. To write it once more all the same, insist."
            : $"This changes nothing: all {taken.Count:N0} slicks are so already. To write it once more all the same, insist.";
}
