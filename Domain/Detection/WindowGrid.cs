using Review.Domain.Scenes;

namespace Review.Domain.Detection;

/// <summary>Windows of one offset: whole numbers of pixels side by side, row-major from the north-west.</summary>
/// <param name="Number">0 is the base set.</param>
/// <param name="PixelLon">Width of a pixel, degrees.</param>
/// <param name="PixelLat">Height of a pixel, degrees.</param>
internal sealed record WindowSet(
    int Number,
    double West,
    double North,
    int Columns,
    int Rows,
    int WindowWidth,
    int WindowHeight,
    double PixelLon,
    double PixelLat
)
{
    public int Count => Columns * Rows;

    public int Width => Columns * WindowWidth;

    public int Height => Rows * WindowHeight;

    public GeoBox Box => new(West, North - (Height * PixelLat), West + (Width * PixelLon), North);

    public GeoBox WindowBox(int window, int contextPixels = 0)
    {
        var west = West + (((window % Columns * WindowWidth) - contextPixels) * PixelLon);
        var north = North - (((window / Columns * WindowHeight) - contextPixels) * PixelLat);
        return new GeoBox(
            west,
            north - ((WindowHeight + (2 * contextPixels)) * PixelLat),
            west + ((WindowWidth + (2 * contextPixels)) * PixelLon),
            north
        );
    }
}

/// <summary>Cuts a scene into sets of windows that are shifted against each other.</summary>
internal static class WindowGrid
{
    /// <summary>Zoom of the WorldCRS84Quad matrix in which a window is a tile (OGC 17-083r4, annex D.3).</summary>
    public const int UsualZoom = 9;

    /// <summary>
    /// The base windows of a scene, and one more to the west and to the south of them: what the shifted sets are drawn from.
    /// </summary>
    public static GeoBox Envelope(GeoBox scene, int zoom)
    {
        var (size, west, north, columns, rows) = Base(scene, zoom);
        return new GeoBox(west - size, north - ((rows + 1) * size), west + (columns * size), north);
    }

    /// <summary>
    /// Windows of the WorldCRS84Quad matrix. The base set are the tiles that touch the scene; a shifted one has a column and a row more.
    /// </summary>
    /// <param name="scene">East above 180 when it lies over the antimeridian; so do the windows then.</param>
    /// <param name="offsets">Shifts to the east and north, from 0 to below 1 window.</param>
    public static IReadOnlyList<WindowSet> OfMatrix(GeoBox scene, int zoom, int windowPixels, IReadOnlyList<double> offsets)
    {
        var (size, west, north, columns, rows) = Base(scene, zoom);
        var pixel = size / windowPixels;
        return
        [
            .. offsets.Select(
                (offset, number) =>
                    offset == 0
                        ? new WindowSet(number, west, north, columns, rows, windowPixels, windowPixels, pixel, pixel)
                        : new WindowSet(
                            number,
                            west - size + (offset * size),
                            north + (offset * size),
                            columns + 1,
                            rows + 1,
                            windowPixels,
                            windowPixels,
                            pixel,
                            pixel
                        )
            ),
        ];
    }

    /// <summary>The image's own pixels as one window.</summary>
    public static IReadOnlyList<WindowSet> OfWholeImage(GeoBox image, int width, int height) =>
        [new WindowSet(0, image.West, image.North, 1, 1, width, height, image.Width / width, image.Height / height)];

    /// <summary>Windows of one size on the image's own pixels; those at the rims reach beyond it.</summary>
    public static IReadOnlyList<WindowSet> OfOwnPixels(GeoBox image, int width, int height, int windowPixels, IReadOnlyList<double> offsets)
    {
        var (lon, lat) = (image.Width / width, image.Height / height);
        var (columns, rows) = ((width + windowPixels - 1) / windowPixels, (height + windowPixels - 1) / windowPixels);
        return
        [
            .. offsets.Select(
                (offset, number) =>
                {
                    var shift = (int)Math.Round(offset * windowPixels);
                    return shift == 0
                        ? new WindowSet(number, image.West, image.North, columns, rows, windowPixels, windowPixels, lon, lat)
                        : new WindowSet(
                            number,
                            image.West + ((shift - windowPixels) * lon),
                            image.North + (shift * lat),
                            columns + 1,
                            rows + 1,
                            windowPixels,
                            windowPixels,
                            lon,
                            lat
                        );
                }
            ),
        ];
    }

    private static (double Size, double West, double North, int Columns, int Rows) Base(GeoBox scene, int zoom)
    {
        var size = 180.0 / (1L << zoom);
        var left = (long)Math.Floor((scene.West + 180) / size);
        var top = (long)Math.Floor((90 - scene.North) / size);
        // A scene that ends on an edge between tiles does not reach into the next.
        var right = Math.Max(left + 1, (long)Math.Ceiling((scene.East + 180) / size));
        var bottom = Math.Max(top + 1, (long)Math.Ceiling((90 - scene.South) / size));
        return (size, (left * size) - 180, 90 - (top * size), (int)(right - left), (int)(bottom - top));
    }
}
