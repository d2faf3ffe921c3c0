using Review.Domain.Slicks;

namespace Review.Domain.Statistics;

/// <summary>Sums over the ledger.</summary>
public interface IStatisticsQueries
{
    /// <param name="limits">Ascending.</param>
    /// <returns>Active slicks by class and state; the undecided ones also by how many of the limits their radar time has reached.</returns>
    Task<IReadOnlyList<BacklogCount>> Backlog(SlickFilter filter, IReadOnlyList<DateTimeOffset> limits, CancellationToken cancellation);

    /// <returns>Active slicks that are validated or rejected and have a class of the model, by both classes.</returns>
    Task<IReadOnlyList<AgreementCell>> Agreement(SlickFilter filter, CancellationToken cancellation);

    /// <summary>Decisions that took or made a version that the filter matches, whatever its state and whether it is active.</summary>
    /// <param name="only">Others than this person are summed up without a name; null for all by their names.</param>
    /// <param name="mostReasons">At least 1.</param>
    Task<WorkSums> Work(SlickFilter filter, DecisionSpan span, string? only, int mostReasons, CancellationToken cancellation);
}

/// <param name="Cells">By day, kind and person, in this order.</param>
/// <param name="Reasons">The most frequent ones first.</param>
/// <param name="Rejections">With any reason.</param>
/// <param name="Times">Of the kinds of decisions that said how long they took.</param>
public sealed record WorkSums(
    IReadOnlyList<WorkCell> Cells,
    IReadOnlyList<ReasonCount> Reasons,
    long Rejections,
    IReadOnlyList<KindTime> Times
);

/// <param name="Reached">How many limits; 0 for slicks that are not pending.</param>
public sealed record BacklogCount(int Class, SlickState State, int Reached, long Slicks);
