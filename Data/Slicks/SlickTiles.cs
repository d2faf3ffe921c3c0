using System.IO.Compression;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using Review.Data.Db;
using Review.Data.Slicks.Index;
using Review.Domain;
using Review.Domain.Slicks;
using Review.Domain.Tiles;

namespace Review.Data.Slicks;

/// <summary>
/// Tiles by the index where there is one, kept by what has changed under them; by the ledger's own outlines for the past.
/// </summary>
internal sealed class SlickTiles(NpgsqlDataSource source, SlickIndexKeeper keeper, SlickIndexFeed feed, KeptTiles kept) : ISlickTiles
{
    // Of a tile of the past: then it is said.
    private const int MostSeconds = 20;

    private static readonly string Instance = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6));
    private readonly SharedWork<TileKey, SlickTile> making = new();

    public async Task<string?> Name(SlickFilter filter, TileAddress tile, CancellationToken cancellation) =>
        IsByIndex(filter) ? NameOf(new TileKey(filter, tile), await keeper.Recent(cancellation)) : null;

    public async Task<SlickTile> Get(
        SlickFilter filter,
        TileAddress tile,
        Func<CancellationToken, ValueTask<IDisposable>> enter,
        CancellationToken cancellation
    )
    {
        if (!IsByIndex(filter))
        {
            using var place = await enter(cancellation);
            return await OfThePast(filter, tile, cancellation);
        }

        var key = new TileKey(filter, tile);
        var name = NameOf(key, await keeper.Recent(cancellation));
        return kept.Find(key, name) ?? await making.Get(key, stop => Make(key, enter, stop), cancellation);
    }

    private bool IsByIndex(SlickFilter filter) => keeper.IsKept && RowFilter.IsAnsweredByIndex(filter);

    private static string NameOf(TileKey key, SlickIndex index) =>
        $"{Instance}-{index.VersionUnder(new TileArea(key.Tile), key.Filter.Scene is not null)}-{key.GetHashCode():x8}";

    private async Task<SlickTile> Make(TileKey key, Func<CancellationToken, ValueTask<IDisposable>> enter, CancellationToken cancellation)
    {
        using var place = await enter(cancellation);
        var index = await keeper.Current(cancellation);
        // Before it is read: what changes meanwhile makes another name.
        var name = NameOf(key, index);
        var filter = await IndexReads.Filter(index, feed, key.Filter, cancellation);
        var area = new TileArea(key.Tile);
        var contents = index.Read((all, grid) => TileContents.Of(all, grid, area, filter));
        var tile = new SlickTile(name, Compressed(await Drawn(key.Tile, contents, cancellation)));
        kept.Keep(key, tile);
        return tile;
    }

    private async Task<byte[]> Drawn(TileAddress tile, TileContents contents, CancellationToken cancellation)
    {
        if (contents.Outlines.Length == 0 && contents.Points.Count == 0)
        {
            return [];
        }

        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = TileSql.Of(tile, contents);
        command.Connection = connection;
        return (byte[])(await command.Scalar(cancellation))!;
    }

    private async Task<SlickTile> OfThePast(SlickFilter filter, TileAddress tile, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = TileSql.Of(tile, new SlickWhere(filter));
        (command.Connection, command.CommandTimeout) = (connection, MostSeconds);
        try
        {
            var bytes = (byte[])(await command.Scalar(cancellation))!;
            return new SlickTile(
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes).AsSpan(0, 16)),
                Compressed(bytes)
            );
        }
        catch (NpgsqlException slow) when (slow.InnerException is TimeoutException)
        {
            throw new BusyException(
                $"So many slicks of an earlier moment take more than {MostSeconds} seconds to draw here. Zoom in, or filter by time, "
                    + "class or scene."
            );
        }
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}

/// <summary>Which tile of which filter.</summary>
internal sealed record TileKey(SlickFilter Filter, TileAddress Tile);

/// <summary>Tiles as they were made last, those used longest ago dropped first.</summary>
internal sealed class KeptTiles : IDisposable
{
    private const long MostBytes = 128L << 20;

    // What an entry takes beside its bytes, about.
    private const int EntryBytes = 512;

    private readonly MemoryCache tiles = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <returns>Null when it was not made, or something under it changed since.</returns>
    public SlickTile? Find(TileKey key, string name) => tiles.Get<SlickTile>(key) is { } tile && tile.Name == name ? tile : null;

    public void Keep(TileKey key, SlickTile tile) =>
        tiles.Set(key, tile, new MemoryCacheEntryOptions { Size = tile.Gzip.Length + EntryBytes });

    public void Dispose() => tiles.Dispose();
}
