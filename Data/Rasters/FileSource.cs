using Review.Domain;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>
/// A GeoTIFF or a PNG. What it says of its pixels holds: masks, transparency, the number for "no data", scale and offset.
/// </summary>
internal sealed class FileSource : ImageSource
{
    private readonly RasterDataset dataset;
    private readonly RasterDataset? maskFile;
    private readonly StoredBand[] bands;
    private readonly StoredBand[] otherColours;

    /// <param name="given">Where an image lies that does not say so.</param>
    /// <param name="unit">When it is known better than from the file.</param>
    public FileSource(string path, GeoBox? given, PixelUnit? unit)
    {
        dataset = RasterDataset.Open(path);
        try
        {
            Place = Georeference.Of(dataset, given);
            (Place as AffineGeoreference)?.SetSize(dataset.Width, dataset.Height);
            maskFile = MaskFile.Beside(dataset);
            var chosen = FileBands.Of(dataset);
            bands = [.. chosen.Pixels.Select(band => StoredBand.Of(dataset, band, chosen.Transparency, maskFile))];
            otherColours = [.. chosen.OtherColours.Select(band => StoredBand.Of(dataset, band, chosen.Transparency, maskFile))];
            Bands = chosen.Names;
            Unit = unit ?? FileUnit.Said(dataset, bands[0]) ?? FileUnit.Guess(this);
            UnitIsGuess = unit is null && FileUnit.Said(dataset, bands[0]) is null;
            Acquired = Instant.TryParse(dataset.Tag(Tags.Acquired));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override string Path => dataset.Path;

    public override int Width => dataset.Width;

    public override int Height => dataset.Height;

    public override IReadOnlyList<string> Bands { get; }

    public override PixelUnit Unit { get; }

    public override bool UnitIsGuess { get; }

    public override Georeference Place { get; }

    public override IReadOnlyList<ImageLevel> Levels => bands[0].Levels;

    public override string? SceneName => dataset.Tag(Tags.Scene);

    public override DateTimeOffset? Acquired { get; }

    /// <summary>For writing a copy that lies where this one does.</summary>
    public RasterDataset Dataset => dataset;

    public bool IsTiff => dataset.IsTiff;

    /// <summary>All that is known of its pixels stands in the file itself.</summary>
    public bool IsWhole => maskFile is null;

    /// <summary>Its numbers are stored as whole ones and mean themselves.</summary>
    public bool IsOfWholeNumbers => bands.All(band => band.IsOfWholeNumbers);

    public (int Width, int Height) BlockSize
    {
        get
        {
            Gdal.BlockSize(bands[0].Full, out var width, out var height);
            return (width, height);
        }
    }

    /// <summary>A window of it can be read without decoding much else.</summary>
    public bool IsTiled => Width <= 512 || (BlockSize.Width < Width && (long)BlockSize.Width * BlockSize.Height <= 1 << 22);

    /// <summary>How a copy must store its pixels to lose none, and not what is known of them.</summary>
    public (PixelType Type, bool Half, double? NoData) Stored
    {
        get
        {
            var first = bands[0];
            return IsOfWholeNumbers && bands.All(band => !band.HasMask && band.NoData == first.NoData)
                ? (first.Type, false, first.NoData)
                : (PixelType.Float32, first.Type == PixelType.Byte && IsOfWholeNumbers, double.NaN);
        }
    }

    public override void Read(int band, int level, int column, int row, int width, int height, Span<float> pixels) =>
        bands[band].Read(level, column, row, width, height, pixels);

    /// <exception cref="Domain.RuleBrokenException">It is a picture in colours.</exception>
    public void RequireGrey()
    {
        const int stripPixels = 4_000_000;
        var rows = Math.Clamp(stripPixels / Width, 1, Height);
        var (grey, other) = (new float[rows * Width], new float[rows * Width]);
        for (var row = 0; row < Height && otherColours.Length > 0; row += rows)
        {
            var height = Math.Min(rows, Height - row);
            var count = height * Width;
            bands[0].Read(0, 0, row, Width, height, grey);
            foreach (var colour in otherColours)
            {
                colour.Read(0, 0, row, Width, height, other);
                if (!AreSame(grey.AsSpan(0, count), other.AsSpan(0, count)))
                {
                    throw Unreadable(
                        "it is a picture in colours, and a scene is in shades of one band; write the band that is meant into a file "
                            + "of its own (gdal_translate -b 1)"
                    );
                }
            }
        }
    }

    public override void Dispose()
    {
        Place?.Dispose();
        maskFile?.Dispose();
        dataset.Dispose();
    }

    // Colours that nobody sees need not be equal.
    private static bool AreSame(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        for (var index = 0; index < one.Length; index++)
        {
            if (one[index] != other[index] && !(float.IsNaN(one[index]) && float.IsNaN(other[index])))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>What this application writes into the metadata of its files.</summary>
internal static class Tags
{
    public const string Unit = "SLICK_REVIEW_UNIT";
    public const string Scene = "SLICK_REVIEW_SCENE";
    public const string Acquired = "SLICK_REVIEW_ACQUIRED";
}
