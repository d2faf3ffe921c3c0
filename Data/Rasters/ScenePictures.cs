using System.Collections.Concurrent;
using Review.Domain.Scenes;
using Review.Domain.Tiles;

namespace Review.Data.Rasters;

/// <summary>Renders pictures of scenes: as many at once as there are cores, each on an open file of its own.</summary>
internal sealed class ScenePictures(PixelPool pool) : IScenePictures, IDisposable
{
    private readonly SemaphoreSlim cores = new(Environment.ProcessorCount);

    // A tile without anything, by size.
    private readonly ConcurrentDictionary<int, byte[]> empty = new();

    public async ValueTask<ReadOnlyMemory<byte>> Tile(SceneImage image, TileAddress tile, PictureStyle style, int sizePixels, CancellationToken cancellation)
    {
        var grid = MercatorGrid.Of(tile, sizePixels);
        return Touches(grid, image.Bounds)
            ? await Render(image, grid, style, cancellation)
            : empty.GetOrAdd(sizePixels, size => GreyPng.Encode(new byte[size * size], size, size));
    }

    public async ValueTask<ReadOnlyMemory<byte>> Preview(SceneImage image, PictureStyle style, int sizePixels, CancellationToken cancellation) =>
        await Render(image, MercatorGrid.Around(image.Bounds, sizePixels), style, cancellation);

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
        ((int[])[-360, 0, 360]).Any(turn => grid.Window(bounds with { West = bounds.West + turn, East = bounds.East + turn }) is var window && window.Left < window.Right && window.Top < window.Bottom);

    // Who has gone away while waiting for a core is not drawn for.
    private async Task<byte[]> Render(SceneImage image, MercatorGrid grid, PictureStyle style, CancellationToken cancellation)
    {
        await cores.WaitAsync(cancellation);
        try
        {
            cancellation.ThrowIfCancellationRequested();
            using var rented = pool.Rent(image);
            var values = new float[grid.Width * grid.Height];
            rented.Pixels.Fill(style.Band, grid, values, cancellation);
            var shades = new byte[values.Length];
            Shading.Of(style, image.Unit).Apply(values, shades);
            return GreyPng.Encode(shades, grid.Width, grid.Height);
        }
        finally
        {
            cores.Release();
        }
    }
}
