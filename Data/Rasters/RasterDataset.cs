using Review.Domain;

namespace Review.Data.Rasters;

/// <summary>An open image file: GeoTIFF or PNG, nothing else, nothing beside it, nothing remote. Not thread-safe.</summary>
internal sealed class RasterDataset : IDisposable
{
    // Above what a radar product holds (a full Sentinel-1 scene has 450 million), below what would take hours.
    private const long MostPixels = 4_000_000_000;

    // A PNG is one stream: to see its last row all others are decoded.
    private const long MostPngPixels = 100_000_000;
    private const int MostBands = 16;

    // A file whose block is the whole image is decoded as a whole, whatever is asked for.
    private const long MostBlockBytes = 256_000_000;

    private readonly DatasetHandle handle;

    private RasterDataset(DatasetHandle handle, string path, bool isTiff = true)
    {
        this.handle = handle;
        IsTiff = isTiff;
        Path = path;
        Width = Gdal.RasterWidth(handle);
        Height = Gdal.RasterHeight(handle);
        BandCount = Gdal.RasterCount(handle);
    }

    public string Path { get; }

    public int Width { get; }

    public int Height { get; }

    public int BandCount { get; }

    public DatasetHandle Handle => handle;

    /// <summary>And not a PNG.</summary>
    public bool IsTiff { get; }

    /// <exception cref="RuleBrokenException">It is no image that may be read; the sentence says why.</exception>
    public static RasterDataset Open(string path)
    {
        GdalLibrary.Require();
        var full = System.IO.Path.GetFullPath(path);
        var driver = Driver(full);
        using var drivers = new StringsHandle(driver);
        using var none = new StringsHandle();
        using var siblings = new StringsHandle(System.IO.Path.GetFileName(full));
        Gdal.ErrorReset();
        var handle = Gdal.OpenEx(full, Gdal.OpenRaster | Gdal.OpenVerbose, drivers, none, siblings);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            throw Unreadable(full, Gdal.Problem());
        }

        var dataset = new RasterDataset(handle, full, driver == "GTiff");
        try
        {
            dataset.CheckSize(driver);
            return dataset;
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <summary>A new file, to be written.</summary>
    public static RasterDataset Create(string path, int width, int height, int bands, PixelType type, params ReadOnlySpan<string> options)
    {
        GdalLibrary.Require();
        using var list = new StringsHandle(options);
        Gdal.ErrorReset();
        var handle = Gdal.Create(Gdal.DriverByName("GTiff"), path, width, height, bands, type, list);
        return handle.IsInvalid ? throw new IOException($"{path} cannot be written: {Gdal.Problem()}.") : new RasterDataset(handle, path);
    }

    public nint Band(int index) => Gdal.Band(handle, index + 1);

    public string? Tag(string name) => Gdal.Text(Gdal.MetadataItem(handle, name, null));

    /// <summary>What the file says of how its pixels are stored.</summary>
    public string? Structure(string name) => Gdal.Text(Gdal.MetadataItem(handle, name, "IMAGE_STRUCTURE"));

    /// <summary>Reads a window of a band or of one of its overviews as floats.</summary>
    /// <exception cref="RuleBrokenException">The file is damaged.</exception>
    public unsafe void Read(nint band, int column, int row, int width, int height, Span<float> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, checked(width * height));
        fixed (float* buffer = pixels)
        {
            Transfer(Gdal.Read, band, column, row, width, height, buffer);
        }
    }

    public unsafe void Write(nint band, int column, int row, int width, int height, ReadOnlySpan<float> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels.Length, checked(width * height));
        fixed (float* buffer = pixels)
        {
            Transfer(Gdal.Write, band, column, row, width, height, buffer);
        }
    }

    public void Dispose() => handle.Dispose();

    internal static RuleBrokenException Unreadable(string path, string why) =>
        new("path", $"{System.IO.Path.GetFileName(path)} cannot be read as an image: {why}.");

    private unsafe void Transfer(int direction, nint band, int column, int row, int width, int height, float* buffer)
    {
        Gdal.ErrorReset();
        var failed =
            Gdal.RasterIO(band, direction, column, row, width, height, buffer, width, height, PixelType.Float32, 0, 0) != Gdal.ErrorFree;
        GC.KeepAlive(handle);
        if (failed)
        {
            throw direction == Gdal.Read
                ? Unreadable(Path, $"it is damaged or cut off ({Gdal.Problem()})")
                : new IOException($"{Path} cannot be written: {Gdal.Problem()}.");
        }
    }

    // The content decides, not the name; so a file never reaches a driver that reads other files.
    private static string Driver(string path)
    {
        if (path.StartsWith("/vsi", StringComparison.OrdinalIgnoreCase) || !File.Exists(path))
        {
            throw new RuleBrokenException("path", $"There is no file {path}.");
        }

        Span<byte> start = stackalloc byte[8];
        using var stream = File.OpenRead(path);
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..length] switch
        {
            [] => throw Unreadable(path, "it is empty"),
            [0x49, 0x49, 0x2A or 0x2B, 0x00, ..] or [0x4D, 0x4D, 0x00, 0x2A or 0x2B, ..] => "GTiff",
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] => "PNG",
            _ => throw Unreadable(path, "it is neither a GeoTIFF nor a PNG nor a Sentinel-1 product"),
        };
    }

    private void CheckSize(string driver)
    {
        var most = driver == "PNG" ? MostPngPixels : MostPixels;
        if ((long)Width * Height > most)
        {
            throw Unreadable(
                Path,
                $"it claims {Width:N0} × {Height:N0} pixels, and at most {most / 1_000_000:N0} million are read of a "
                    + $"{(driver == "PNG" ? "PNG" : "GeoTIFF")}"
            );
        }

        if (BandCount is 0 or > MostBands)
        {
            throw Unreadable(Path, $"it has {BandCount:N0} bands, and a scene has 1 to {MostBands}");
        }

        for (var index = 0; index < BandCount; index++)
        {
            var band = Band(index);
            Gdal.BlockSize(band, out var width, out var height);
            if ((long)width * height * 8 > MostBlockBytes)
            {
                throw Unreadable(
                    Path,
                    $"its blocks of {width:N0} × {height:N0} pixels are too large to read; rewrite it in tiles (gdal_translate -co "
                        + "TILED=YES)"
                );
            }

            if (Gdal.BandType(band) is PixelType.Unknown or > PixelType.Float64)
            {
                throw Unreadable(
                    Path,
                    "its pixels are complex numbers or of another type that is not backscatter; detected (GRD) images are needed, not SLC"
                );
            }
        }
    }
}
