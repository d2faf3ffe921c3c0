namespace Review.Domain.Scenes;

/// <summary>Image files: read as scenes, written as Cloud Optimized GeoTIFFs.</summary>
public interface IRasterFiles
{
    /// <param name="path">GeoTIFF, Sentinel-1 <c>.SAFE</c> (folder or zip) or PNG.</param>
    /// <param name="bounds">Of an image that does not say where it lies; absent otherwise.</param>
    /// <param name="unit">What its numbers stand for, when that is known better than from the file.</param>
    /// <exception cref="RuleBrokenException">It cannot be read as a scene; the sentence says why.</exception>
    IScenePixels Open(string path, GeoBox? bounds = null, PixelUnit? unit = null);

    /// <summary>
    /// Writes a copy with overviews and in blocks (a Cloud Optimized GeoTIFF), calibrated when the source is not. The source stays as it
    /// is; the copy appears whole or not at all.
    /// </summary>
    void Copy(string path, GeoBox? bounds, PixelUnit? unit, string destination, CancellationToken cancellation);

    /// <summary>Opens what pixels of a registered image are read from.</summary>
    /// <exception cref="RuleBrokenException">It cannot be read any more.</exception>
    IScenePixels OpenPrepared(SceneImage image);

    /// <returns>A path under the data folder, not yet taken, for a copy of a scene's image.</returns>
    string NewCopy(long scene);

    /// <summary>Deletes a copy that is not read any more; a file that is none stays.</summary>
    void Discard(string file);

    /// <summary>
    /// Deletes what was half written in a folder, or unpacked there, by processes that were killed over it; never what a living one works
    /// on.
    /// </summary>
    /// <returns>How many files and folders were deleted.</returns>
    int Sweep(string folder);

    /// <summary>
    /// Begins a file of lon/lat pixels. It appears at <paramref name="path"/> whole, when <see cref="IRasterWriter.Complete"/> is called,
    /// or not at all.
    /// </summary>
    IRasterWriter Create(string path, RasterLayout layout);
}

/// <param name="NoData">The number that stands for "no data"; NaN pixels are written as it.</param>
/// <param name="Tags">Written into the file's metadata.</param>
public sealed record RasterLayout(
    GeoBox Bounds,
    int Width,
    int Height,
    IReadOnlyList<string> Bands,
    RasterType Type,
    double? NoData,
    PixelUnit Unit,
    IReadOnlyDictionary<string, string>? Tags = null
);

public enum RasterType
{
    Unsigned8,
    Unsigned16,
    Real32,
}

/// <summary>Takes pixels in any order, block by block.</summary>
public interface IRasterWriter : IDisposable
{
    void Write(int band, int column, int row, int width, int height, ReadOnlySpan<float> pixels);

    /// <summary>Adds overviews and moves the file to its place.</summary>
    void Complete();
}
