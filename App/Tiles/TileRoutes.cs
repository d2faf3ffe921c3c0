using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Review.App.Shell;
using Review.App.Slicks;
using Review.Domain.Decisions;
using Review.Domain.Slicks;
using Review.Domain.Tiles;

namespace Review.App.Tiles;

/// <summary>Vector tiles of slicks, always fresh: the browser keeps a tile and asks whether it changed.</summary>
internal static class TileRoutes
{
    public static void MapTiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/tiles/slicks/{z:int}/{x:int}/{y:int}.mvt", Tile).RequireAuthorization(Policies.Viewer).Costly(CostlyRead.Tile).WithTags("Tiles");

    private static async Task Tile(int z, int x, int y, HttpContext http, ISlickQueries queries)
    {
        var address = new TileAddress(z, x, y);
        if (!address.Exists)
        {
            throw new NotFoundException($"There is no tile {z}/{x}/{y}; zooms go from 0 to {TileAddress.DeepestZoom}.");
        }

        var tile = await queries.Tile(FilterQuery.Read(http.Request.Query), address, http.RequestAborted);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(tile).AsSpan(0, 16))}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = "application/vnd.mapbox-vector-tile";
        http.Response.ContentLength = tile.Length;
        await http.Response.Body.WriteAsync(tile, http.RequestAborted);
    }
}
