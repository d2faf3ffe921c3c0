using Review.Domain;
using Review.Domain.Decisions;
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

    public abstract Georeference Place { get; }

    /// <summary>The full image first, then its overviews, each smaller.</summary>
    public abstract IReadOnlyList<ImageLevel> Levels { get; }

    public virtual string? SceneName => null;

    public virtual DateTimeOffset? Acquired => null;

    /// <summary>Reads a window of a level; NaN where there is no data.</summary>
    public abstract void Read(int band, int level, int column, int row, int width, int height, Span<float> pixels);

    public abstract void Dispose();

    /// <summary>Reads a window of a level, each <paramref name="factor"/> × <paramref name="factor"/> of its pixels averaged into one; never holds the whole window at once.</summary>
    /// <param name="pixels">Receives ⌈width / factor⌉ × ⌈height / factor⌉ values.</param>
    public void ReadAveraged(int band, int level, int column, int row, int width, int height, int factor, Span<float> pixels, CancellationToken cancellation = default)
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

/// <summary>A GeoTIFF or a PNG.</summary>
internal sealed class FileSource : ImageSource
{
    private static readonly string[] Polarisations = ["VV", "VH", "HH", "HV"];
    private readonly RasterDataset dataset;
    private readonly nint[][] bands;
    private readonly double?[] noData;
    private readonly nint alpha;

    /// <param name="given">Where an image lies that does not say so.</param>
    /// <param name="unit">When it is known better than from the file.</param>
    public FileSource(string path, GeoBox? given, PixelUnit? unit)
    {
        dataset = RasterDataset.Open(path);
        try
        {
            Place = Georeference.Of(dataset, given);
            (Place as AffineGeoreference)?.SetSize(dataset.Width, dataset.Height);
            var chosen = Chosen();
            alpha = Enumerable.Range(0, dataset.BandCount).Select(dataset.Band).FirstOrDefault(band => Gdal.BandColour(band) == BandColour.Alpha);
            bands = [.. chosen.Select(WithOverviews)];
            noData = [.. bands.Select(band => Gdal.NoData(band[0], out var isSet) is var value && isSet != 0 ? value : (double?)null)];
            Levels = [.. bands[0].Select(level => new ImageLevel(Gdal.BandWidth(level), Gdal.BandHeight(level)))];
            Bands = Names(chosen);
            Unit = unit ?? Tagged() ?? Guessed();
            Acquired = Instant.TryParse(dataset.Tag(Tags.Acquired));
        }
        catch
        {
            Place?.Dispose();
            dataset.Dispose();
            throw;
        }
    }

    public override string Path => dataset.Path;

    public override int Width => dataset.Width;

    public override int Height => dataset.Height;

    public override IReadOnlyList<string> Bands { get; }

    public override PixelUnit Unit { get; }

    public override Georeference Place { get; }

    public override IReadOnlyList<ImageLevel> Levels { get; }

    public override string? SceneName => dataset.Tag(Tags.Scene);

    public override DateTimeOffset? Acquired { get; }

    /// <summary>For writing a copy that lies where this one does.</summary>
    public RasterDataset Dataset => dataset;

    public bool IsTiff => dataset.IsTiff;

    public PixelType Type => Gdal.BandType(bands[0][0]);

    /// <summary>The number that stands for "no data" in the first band.</summary>
    public double? NoData => noData[0];

    /// <summary>A window of it can be read without decoding much else.</summary>
    public bool IsTiled
    {
        get
        {
            Gdal.BlockSize(bands[0][0], out var width, out var height);
            return Width <= 512 || (width < Width && (long)width * height <= 1 << 22);
        }
    }

    public override void Read(int band, int level, int column, int row, int width, int height, Span<float> pixels)
    {
        dataset.Read(bands[band][level], column, row, width, height, pixels);
        pixels = pixels[..(width * height)];
        if (noData[band] is { } value && !double.IsNaN(value))
        {
            pixels.Replace((float)value, float.NaN);
        }

        // Such as the dB of zero.
        if (Type is PixelType.Float32 or PixelType.Float64)
        {
            pixels.Replace(float.PositiveInfinity, float.NaN);
            pixels.Replace(float.NegativeInfinity, float.NaN);
        }

        if (alpha != 0)
        {
            HideTransparent(level, column, row, width, height, pixels);
        }
    }

    public override void Dispose()
    {
        Place.Dispose();
        dataset.Dispose();
    }

    private void HideTransparent(int level, int column, int row, int width, int height, Span<float> pixels)
    {
        var mask = new float[width * height];
        dataset.Read(level == 0 ? alpha : Gdal.Overview(alpha, level - 1), column, row, width, height, mask);
        for (var index = 0; index < mask.Length; index++)
        {
            if (mask[index] == 0)
            {
                pixels[index] = float.NaN;
            }
        }
    }

    // A picture in three equal colours is one grey band; transparency is none.
    private List<int> Chosen()
    {
        var colours = Enumerable.Range(0, dataset.BandCount).Select(index => Gdal.BandColour(dataset.Band(index))).ToList();
        if (colours.Contains(BandColour.Palette))
        {
            throw RasterDataset.Unreadable(dataset.Path, "it is a picture with a palette, and a scene is in shades of grey");
        }

        return colours.Contains(BandColour.Red) && colours.Contains(BandColour.Green)
            ? [colours.IndexOf(BandColour.Red)]
            : [.. Enumerable.Range(0, colours.Count).Where(index => colours[index] != BandColour.Alpha)];
    }

    private nint[] WithOverviews(int index)
    {
        var band = dataset.Band(index);
        return [band, .. Enumerable.Range(0, Gdal.OverviewCount(band)).Select(overview => Gdal.Overview(band, overview)).OrderByDescending(Gdal.BandWidth)];
    }

    private List<string> Names(List<int> chosen)
    {
        var given = chosen.Select(index => Gdal.Text(Gdal.Description(dataset.Band(index)))?.Trim() ?? "").ToList();
        if (given.All(name => name.Length is > 0 and <= 40) && given.Distinct(StringComparer.OrdinalIgnoreCase).Count() == given.Count)
        {
            return given;
        }

        // As the files of a product are called: s1a-iw-grd-vv-….tiff.
        var words = System.IO.Path.GetFileNameWithoutExtension(dataset.Path).ToUpperInvariant().Split('-', '_', '.');
        return chosen.Count == 1 && words.FirstOrDefault(Polarisations.Contains) is { } word ? [word] : [.. chosen.Select((_, place) => $"B{place + 1}")];
    }

    private PixelUnit? Tagged() => Enum.TryParse<PixelUnit>(dataset.Tag(Tags.Unit), ignoreCase: true, out var unit) ? unit : null;

    // Whole numbers are amplitudes; of fractions, those in dB are negative over the sea.
    private PixelUnit Guessed()
    {
        if (Gdal.BandType(bands[0][0]) is not (PixelType.Float32 or PixelType.Float64))
        {
            return PixelUnit.Amplitude;
        }

        var level = Levels.Count - 1;
        var (width, height) = (Math.Min(Levels[level].Width, 512), Math.Min(Levels[level].Height, 512));
        var middle = new float[width * height];
        Read(0, level, (Levels[level].Width - width) / 2, (Levels[level].Height - height) / 2, width, height, middle);
        return middle.Any(value => value < -0.5) ? PixelUnit.Decibel : PixelUnit.Sigma0;
    }
}

/// <summary>What this application writes into the metadata of its files.</summary>
internal static class Tags
{
    public const string Unit = "SLICK_REVIEW_UNIT";
    public const string Scene = "SLICK_REVIEW_SCENE";
    public const string Acquired = "SLICK_REVIEW_ACQUIRED";
}
