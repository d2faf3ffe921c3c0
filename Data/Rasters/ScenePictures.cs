using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using Review.Domain.Scenes;
using Review.Domain.Tiles;

namespace Review.Data.Rasters;

/// <summary>Renders pictures of scenes: as many at once as there are cores, each on an open file of its own.</summary>
internal sealed class ScenePictures(PixelPool pool, TileCache cache) : IScenePictures, IDisposable
{
    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);

    // A tile without anything, by size.
    private readonly ConcurrentDictionary<int, byte[]> empty = new();

    public async ValueTask<ReadOnlyMemory<byte>> Tile(
        SceneImage image,
        TileAddress tile,
        PictureStyle style,
        int sizePixels,
        CancellationToken cancellation
    )
    {
        var grid = MercatorGrid.Of(tile, sizePixels);
        return Touches(grid, image.Bounds)
            ? await Drawn(image, $"{tile.Z}/{tile.X}/{tile.Y}/{sizePixels}", grid, style, cancellation)
            : empty.GetOrAdd(sizePixels, size => GreyPng.Encode(new byte[size * size], size, size));
    }

    public async ValueTask<ReadOnlyMemory<byte>> Preview(
        SceneImage image,
        PictureStyle style,
        int sizePixels,
        CancellationToken cancellation
    ) => await Drawn(image, $"preview/{sizePixels}", MercatorGrid.Around(image.Bounds, sizePixels), style, cancellation);

    public async ValueTask<IReadOnlyList<float>> Values(SceneImage image, double longitude, double latitude, CancellationToken cancellation)
    {
        await cores.WaitAsync(cancellation);
        try
        {
            using var rented = pool.Rent(image);
            return [.. image.Bands.Select((_, band) => rented.Pixels.ValueAt(band, longitude, latitude))];
        }
        finally
        {
            cores.Release();
        }
    }

    public void Dispose() => cores.Dispose();

    private static bool Touches(MercatorGrid grid, GeoBox bounds) =>
        ((int[])[-360, 0, 360]).Any(turn =>
            grid.Window(bounds with { West = bounds.West + turn, East = bounds.East + turn }) is var window
            && window.Left < window.Right
            && window.Top < window.Bottom
        );

    private async Task<byte[]> Drawn(SceneImage image, string what, MercatorGrid grid, PictureStyle style, CancellationToken cancellation)
    {
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{image.Scene}/{image.Revision}/{image.File}/{what}/{style.Band}/{style.Low:R}/{style.High:R}/{style.Gamma:R}/{style.Db}"
        );
        if (await cache.Find(key, cancellation) is { } known)
        {
            return known;
        }

        var picture = await Draw(image, grid, style, cancellation);
        cache.Add(key, picture);
        return picture;
    }

    // Who has gone away while waiting for a core is not drawn for.
    private async Task<byte[]> Draw(SceneImage image, MercatorGrid grid, PictureStyle style, CancellationToken cancellation)
    {
        await cores.WaitAsync(cancellation);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            using var rented = pool.Rent(image);
            return Picture(rented.Pixels, grid, style, image.Unit, cancellation);
        }
        finally
        {
            cores.Release();
        }
    }

    // Buffers this large would each time be taken from the operating system and collected with the oldest objects.
    private static byte[] Picture(ScenePixels pixels, MercatorGrid grid, PictureStyle style, PixelUnit unit, CancellationToken cancellation)
    {
        var count = grid.Width * grid.Height;
        var values = ArrayPool<float>.Shared.Rent(count);
        var shades = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            pixels.Fill(style.Band, grid, values.AsSpan(0, count), cancellation);
            Shading.Of(style, unit).Apply(values.AsSpan(0, count), shades);
            return GreyPng.Encode(shades.AsSpan(0, count), grid.Width, grid.Height);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(values);
            ArrayPool<byte>.Shared.Return(shades);
        }
    }
}
