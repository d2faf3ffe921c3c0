using System.Buffers;

namespace Review.Data.Rasters;

/// <summary>Which of an image's sizes is read, how it is reduced further, and how many samples are taken for a pixel.</summary>
/// <param name="Factor">So many pixels of the level are averaged into one, in each direction.</param>
/// <param name="Samples">In each direction.</param>
internal readonly record struct OverviewChoice(int Level, int Factor, int Samples)
{
    // For looking, an overview that is this much too coarse is taken before one twice as large.
    private const double GoodEnough = 1.3;

    public static OverviewChoice Choose(ImageSource source, double pixelsPerPixel, bool exact)
    {
        var wanted = pixelsPerPixel * (exact ? 1.001 : GoodEnough);
        var level = 0;
        while (level + 1 < source.Levels.Count && (double)source.Width / source.Levels[level + 1].Width <= wanted)
        {
            level++;
        }

        var left = pixelsPerPixel * source.Levels[level].Width / source.Width;
        var factor = Math.Max(1, (int)(exact ? left : left / GoodEnough));
        return new OverviewChoice(level, factor, exact && left / factor > 1.05 ? 2 : 1);
    }

    public ReadPixels Read(
        ImageSource source,
        int band,
        (double Left, double Top, double Right, double Bottom) range,
        CancellationToken cancellation
    )
    {
        var size = source.Levels[Level];
        var (scaleX, scaleY) = ((double)size.Width / source.Width, (double)size.Height / source.Height);
        var (left, right) = Side(range.Left * scaleX, range.Right * scaleX, size.Width);
        var (top, bottom) = Side(range.Top * scaleY, range.Bottom * scaleY, size.Height);
        var (width, height) = ((right - left + Factor - 1) / Factor, (bottom - top + Factor - 1) / Factor);
        var pixels = ArrayPool<float>.Shared.Rent(width * height);
        source.ReadAveraged(band, Level, left, top, right - left, bottom - top, Factor, pixels.AsSpan(0, width * height), cancellation);
        return new ReadPixels(
            pixels,
            width,
            height,
            scaleX / Factor,
            scaleY / Factor,
            (double)left / Factor,
            (double)top / Factor,
            (double)size.Width / Factor,
            (double)size.Height / Factor
        );
    }

    // A pixel more on each side, for what lies between two.
    private (int From, int To) Side(double from, double to, int most) =>
        (Math.Max(0, ((int)Math.Floor(from) - Factor) / Factor * Factor), Math.Min(most, (int)Math.Ceiling(to) + Factor));
}

/// <summary>Pixels that were read, in a buffer that is given back, and how the image's columns and rows become theirs.</summary>
/// <param name="WholeWidth">Of the image at this size.</param>
internal readonly record struct ReadPixels(
    float[] Pixels,
    int Width,
    int Height,
    double ScaleX,
    double ScaleY,
    double Left,
    double Top,
    double WholeWidth,
    double WholeHeight
);
