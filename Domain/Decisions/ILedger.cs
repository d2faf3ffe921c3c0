namespace Review.Domain.Decisions;

/// <summary>
/// The one interface between the rules and the tables of the ledger. Works inside the transaction that <see cref="Open"/> began.
/// </summary>
public interface ILedger
{
    /// <summary>Begins a transaction at READ COMMITTED on the scope's context.</summary>
    Task<ILedgerTransaction> Open(CancellationToken cancellation);

    /// <summary>Reads versions without locking them.</summary>
    /// <exception cref="NotFoundException">One of the ids does not exist.</exception>
    /// <exception cref="LedgerConflictException">One of them is not active.</exception>
    Task<IReadOnlyList<SlickVersion>> Look(IReadOnlyList<long> ids, bool outlines, CancellationToken cancellation);

    /// <summary>The decision that came with this idempotency key, if any.</summary>
    /// <exception cref="IdempotencyException">The key belongs to another reviewer or another request.</exception>
    Task<DecisionResult?> Replay(Authorship by, CancellationToken cancellation);

    /// <summary>
    /// Of two who undo the same decision at once, the second waits here until the first is done, and then sees what it did.
    /// </summary>
    Task LockDecision(long decision, CancellationToken cancellation);

    /// <summary>What undoing a decision would touch; see <see cref="UndoDecision"/>.</summary>
    /// <param name="outputs">The outputs to undo; null for all.</param>
    /// <exception cref="NotFoundException">There is no such decision.</exception>
    Task<UndoReach> ReachOf(long decision, IReadOnlyList<long>? outputs, CancellationToken cancellation);

    /// <summary>The newest decision of a reviewer that stands and put something in or brought something back.</summary>
    Task<DecisionSummary?> LastDecision(string reviewer, CancellationToken cancellation);

    /// <summary>The newest undo of a reviewer that stands, as long as that reviewer decided nothing since.</summary>
    Task<DecisionSummary?> LastUndo(string reviewer, CancellationToken cancellation);

    /// <summary>The metrics the database would give to an outline.</summary>
    Task<IReadOnlyList<OutlineMetrics>> Measure(
        IReadOnlyList<NetTopologySuite.Geometries.MultiPolygon> outlines,
        CancellationToken cancellation
    );
}

/// <summary>One transaction of the ledger. Disposing without <see cref="Commit"/> rolls back.</summary>
public interface ILedgerTransaction : IAsyncDisposable
{
    /// <summary>Locks versions in the order of their ids and returns them as they stand now.</summary>
    /// <param name="removed">Those of the ids that may be inactive, as long as nothing took their place: a restore brings them
    /// back.</param>
    /// <exception cref="NotFoundException">One of the ids does not exist.</exception>
    /// <exception cref="LedgerConflictException">One of them is not active any more.</exception>
    Task<IReadOnlyList<SlickVersion>> Take(
        IReadOnlyList<long> ids,
        bool outlines,
        IReadOnlyCollection<long> removed,
        CancellationToken cancellation
    );

    /// <summary>Writes the decision, deactivates what was taken, and inserts the successors.</summary>
    /// <returns>The first result, marked as replayed, when the idempotency key was used by a request that committed meanwhile.</returns>
    Task<DecisionResult> Record(
        DecisionDraft draft,
        IReadOnlyList<SlickVersion> taken,
        IReadOnlyList<Successor> successors,
        CancellationToken cancellation
    );

    Task Commit(CancellationToken cancellation);
}

/// <summary>What is written about a decision besides its inputs and outputs.</summary>
public sealed record DecisionDraft(DecisionKind Kind, Authorship By, string? Reason = null, long? Undoes = null);

/// <summary>m² and m, on the spheroid.</summary>
public sealed record OutlineMetrics(double AreaM2, double PerimeterM, double LengthM);
