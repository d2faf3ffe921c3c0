namespace Review.Domain.Scenes;

/// <summary>The pixels of one scene's image, read in any box at any size. Not thread-safe: open one for each thread.</summary>
public interface IScenePixels : IDisposable
{
    /// <summary>The smallest box around the image.</summary>
    GeoBox Bounds { get; }

    /// <summary>Columns and rows of the image as it is stored.</summary>
    (int Width, int Height) Size { get; }

    /// <summary>Names such as <c>VV</c>, <c>VH</c>; in the order of the file.</summary>
    IReadOnlyList<string> Bands { get; }

    PixelUnit Unit { get; }

    /// <summary>What the file says beside its pixels.</summary>
    ImageFacts Facts { get; }

    /// <summary>
    /// Reads one band in a lon/lat grid over a box: averaged where the grid is coarser than the image, bilinear where it is finer.
    /// </summary>
    /// <param name="band">Index into <see cref="Bands"/>.</param>
    /// <param name="pixels">Receives <paramref name="width"/> × <paramref name="height"/> values, row-major from the north-west; NaN where
    /// there is no data.</param>
    void Read(int band, GeoBox box, int width, int height, Span<float> pixels);

    /// <summary>
    /// Reads one band as it is stored, the whole of it, from its own north-west: at full size when it has at most so many pixels, otherwise
    /// averaged until it has.
    /// </summary>
    /// <returns>NaN where there is no data.</returns>
    float[] ReadStored(int band, int mostPixels, CancellationToken cancellation);

    /// <returns>The pixel at a place; NaN where there is no data, and outside.</returns>
    float ValueAt(int band, double longitude, double latitude);
}

/// <param name="Crs">Its coordinate system, such as <c>EPSG:32631</c>; that of its ground control points when it has those.</param>
/// <param name="Footprint">Its outline in degrees, a closed ring whose longitudes may go on above 180.</param>
/// <param name="PixelSizeM">Side of a square as large as the pixel in its middle, in metres.</param>
/// <param name="Missing">Bands that it should have by its own account and has not.</param>
/// <param name="Scene">The name of the product in it, if it says so.</param>
/// <param name="HasOverviews">It can be looked at as it is: in blocks, with overviews, and with pixels that need no calibration.</param>
/// <param name="UnitIsGuess">Nothing says what the numbers stand for; it was guessed by their type and signs.</param>
public sealed record ImageFacts(
    string Crs,
    IReadOnlyList<(double Longitude, double Latitude)> Footprint,
    double PixelSizeM,
    IReadOnlyList<string> Missing,
    string? Scene,
    DateTimeOffset? Acquired,
    bool HasOverviews,
    bool UnitIsGuess
);

/// <summary>What a pixel's number stands for.</summary>
public enum PixelUnit
{
    /// <summary>Calibrated backscatter σ⁰, linear power. In dB: 10 log₁₀.</summary>
    Sigma0,

    /// <summary>Backscatter in dB already.</summary>
    Decibel,

    /// <summary>Amplitude or a digital number that grows with it, without calibration. In dB: 20 log₁₀.</summary>
    Amplitude,
}
