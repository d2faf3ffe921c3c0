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

    /// <summary>Reads one band in a lon/lat grid over a box: averaged where the grid is coarser than the image, bilinear where it is finer.</summary>
    /// <param name="band">Index into <see cref="Bands"/>.</param>
    /// <param name="pixels">Receives <paramref name="width"/> × <paramref name="height"/> values, row-major from the north-west; NaN where there is no data.</param>
    void Read(int band, GeoBox box, int width, int height, Span<float> pixels);
}

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
