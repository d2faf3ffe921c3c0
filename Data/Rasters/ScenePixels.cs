using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>One open image. Not thread-safe.</summary>
internal sealed class ScenePixels : IScenePixels
{
    private readonly ImageSource source;

    /// <param name="source">Taken over.</param>
    /// <param name="bands">What its bands are called where the scene tells more than the file.</param>
    public ScenePixels(ImageSource source, IReadOnlyList<string>? bands = null)
    {
        this.source = source;
        Bands = bands ?? source.Bands;
        var outline = source.Place.Outline(source.Width, source.Height, source.Path);
        Bounds = new GeoBox(
            outline.Min(point => point.Longitude),
            outline.Min(point => point.Latitude),
            outline.Max(point => point.Longitude),
            outline.Max(point => point.Latitude)
        );
        Facts = new ImageFacts(
            source.Place.Name,
            [.. outline, outline[0]],
            source.Place.PixelSizeM(source.Width, source.Height),
            source.Missing,
            source.SceneName,
            source.Acquired,
            HasOverviews(),
            source.UnitIsGuess
        );
    }

    public GeoBox Bounds { get; }

    public (int Width, int Height) Size => (source.Width, source.Height);

    public IReadOnlyList<string> Bands { get; }

    public PixelUnit Unit => source.Unit;

    public ImageFacts Facts { get; }

    public void Read(int band, GeoBox box, int width, int height, Span<float> pixels) =>
        Resampling.Fill(source, band, Bounds, new DegreeGrid(box, width, height), exact: true, pixels);

    public void Fill(int band, TargetGrid grid, Span<float> pixels, CancellationToken cancellation) =>
        Resampling.Fill(source, band, Bounds, grid, exact: false, pixels, cancellation);

    public float[] ReadStored(int band, int mostPixels, CancellationToken cancellation)
    {
        var level = source.Levels.Count - 1;
        while (level > 0 && (long)source.Levels[level - 1].Width * source.Levels[level - 1].Height <= mostPixels)
        {
            level--;
        }

        var size = source.Levels[level];
        var factor = Math.Max(1, (int)Math.Ceiling(Math.Sqrt((double)size.Width * size.Height / mostPixels)));
        var pixels = new float[(size.Width + factor - 1) / factor * ((size.Height + factor - 1) / factor)];
        source.ReadAveraged(band, level, 0, 0, size.Width, size.Height, factor, pixels, cancellation);
        return pixels;
    }

    public float ValueAt(int band, double longitude, double latitude)
    {
        Span<double> x = [longitude];
        Span<double> y = [latitude];
        source.Place.ToPixels(x, y);
        if (!(x[0] >= 0 && x[0] < source.Width && y[0] >= 0 && y[0] < source.Height))
        {
            return float.NaN;
        }

        Span<float> pixel = [0];
        source.Read(band, 0, (int)x[0], (int)y[0], 1, 1, pixel);
        return pixel[0];
    }

    public void Dispose() => source.Dispose();

    // An image of one block or so needs none.
    private bool HasOverviews() =>
        source is FileSource { IsTiff: true, IsWhole: true } file
        && source.Missing.Count == 0
        && (
            source.Levels[^1] is { Width: <= 512, Height: <= 512 }
            || (source.Levels.Count > 1 && Math.Max(source.Levels[^1].Width, source.Levels[^1].Height) <= 4096)
        )
        && file.IsTiled;
}
