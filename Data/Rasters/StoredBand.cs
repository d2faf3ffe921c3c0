using System.Buffers;

namespace Review.Data.Rasters;

/// <summary>
/// One band of a file at each of its sizes, as its numbers are meant: scaled, and NaN where the file says that there is no data.
/// </summary>
internal sealed class StoredBand
{
    private readonly RasterDataset dataset;
    private readonly IReadOnlyList<nint> levels;
    private readonly IReadOnlyList<Mask> masks;
    private readonly NumberForm form;

    private StoredBand(RasterDataset dataset, IReadOnlyList<nint> levels, IReadOnlyList<Mask> masks, NumberForm form)
    {
        this.dataset = dataset;
        this.masks = masks;
        this.form = form;
        // A size without its mask would show what is hidden.
        this.levels = [.. levels.Where(level => masks.All(mask => mask.At(level) != 0))];
        Levels = [.. this.levels.Select(level => new ImageLevel(Gdal.BandWidth(level), Gdal.BandHeight(level)))];
    }

    public nint Full => levels[0];

    /// <summary>The full image first, then the overviews that can be used, each smaller.</summary>
    public IReadOnlyList<ImageLevel> Levels { get; }

    public PixelType Type => Gdal.BandType(Full);

    /// <summary>The number that stands for "no data"; null when there is none that a pixel could have.</summary>
    public double? NoData => form.NoData;

    public bool HasMask => masks.Count > 0;

    public bool IsOfWholeNumbers => form.IsPlain && Type is not (PixelType.Float32 or PixelType.Float64);

    /// <param name="transparency">Bands of the same file, whose zero hides a pixel.</param>
    /// <param name="maskFile">A file beside it whose zero hides a pixel.</param>
    public static StoredBand Of(RasterDataset dataset, int index, IReadOnlyList<int> transparency, RasterDataset? maskFile)
    {
        var levels = WithOverviews(dataset.Band(index));
        List<Mask> masks = [.. transparency.Select(band => new Mask(dataset, WithOverviews(dataset.Band(band))))];
        if (Mask.IsExplicit(levels[0]))
        {
            masks.Add(new Mask(dataset, [.. levels.Where(Mask.IsExplicit).Select(Gdal.MaskBand)]));
        }

        if (maskFile is not null)
        {
            masks.Add(new Mask(maskFile, WithOverviews(maskFile.Band(MaskFile.BandFor(maskFile, index)))));
        }

        return new StoredBand(dataset, levels, masks, NumberForm.Of(levels[0], dataset.Path));
    }

    public void Read(int level, int column, int row, int width, int height, Span<float> pixels)
    {
        dataset.Read(levels[level], column, row, width, height, pixels);
        pixels = pixels[..(width * height)];
        form.Understand(pixels);
        foreach (var mask in masks)
        {
            mask.Hide(levels[level], column, row, width, height, pixels);
        }
    }

    private static IReadOnlyList<nint> WithOverviews(nint band) =>
        [
            band,
            .. Enumerable
                .Range(0, Gdal.OverviewCount(band))
                .Select(overview => Gdal.Overview(band, overview))
                .OrderByDescending(Gdal.BandWidth),
        ];

    /// <summary>Pixels that hide others where they are zero, at the sizes that there are of it.</summary>
    private sealed record Mask(RasterDataset File, IReadOnlyList<nint> Levels)
    {
        // GMF_ALL_VALID, GMF_ALPHA and GMF_NODATA of gdal.h.
        private const int AllValid = 1;
        private const int Alpha = 4;
        private const int ByOneNumber = 8;

        /// <summary>
        /// The file has a mask for this band: pixels of its own, or numbers that mean "no data" only where all bands have theirs.
        /// </summary>
        public static bool IsExplicit(nint band) =>
            Gdal.MaskFlags(band) is var flags && (flags & (AllValid | Alpha)) == 0 && flags != ByOneNumber;

        /// <returns>0 when there is none of this size.</returns>
        public nint At(nint level) =>
            Levels.FirstOrDefault(mask => Gdal.BandWidth(mask) == Gdal.BandWidth(level) && Gdal.BandHeight(mask) == Gdal.BandHeight(level));

        public void Hide(nint level, int column, int row, int width, int height, Span<float> pixels)
        {
            var shown = ArrayPool<float>.Shared.Rent(width * height);
            try
            {
                File.Read(At(level), column, row, width, height, shown);
                for (var index = 0; index < pixels.Length; index++)
                {
                    pixels[index] = shown[index] == 0 ? float.NaN : pixels[index];
                }
            }
            finally
            {
                ArrayPool<float>.Shared.Return(shown);
            }
        }
    }
}

/// <summary>How the numbers of a band are stored.</summary>
/// <param name="IsSigned">Bytes from 128 on stand for -128 to -1.</param>
/// <param name="NoData">Before scaling; null when there is none that a pixel could have.</param>
internal readonly record struct NumberForm(bool IsSigned, double? NoData, float Scale, float Offset)
{
    /// <summary>The numbers mean themselves.</summary>
    public bool IsPlain => !IsSigned && Scale == 1 && Offset == 0;

    /// <exception cref="Domain.RuleBrokenException">By its scale and offset no pixel has a value.</exception>
    public static NumberForm Of(nint band, string path)
    {
        var (scale, offset) = (Gdal.Scale(band, out _), Gdal.Offset(band, out _));
        if (!float.IsFinite((float)scale) || !float.IsFinite((float)offset) || (float)scale == 0)
        {
            throw RasterDataset.Unreadable(
                path,
                FormattableString.Invariant($"its scale {scale} and offset {offset} make no values of its numbers")
            );
        }

        var isSigned = Gdal.Text(Gdal.MetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE")) == "SIGNEDBYTE";
        return new NumberForm(isSigned, NoDataOf(band, isSigned), (float)scale, (float)offset);
    }

    /// <summary>Turns stored numbers, in place, into values.</summary>
    public void Understand(Span<float> pixels)
    {
        if (IsSigned)
        {
            for (var index = 0; index < pixels.Length; index++)
            {
                pixels[index] -= pixels[index] >= 128 ? 256 : 0;
            }
        }

        if (NoData is { } nothing)
        {
            pixels.Replace((float)nothing, float.NaN);
        }

        if (Scale != 1 || Offset != 0)
        {
            for (var index = 0; index < pixels.Length; index++)
            {
                pixels[index] = (pixels[index] * Scale) + Offset;
            }
        }

        // Such as the dB of zero.
        pixels.Replace(float.PositiveInfinity, float.NaN);
        pixels.Replace(float.NegativeInfinity, float.NaN);
    }

    // NaN is no data of itself.
    private static double? NoDataOf(nint band, bool isSigned)
    {
        var value = Gdal.NoData(band, out var isSet);
        var (least, most) = Gdal.BandType(band) switch
        {
            PixelType.Byte => isSigned ? (-128.0, 127.0) : (0, 255),
            PixelType.UInt16 => (0, ushort.MaxValue),
            PixelType.Int16 => (short.MinValue, short.MaxValue),
            PixelType.UInt32 => (0, uint.MaxValue),
            PixelType.Int32 => (int.MinValue, int.MaxValue),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        var isPossible = value >= least && value <= most && (double.IsInfinity(most) || Math.Floor(value) == value);
        return isSet != 0 && isPossible ? value : null;
    }
}

/// <summary>The mask that GDAL writes into a file of its own beside an image: <c>NAME.tif.msk</c>.</summary>
internal static class MaskFile
{
    private const int ForAllBands = 2;

    /// <returns>Null when there is none.</returns>
    /// <exception cref="Domain.RuleBrokenException">There is one that cannot be used.</exception>
    public static RasterDataset? Beside(RasterDataset image)
    {
        var path = image.Path + ".msk";
        if (!File.Exists(path))
        {
            return null;
        }

        // It would be read without a look at where it leads.
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw RasterDataset.Unreadable(path, "a mask must lie beside its image, and this is a link to elsewhere");
        }

        var mask = RasterDataset.Open(path);
        if ((mask.Width, mask.Height) == (image.Width, image.Height))
        {
            return mask;
        }

        var size = $"{mask.Width:N0} × {mask.Height:N0} pixels";
        mask.Dispose();
        throw RasterDataset.Unreadable(
            path,
            $"it is the mask of an image of {size}, and {System.IO.Path.GetFileName(image.Path)} has {image.Width:N0} × {image.Height:N0}"
        );
    }

    /// <returns>Which of a mask's bands belongs to a band of its image.</returns>
    public static int BandFor(RasterDataset mask, int band) =>
        band < mask.BandCount && int.TryParse(mask.Tag($"INTERNAL_MASK_FLAGS_{band + 1}"), out var flags) && (flags & ForAllBands) == 0
            ? band
            : 0;
}
