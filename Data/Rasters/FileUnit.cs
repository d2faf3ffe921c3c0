using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>What the numbers of a file stand for.</summary>
internal static class FileUnit
{
    // So many pixels with data, from all over the image, are enough to tell.
    private const long EnoughPixels = 4_000_000;
    private const int ChunkPixels = 262_144;

    // Of backscatter in dB: below is what some programs write for "no data", above is nearly none.
    private const float LeastDb = -100;
    private const float MostNegativeDb = -0.5f;

    /// <returns>Null when the file does not say it.</returns>
    public static PixelUnit? Said(RasterDataset dataset, StoredBand band) =>
        Enum.TryParse<PixelUnit>(dataset.Tag(Tags.Unit), ignoreCase: true, out var unit) && Enum.IsDefined(unit) ? unit
        : Gdal.Text(Gdal.UnitType(band.Full))?.Trim().ToUpperInvariant() is "DB" or "DECIBEL" or "DECIBELS" ? PixelUnit.Decibel
        : null;

    /// <summary>
    /// Guesses by the pixels that have data, wherever in the image they are: whole numbers are amplitudes; of others, those in dB are
    /// mostly negative over the sea.
    /// </summary>
    public static PixelUnit Guess(FileSource file)
    {
        for (var band = 0; band < file.Bands.Count; band++)
        {
            var (negative, positive) = Count(file, band);
            if (negative + positive > 0)
            {
                return negative > positive ? PixelUnit.Decibel
                    : file.IsOfWholeNumbers ? PixelUnit.Amplitude
                    : PixelUnit.Sigma0;
            }
        }

        return file.IsOfWholeNumbers ? PixelUnit.Amplitude : PixelUnit.Sigma0;
    }

    private static (long Negative, long Positive) Count(FileSource file, int band)
    {
        var level = Enumerable
            .Range(0, file.Levels.Count)
            .FirstOrDefault(index => (long)file.Levels[index].Width * file.Levels[index].Height <= EnoughPixels, file.Levels.Count - 1);
        var (negative, positive) = (0L, 0L);
        foreach (var (left, top, width, height) in Chunks(file.Levels[level], file.BlockSize))
        {
            var pixels = new float[width * height];
            file.Read(band, level, left, top, width, height, pixels);
            foreach (var value in pixels)
            {
                negative += value is > LeastDb and < MostNegativeDb ? 1 : 0;
                positive += value > 0 ? 1 : 0;
            }

            if (negative + positive >= EnoughPixels)
            {
                break;
            }
        }

        return (negative, positive);
    }

    // Neighbours in this order lie far apart, and the first few all over the image; in the end all are there.
    private static IEnumerable<(int Left, int Top, int Width, int Height)> Chunks(ImageLevel size, (int Width, int Height) block)
    {
        var width = Math.Min(size.Width, Math.Max(block.Width, 512));
        var height = Math.Min(size.Height, Math.Max(block.Height, Math.Max(1, ChunkPixels / width)));
        var (columns, rows) = ((size.Width + width - 1) / width, (size.Height + height - 1) / height);
        var count = columns * rows;
        var step = Enumerable.Range(Math.Max(1, (int)(count * 0.618)), count).First(number => Shared(number, count) == 1);
        for (var index = 0; index < count; index++)
        {
            var chunk = (int)((long)index * step % count);
            var (left, top) = (chunk % columns * width, chunk / columns * height);
            yield return (left, top, Math.Min(width, size.Width - left), Math.Min(height, size.Height - top));
        }
    }

    private static int Shared(int one, int other) => other == 0 ? one : Shared(other, one % other);
}
