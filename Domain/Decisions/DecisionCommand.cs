using MediatR;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>The kinds of decision; in the database and on the wire in lower case.</summary>
public enum DecisionKind
{
    Validate,
    Reclassify,
    Reject,
    Merge,
    Split,
    Reshape,
    Cut,
    Annotate,
    Add,
    Restore,
    External,

    /// <summary>A new run replaced what earlier runs had found and nobody had reviewed (<c>Detection.ExecuteRun</c>).</summary>
    Reprocess,
}

/// <param name="Inputs">The versions it took, ascending.</param>
/// <param name="Outputs">The versions it put in, in the order of the rule's successors.</param>
/// <param name="Replayed">True when an earlier request with the same idempotency key made it.</param>
public sealed record DecisionResult(long Decision, string Kind, DateTimeOffset At, long[] Inputs, long[] Outputs, bool Replayed = false);

/// <summary>
/// An act of review. Every kind walks the same way (<see cref="Decide{TCommand}"/>): the versions it names are locked, the pure function
/// <see cref="Rule"/> turns them into successors, and the ledger writes both sides in one transaction.
/// </summary>
public abstract record DecisionCommand(Authorship By) : IRequest<DecisionResult>
{
    public abstract DecisionKind Kind { get; }

    /// <summary>The versions the analyst saw; each must still be active.</summary>
    public abstract IReadOnlyList<long> Takes { get; }

    /// <summary>Whether <see cref="Rule"/> needs the outlines; copies move inside the database.</summary>
    public virtual bool NeedsOutlines => false;

    public virtual string? WhyGiven => null;

    /// <summary>Write it even where it changes nothing; see <see cref="Unchanged"/>.</summary>
    public bool Insist { get; init; }

    /// <summary>What comes in place of the versions taken. Pure: the same input gives the same successors.</summary>
    /// <param name="taken">In the order of their ids.</param>
    /// <exception cref="RuleBrokenException">The choices do not fit these versions.</exception>
    /// <exception cref="OutlineException">The geometry cannot be used.</exception>
    public abstract Ruling Rule(IReadOnlyList<SlickVersion> taken);
}

/// <summary>A version as a rule sees it.</summary>
/// <param name="Outline">Null unless the command asked for outlines.</param>
/// <param name="Reason">Of the decision that put it in.</param>
public sealed record SlickVersion(
    long Id,
    SlickFacts Facts,
    double AreaM2,
    NetTopologySuite.Geometries.MultiPolygon? Outline,
    SlickState State = SlickState.Pending,
    string? Reason = null
);

/// <summary>What a person may see and change of a version, besides its outline.</summary>
public sealed record SlickFacts(
    DateTimeOffset Timestamp,
    int Class,
    double? MachineConfidence,
    double? HumanConfidence,
    bool Validated,
    string? Notes,
    long? Scene
);

/// <param name="Warnings">Sentences to show before the analyst confirms.</param>
public sealed record Ruling(IReadOnlyList<Successor> Successors, IReadOnlyList<string> Warnings)
{
    public Ruling(params IReadOnlyList<Successor> successors)
        : this(successors, []) { }
}

/// <summary>One version to be put in.</summary>
/// <param name="Parents">The versions it replaces; empty for a slick that the model missed.</param>
public abstract record Successor(long[] Parents);

/// <summary>A copy of a version with some facts changed; its outline never leaves the database.</summary>
public sealed record Copy(long Of, FactChanges Changes, long[] Parents) : Successor(Parents)
{
    public Copy(long of, FactChanges changes)
        : this(of, changes, [of]) { }
}

/// <summary>Absent members stay as they are. Empty <paramref name="Notes"/> clear them.</summary>
public sealed record FactChanges(int? Class = null, double? HumanConfidence = null, bool? Validated = null, string? Notes = null)
{
    public static FactChanges None { get; } = new();
}

/// <summary>A new outline.</summary>
/// <param name="Source">The version whose run, model class and metadata it inherits; null for a slick that the model missed.</param>
public sealed record Drawn(long? Source, NetTopologySuite.Geometries.MultiPolygon Outline, SlickFacts Facts, long[] Parents)
    : Successor(Parents);
