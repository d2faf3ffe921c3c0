using System.Buffers;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>
/// Writes a Cloud Optimized GeoTIFF: first a plain tiled file beside its place, then overviews in it, then a copy that has all in order
/// (directories first, small overviews before large ones), and a rename makes it visible. Whatever fails before leaves nothing behind.
/// GDAL's COG driver would do the last step too, but it interleaves bands, so that who reads one decodes all.
/// </summary>
internal sealed class CogWriter : IRasterWriter
{
    public const int BlockPixels = 512;

    private readonly string path;
    private readonly string draft;
    private readonly string ordered;
    private RasterDataset? dataset;

    // As long as it is held, somebody is at work on both files.
    private FileStream? claim;

    /// <param name="halfPrecision">Real numbers are kept with 11 significant bits (0.05 %, 0.002 dB).</param>
    /// <param name="place">Says in the new file where it lies.</param>
    public CogWriter(
        string path,
        int width,
        int height,
        IReadOnlyList<string> bands,
        PixelType type,
        bool halfPrecision,
        double? noData,
        IEnumerable<KeyValuePair<string, string>> tags,
        Action<RasterDataset> place
    )
    {
        this.path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var unique = $"{path}.{Guid.NewGuid():N}";
        (draft, ordered) = (unique + Leftovers.Draft, unique + Leftovers.Ordered);
        List<string> options =
        [
            "TILED=YES",
            $"BLOCKXSIZE={BlockPixels}",
            $"BLOCKYSIZE={BlockPixels}",
            "BIGTIFF=IF_SAFER",
            "SPARSE_OK=TRUE",
            "INTERLEAVE=BAND",
            "COMPRESS=ZSTD",
            "ZSTD_LEVEL=1",
        ];
        if (halfPrecision)
        {
            options.Add("NBITS=16");
        }

        try
        {
            dataset = RasterDataset.Create(draft, width, height, bands.Count, type, [.. options]);
            claim = FileLock.TryExclusive(draft);
            place(dataset);
            for (var band = 0; band < bands.Count; band++)
            {
                Gdal.SetDescription(dataset.Band(band), bands[band]);
                if (noData is { } value)
                {
                    _ = Gdal.SetNoData(dataset.Band(band), value);
                }
            }

            foreach (var (name, value) in tags)
            {
                _ = Gdal.SetMetadataItem(dataset.Handle, name, value, null);
            }

            NoData = noData;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private double? NoData { get; }

    public void Write(int band, int column, int row, int width, int height, ReadOnlySpan<float> pixels)
    {
        var open = dataset ?? throw new ObjectDisposedException(nameof(CogWriter));
        if (NoData is { } value && !double.IsNaN(value))
        {
            var filled = ArrayPool<float>.Shared.Rent(width * height);
            pixels[..(width * height)].Replace(filled.AsSpan(0, width * height), float.NaN, (float)value);
            open.Write(open.Band(band), column, row, width, height, filled.AsSpan(0, width * height));
            ArrayPool<float>.Shared.Return(filled);
            return;
        }

        open.Write(open.Band(band), column, row, width, height, pixels);
    }

    public void Complete()
    {
        var open = dataset ?? throw new ObjectDisposedException(nameof(CogWriter));
        Gdal.FlushCache(open.Handle);
        BuildOverviews(open);
        Gdal.ErrorReset();
        using (
            var options = new StringsHandle(
                "COMPRESS=ZSTD",
                "ZSTD_LEVEL=3",
                "TILED=YES",
                $"BLOCKXSIZE={BlockPixels}",
                $"BLOCKYSIZE={BlockPixels}",
                "INTERLEAVE=BAND",
                "BIGTIFF=IF_SAFER",
                "COPY_SRC_OVERVIEWS=YES",
                "NUM_THREADS=2"
            )
        )
        using (var copy = Gdal.CreateCopy(Gdal.DriverByName("GTiff"), ordered, open.Handle, 0, options, 0, 0))
        {
            if (copy.IsInvalid)
            {
                throw new IOException($"{path} cannot be written: {Gdal.Problem()}.");
            }
        }

        dataset?.Dispose();
        dataset = null;
        File.Move(ordered, path, overwrite: true);
        Close();
    }

    public void Dispose()
    {
        Close();
        File.Delete(ordered);
    }

    private void Close()
    {
        dataset?.Dispose();
        dataset = null;
        File.Delete(draft);
        claim?.Dispose();
        claim = null;
    }

    private unsafe void BuildOverviews(RasterDataset open)
    {
        var factors = new List<int>();
        for (var factor = 2; Math.Max(open.Width, open.Height) / (factor / 2) > BlockPixels; factor *= 2)
        {
            factors.Add(factor);
        }

        if (factors.Count == 0)
        {
            return;
        }

        Gdal.ErrorReset();
        fixed (int* first = factors.ToArray())
        {
            if (Gdal.BuildOverviews(open.Handle, "AVERAGE", factors.Count, first, 0, null, 0, 0) != Gdal.ErrorFree)
            {
                throw new IOException($"Overviews for {path} cannot be made: {Gdal.Problem()}.");
            }
        }
    }
}
