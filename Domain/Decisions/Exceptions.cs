namespace Review.Domain.Decisions;

/// <summary>What was asked for does not exist.</summary>
public sealed class NotFoundException(string sentence) : Exception(sentence.Bounded());

/// <summary>A rule of review is broken. The message is a sentence that the analyst can act on.</summary>
/// <param name="field">The member of the request that breaks it.</param>
public sealed class RuleBrokenException(string field, string sentence) : Exception(sentence.Bounded())
{
    public string Field { get; } = field.Shortened();
}

/// <summary>An outline, a line or a polygon cannot be used. The message is a sentence that the analyst can act on.</summary>
public sealed class OutlineException(string sentence) : Exception(sentence.Bounded());

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
    : Exception($"{(dependents.Count == 1 ? "A later decision builds" : $"{dependents.Count} later decisions build")} on decision {decision}. Undo them together with it, or undo them first.")
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<DecisionSummary> Dependents { get; } = dependents;
}

public sealed record DecisionSummary(long Decision, string Kind, string Reviewer, DateTimeOffset At, long[] Inputs, long[] Outputs);

/// <summary>The idempotency key was used before, for something else or by somebody else.</summary>
public sealed class IdempotencyException(string sentence) : Exception(sentence);
