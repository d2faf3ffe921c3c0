using Review.Domain.Slicks;

namespace Review.Domain.Features;

/// <summary>Reads of versions with their outlines.</summary>
public interface IFeatureQueries
{
    /// <returns>Null when no version has this id.</returns>
    Task<SlickFeature?> Feature(long id, CancellationToken cancellation);

    /// <summary>Newest version first.</summary>
    /// <param name="after">Only versions with a lower id.</param>
    /// <param name="seen">The state to read in; null for now.</param>
    Task<FeaturePage> Page(SlickFilter filter, int limit, long? after, LedgerMoment? seen, CancellationToken cancellation);

    /// <summary>All of a filter, newest version first, in one state of the ledger, as they are read.</summary>
    IAsyncEnumerable<SlickFeature> Features(SlickFilter filter, CancellationToken cancellation);

    /// <returns>Null when no version has this id, or none was there yet.</returns>
    Task<LineageFeatures?> Lineage(LineagePage page, CancellationToken cancellation);
}
