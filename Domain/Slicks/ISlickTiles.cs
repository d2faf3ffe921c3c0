using Review.Domain.Tiles;

namespace Review.Domain.Slicks;

/// <summary>Vector tiles of slicks. A tile is made once for all who ask, and kept until something under it changes.</summary>
public interface ISlickTiles
{
    /// <summary>Names the content of a tile without making it: two calls that answer the same name mean the same bytes.</summary>
    /// <returns>Null for a tile of the past, which has no name beforehand.</returns>
    Task<string?> Name(SlickFilter filter, TileAddress tile, CancellationToken cancellation);

    /// <summary>
    /// The layers <c>slicks</c> (outlines) and <c>points</c> (<c>n</c> slicks of one class and state), at most about 500 KB; empty when
    /// nothing is there.
    /// </summary>
    /// <param name="enter">Waits for a place to make a tile in, which is given back when it is made; not called for one that is kept, or
    /// that somebody else is making.</param>
    /// <exception cref="BusyException">Too many tiles are being made, or one of the past takes too long.</exception>
    Task<SlickTile> Get(
        SlickFilter filter,
        TileAddress tile,
        Func<CancellationToken, ValueTask<IDisposable>> enter,
        CancellationToken cancellation
    );
}

/// <param name="Name">Of the content.</param>
/// <param name="Gzip">A Mapbox vector tile (2.1), compressed.</param>
public sealed record SlickTile(string Name, byte[] Gzip);
