using System.IO.Compression;
using Microsoft.Net.Http.Headers;
using Review.App.Shell;
using Review.App.Slicks;
using Review.Domain;
using Review.Domain.Slicks;
using Review.Domain.Tiles;

namespace Review.App.Tiles;

/// <summary>
/// Vector tiles of slicks, always fresh: browser and server keep a tile, and what changed under it gives it another name.
/// </summary>
internal static class TileRoutes
{
    public static void MapTiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/tiles/slicks/{z:int}/{x:int}/{y:int}.mvt", Tile).RequireAuthorization(Policies.Viewer).WithTags("Tiles");

    private static async Task Tile(int z, int x, int y, HttpContext http, ISlickTiles tiles, CostlyReads costly)
    {
        var address = new TileAddress(z, x, y);
        if (!address.Exists)
        {
            throw new NotFoundException($"There is no tile {z}/{x}/{y}; zooms go from 0 to {TileAddress.DeepestZoom}.");
        }

        var filter = FilterQuery.Read(http.Request.Query);
        http.Response.Headers.CacheControl = "private, no-cache";
        if (await tiles.Name(filter, address, http.RequestAborted) is { } name && IsKnown(http, name))
        {
            return;
        }

        var person = http.User.Identity?.Name ?? "";
        var tile = await tiles.Get(filter, address, async stop => await costly.Enter(CostlyRead.Tile, person, stop), http.RequestAborted);
        if (!IsKnown(http, tile.Name))
        {
            await Answer(http, tile.Gzip);
        }
    }

    /// <summary>Says the name; with 304, when the browser has that tile already.</summary>
    private static bool IsKnown(HttpContext http, string name)
    {
        var tag = new EntityTagHeaderValue($"\"{name}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        if (!http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static async Task Answer(HttpContext http, byte[] gzip)
    {
        http.Response.ContentType = "application/vnd.mapbox-vector-tile";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (http.Request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value == "gzip" && one.Quality is null or > 0))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            http.Response.ContentLength = gzip.Length;
            await http.Response.Body.WriteAsync(gzip, http.RequestAborted);
            return;
        }

        await using var plain = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        await plain.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
