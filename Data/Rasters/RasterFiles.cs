using System.Globalization;
using Review.Data.Rasters.Safe;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <param name="folders">Where copies go.</param>
internal sealed class RasterFiles(RasterFolders folders) : IRasterFiles
{
    // Rows that are copied at once hold at most so many pixels.
    private const int CopyPixels = 8_000_000;

    public IScenePixels Open(string path, GeoBox? bounds = null, PixelUnit? unit = null)
    {
        var source = Source(path, bounds, unit);
        try
        {
            Placement.Require(source);
            (source as FileSource)?.RequireGrey();
            return new ScenePixels(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public IScenePixels OpenPrepared(SceneImage image) => Prepared(image);

    public string NewCopy(long scene) =>
        Path.Combine(folders.Copies, string.Create(CultureInfo.InvariantCulture, $"scene-{scene}-{Guid.NewGuid():N}.tif"));

    public void Discard(string file)
    {
        // Who reads it at this moment goes on to: its name goes, not what is open.
        if (Path.GetDirectoryName(Path.GetFullPath(file)) == Path.GetFullPath(folders.Copies))
        {
            File.Delete(file);
        }
    }

    public int Sweep(string folder) => Leftovers.Sweep(folder);

    public IRasterWriter Create(string path, RasterLayout layout)
    {
        var tags = (layout.Tags ?? new Dictionary<string, string>()).Append(new(Tags.Unit, layout.Unit.ToString()));
        return new CogWriter(
            path,
            layout.Width,
            layout.Height,
            layout.Bands,
            TypeOf(layout.Type),
            halfPrecision: false,
            layout.NoData,
            tags,
            file => PlaceInDegrees(file, layout.Bounds)
        );
    }

    public void Copy(string path, GeoBox? bounds, PixelUnit? unit, string destination, CancellationToken cancellation)
    {
        using var source = Source(path, bounds, unit);
        var (type, half, noData) = StoredAs(source);
        var tags = new Dictionary<string, string> { [Tags.Unit] = source.Unit.ToString() };
        using var writer = new CogWriter(
            destination,
            source.Width,
            source.Height,
            source.Bands,
            type,
            half,
            noData,
            tags,
            file => PlaceLike(file, source, bounds)
        );
        var rows = Math.Clamp(CopyPixels / source.Width / CogWriter.BlockPixels, 1, 16) * CogWriter.BlockPixels;
        var pixels = new float[Math.Min(rows, source.Height) * source.Width];
        for (var band = 0; band < source.Bands.Count; band++)
        {
            for (var row = 0; row < source.Height; row += rows)
            {
                cancellation.ThrowIfCancellationRequested();
                var height = Math.Min(rows, source.Height - row);
                source.Read(band, 0, 0, row, source.Width, height, pixels);
                writer.Write(band, 0, row, source.Width, height, pixels);
            }
        }

        cancellation.ThrowIfCancellationRequested();
        writer.Complete();
    }

    internal static ScenePixels Prepared(SceneImage image)
    {
        var file = image.File ?? throw new InvalidOperationException($"The image of scene {image.Scene} is not prepared.");
        return new ScenePixels(new FileSource(file, file == image.Source ? image.GivenBounds : null, image.Unit), image.Bands);
    }

    private ImageSource Source(string path, GeoBox? bounds, PixelUnit? unit)
    {
        GdalLibrary.Require();
        if (!Path.Exists(path))
        {
            throw new RuleBrokenException("path", $"There is no file {path}.");
        }

        return SafePackage.Find(path, folders.Copies) is { } package ? new SafeSource(package, path) : new FileSource(path, bounds, unit);
    }

    private static PixelType TypeOf(RasterType type) =>
        type switch
        {
            RasterType.Unsigned8 => PixelType.Byte,
            RasterType.Unsigned16 => PixelType.UInt16,
            _ => PixelType.Float32,
        };

    // σ⁰ spans six powers of ten with a speckle of 30 % or more: 11 significant bits are plenty, and half the disk.
    private static (PixelType Type, bool Half, double? NoData) StoredAs(ImageSource source) =>
        (source as FileSource)?.Stored ?? (PixelType.Float32, true, double.NaN);

    private static void PlaceInDegrees(RasterDataset file, GeoBox bounds)
    {
        using var degrees = Georeference.Degrees();
        _ = Gdal.SetProjection(file.Handle, Georeference.WktOf(degrees));
        _ = Gdal.SetGeoTransform(file.Handle, ref Georeference.FromBounds(bounds, file.Width, file.Height)[0]);
    }

    private static unsafe void PlaceLike(RasterDataset file, ImageSource source, GeoBox? bounds)
    {
        if (source.Place is SplineGeoreference spline)
        {
            using var degrees = Georeference.Degrees();
            fixed (NativePoint* first = SplineGeoreference.Native(spline.Points))
            {
                _ = Gdal.SetControlPoints(file.Handle, spline.Points.Length, first, Georeference.WktOf(degrees));
            }
        }
        else if (bounds is { } box)
        {
            PlaceInDegrees(file, box);
        }
        else
        {
            var original = ((FileSource)source).Dataset;
            var six = new double[6];
            _ = Gdal.GetGeoTransform(original.Handle, ref six[0]);
            _ = Gdal.SetProjection(file.Handle, Gdal.Text(Gdal.Projection(original.Handle))!);
            _ = Gdal.SetGeoTransform(file.Handle, ref six[0]);
        }
    }
}

/// <summary>Where images and pictures are kept.</summary>
/// <param name="Copies">Copies with overviews, one for each prepared image.</param>
/// <param name="Tiles">Pictures that may be deleted at any time.</param>
internal sealed record RasterFolders(string Copies, string Tiles)
{
    public static RasterFolders Under(string dataFolder) =>
        new(Path.Combine(dataFolder, "imagery"), Path.Combine(dataFolder, "cache", "tiles"));
}
