using Review.Domain.Scenes;

namespace Review.Domain.Slicks;

/// <summary>Reads of the ledger that EF cannot say well: spatial filters, features, lineage.</summary>
public interface ISlickQueries
{
    /// <returns>Null when no version has this id.</returns>
    Task<SlickDetails?> Details(long id, CancellationToken cancellation);

    Task<SlickList> List(ListSlicks request, CancellationToken cancellation);

    Task<UndecidedList> Undecided(ListUndecided request, CancellationToken cancellation);

    Task<StateCounts> Counts(SlickFilter filter, CancellationToken cancellation);

    /// <returns>Null when no version has this id, or it belongs to no scene.</returns>
    Task<SceneFacts?> SceneOf(long slick, CancellationToken cancellation);

    Task<SlickSummary> Summary(SlickFilter filter, CancellationToken cancellation);

    /// <returns>Null when no version has this id, or none was there yet.</returns>
    Task<SlickHistory?> History(LineagePage page, CancellationToken cancellation);

    /// <returns>The active version of a case, or its last one where none is active; null when no case has this number.</returns>
    Task<long?> VersionOf(long number, CancellationToken cancellation);

    /// <returns>The outline as SVG path data in a box of 44 × 36, or null when no version has this id.</returns>
    Task<string?> Thumbnail(long id, CancellationToken cancellation);
}

/// <summary>A part of a lineage: of those that come of one another the older one has the lower id.</summary>
/// <param name="AsOf">Without what came later; null for now.</param>
/// <param name="After">What follows this version in the direction asked for; null for the beginning.</param>
/// <param name="Limit">The most versions, at least 1.</param>
public sealed record LineagePage(long Id, Lineage Direction, DateTimeOffset? AsOf, long? After, int Limit);

public enum Lineage
{
    /// <summary>A version and its ancestors, newest first.</summary>
    History,

    /// <summary>A version and what came of it, oldest first.</summary>
    Descendants,
}
