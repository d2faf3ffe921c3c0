namespace Review.Domain.Decisions;

/// <summary>A version that a command names is not active any more, or was never there to take.</summary>
public sealed class LedgerConflictException(string sentence, IReadOnlyList<LedgerConflict> conflicts) : Exception(sentence)
{
    public IReadOnlyList<LedgerConflict> Conflicts { get; } = conflicts;
}

/// <summary>Who replaced a version, when, how and with what.</summary>
/// <param name="Successors">Empty when the version was removed without a successor.</param>
public sealed record LedgerConflict(long Slick, long Decision, string Kind, string Reviewer, DateTimeOffset At, long[] Successors);

/// <summary>An undo was refused because later decisions build on what it would take back.</summary>
public sealed class DependentsException(long decision, IReadOnlyList<DecisionSummary> dependents)
    : Exception(
        $"{(dependents.Count == 1 ? "A later decision builds" : $"{dependents.Count} later decisions build")} on decision "
            + $"{decision}. Undo them together with it, or undo them first."
    )
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<DecisionSummary> Dependents { get; } = dependents;
}

public sealed record DecisionSummary(long Decision, string Kind, string Reviewer, DateTimeOffset At, long[] Inputs, long[] Outputs);
