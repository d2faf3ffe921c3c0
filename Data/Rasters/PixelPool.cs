using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>
/// Keeps files open between pictures, since opening costs more than reading: each for one thread at a time, a bounded number in all.
/// </summary>
internal sealed class PixelPool : IDisposable
{
    private const int MostIdle = 48;

    private readonly Lock gate = new();

    // The one used last stands last.
    private readonly LinkedList<Idle> idle = [];
    private bool disposed;

    public Rented Rent(SceneImage image)
    {
        var key = (image.Scene, image.Revision, image.File!);
        lock (gate)
        {
            for (var node = idle.Last; node is not null; node = node.Previous)
            {
                if (node.Value.Key == key)
                {
                    idle.Remove(node);
                    return new Rented(this, node.Value);
                }
            }
        }

        return new Rented(this, new Idle(key, RasterFiles.Prepared(image)));
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            foreach (var one in idle)
            {
                one.Pixels.Dispose();
            }

            idle.Clear();
        }
    }

    private void Return(Idle one)
    {
        Idle? oldest = null;
        lock (gate)
        {
            if (disposed)
            {
                oldest = one;
            }
            else
            {
                idle.AddLast(one);
                if (idle.Count > MostIdle)
                {
                    oldest = idle.First!.Value;
                    idle.RemoveFirst();
                }
            }
        }

        oldest?.Pixels.Dispose();
    }

    internal sealed record Idle((long Scene, int Revision, string File) Key, ScenePixels Pixels);

    /// <summary>An open file for one thread; given back when disposed.</summary>
    public readonly struct Rented(PixelPool pool, Idle one) : IDisposable
    {
        public ScenePixels Pixels => one.Pixels;

        public void Dispose() => pool.Return(one);
    }
}
