using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Scenes;
using Review.Domain.Tiles;

namespace Review.App.Tiles;

/// <summary>Pictures of scenes: tiles of the map and previews.</summary>
internal static class SceneTileRoutes
{
    private const string ForEver = "private, max-age=31536000, immutable";
    private const string ForAWhile = "private, max-age=300";

    public static void MapSceneTiles(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/tiles/scenes/{scene:long}/{z:int}/{x:int}/{y:int}.png", Tile)
            .RequireAuthorization(Policies.Viewer)
            .Costly(CostlyRead.Picture)
            .WithTags("Tiles");
        routes
            .MapGet("/api/scenes/{scene:long}/preview.png", Preview)
            .RequireAuthorization(Policies.Viewer)
            .Costly(CostlyRead.Picture)
            .WithTags("Scenes");
    }

    private static async Task Tile(
        long scene,
        int z,
        int x,
        int y,
        HttpContext http,
        ISceneImages images,
        KnownImages known,
        IScenePictures pictures
    )
    {
        var address = new TileAddress(z, x, y);
        if (!address.Exists)
        {
            throw new NotFoundException($"There is no tile {z}/{x}/{y}; zooms go from 0 to {TileAddress.DeepestZoom}.");
        }

        var size = PictureQuery.Size(http.Request.Query, 256, pixels => pixels is 256 or 512, "size is 256 or 512.");
        await Answer(
            http,
            await known.Find(scene, images, http.RequestAborted),
            $"{z}/{x}/{y}/{size}",
            (image, style) => pictures.Tile(image, address, style, size, http.RequestAborted)
        );
    }

    private static async Task Preview(long scene, HttpContext http, ISceneImages images, KnownImages known, IScenePictures pictures)
    {
        var size = PictureQuery.Size(
            http.Request.Query,
            512,
            pixels => pixels is >= 16 and <= 2048,
            "size is a number of pixels from 16 to 2048."
        );
        await Answer(
            http,
            await known.Find(scene, images, http.RequestAborted),
            $"preview/{size}",
            (image, style) => pictures.Preview(image, style, size, http.RequestAborted)
        );
    }

    // The tag says all that a picture depends on, so it is known before there is a picture.
    private static async Task Answer(
        HttpContext http,
        SceneImage image,
        string what,
        Func<SceneImage, PictureStyle, ValueTask<ReadOnlyMemory<byte>>> draw
    )
    {
        if (image.State != ImageState.Ready)
        {
            http.Response.Headers.CacheControl = "no-store";
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var style = PictureQuery.Read(http.Request.Query, image);
        var tag = Tag(image, what, style);
        http.Response.GetTypedHeaders().ETag = tag;
        var revision = http.Request.Query["r"].ToString();
        http.Response.Headers.CacheControl = revision == image.Revision.ToString(CultureInfo.InvariantCulture) ? ForEver : ForAWhile;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var picture = await draw(image, style);
        http.Response.ContentType = "image/png";
        http.Response.ContentLength = picture.Length;
        await http.Response.Body.WriteAsync(picture, http.RequestAborted);
    }

    private static EntityTagHeaderValue Tag(SceneImage image, string what, PictureStyle style)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{image.Scene}/{image.Revision}/{what}/{style.Band}/{style.Low:R}/{style.High:R}/{style.Gamma:R}/{style.Db}"
        );
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}\"");
    }
}

/// <summary>Images that were looked up a moment ago: a map asks for twenty tiles at once.</summary>
internal sealed class KnownImages(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);
    private const int MostKept = 1_000;
    private readonly ConcurrentDictionary<long, (SceneImage Image, long At)> found = new();

    /// <exception cref="NotFoundException">The scene has no image.</exception>
    public async ValueTask<SceneImage> Find(long scene, ISceneImages images, CancellationToken cancellation)
    {
        if (found.TryGetValue(scene, out var known) && time.GetElapsedTime(known.At) < Kept)
        {
            return known.Image;
        }

        var image = await images.Find(scene, cancellation) ?? throw new NotFoundException($"The scene {scene} has no image.");
        if (found.Count >= MostKept)
        {
            found.Clear();
        }

        found[scene] = (image, time.GetTimestamp());
        return image;
    }
}
