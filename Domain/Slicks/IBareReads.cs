using Review.Domain.Tiles;

namespace Review.Domain.Slicks;

/// <summary>What the routes ask of the database, as plain SQL with all values written into it: what they are measured against.</summary>
public interface IBareReads
{
    /// <returns>The statement by which the tile is drawn now, with what the index found under it.</returns>
    Task<string> Tile(SlickFilter filter, TileAddress tile, CancellationToken cancellation);

    /// <returns>The sums of a filter, by the ledger itself.</returns>
    string Summary(SlickFilter filter);

    /// <returns>A page of features, by the ledger itself.</returns>
    string Page(SlickFilter filter, int limit);

    /// <returns>A stretch of the list, by the ledger itself.</returns>
    string List(ListSlicks request);
}
