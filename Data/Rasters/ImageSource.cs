using Review.Domain;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>An image as it is stored, in its own columns and rows, at full size and at its overviews' sizes. Not thread-safe.</summary>
internal abstract class ImageSource : IDisposable
{
    // How much of the image is decoded at once when it is reduced: 4 million pixels are 16 MB.
    private const int StripPixels = 4_000_000;

    public abstract string Path { get; }

    public abstract int Width { get; }

    public abstract int Height { get; }

    public abstract IReadOnlyList<string> Bands { get; }

    /// <summary>What it should have and has not.</summary>
    public virtual IReadOnlyList<string> Missing => [];

    public abstract PixelUnit Unit { get; }

    /// <summary>Nothing says what the numbers are: they were looked at.</summary>
    public virtual bool UnitIsGuess => false;

    public abstract Georeference Place { get; }

    /// <summary>The full image first, then its overviews, each smaller.</summary>
    public abstract IReadOnlyList<ImageLevel> Levels { get; }

    public virtual string? SceneName => null;

    public virtual DateTimeOffset? Acquired => null;

    /// <summary>Reads a window of a level; NaN where there is no data.</summary>
    public abstract void Read(int band, int level, int column, int row, int width, int height, Span<float> pixels);

    public abstract void Dispose();

    /// <summary>
    /// Reads a window of a level, each <paramref name="factor"/> × <paramref name="factor"/> of its pixels averaged into one; never holds
    /// the whole window at once.
    /// </summary>
    /// <param name="pixels">Receives ⌈width / factor⌉ × ⌈height / factor⌉ values.</param>
    public void ReadAveraged(
        int band,
        int level,
        int column,
        int row,
        int width,
        int height,
        int factor,
        Span<float> pixels,
        CancellationToken cancellation = default
    )
    {
        if (factor == 1)
        {
            Read(band, level, column, row, width, height, pixels);
            return;
        }

        var smallWidth = (width + factor - 1) / factor;
        var stripRows = Math.Max(1, StripPixels / width / factor) * factor;
        var strip = new float[Math.Min(stripRows, height) * width];
        for (var top = 0; top < height; top += stripRows)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = Math.Min(stripRows, height - top);
            Read(band, level, column, row + top, width, rows, strip);
            Average(strip, width, rows, factor, pixels.Slice(top / factor * smallWidth, (rows + factor - 1) / factor * smallWidth));
        }
    }

    private static void Average(ReadOnlySpan<float> pixels, int width, int height, int factor, Span<float> small)
    {
        var smallWidth = (width + factor - 1) / factor;
        Span<float> sums = new float[smallWidth];
        Span<int> counts = new int[smallWidth];
        for (var top = 0; top < height; top += factor)
        {
            sums.Clear();
            counts.Clear();
            for (var y = top; y < Math.Min(top + factor, height); y++)
            {
                var line = pixels.Slice(y * width, width);
                for (int x = 0, into = 0; x < width; into++)
                {
                    var (sum, count) = (0f, 0);
                    for (var end = Math.Min(x + factor, width); x < end; x++)
                    {
                        var value = line[x];
                        if (!float.IsNaN(value))
                        {
                            sum += value;
                            count++;
                        }
                    }

                    sums[into] += sum;
                    counts[into] += count;
                }
            }

            var result = small.Slice(top / factor * smallWidth, smallWidth);
            for (var x = 0; x < smallWidth; x++)
            {
                result[x] = counts[x] == 0 ? float.NaN : sums[x] / counts[x];
            }
        }
    }

    internal RuleBrokenException Unreadable(string why) => RasterDataset.Unreadable(Path, why);
}

/// <summary>One size at which an image is stored.</summary>
internal readonly record struct ImageLevel(int Width, int Height);
