using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Review.Domain.Detection;
using Review.Domain.Geometry;
using Review.Domain.Scenes;

namespace Review.Domain.Simulation;

/// <summary>A made-up scene with everything that is true about it.</summary>
/// <param name="Name">Begins with <c>SIMULATED_</c>.</param>
/// <param name="Sigma0">VV, linear; NaN where there is no data.</param>
/// <param name="Truth">Class of the film that a pixel lies in; 0 for none.</param>
public sealed record SimulatedScene(
    string Name,
    DateTimeOffset Acquired,
    GeoBox Bounds,
    int Width,
    int Height,
    double MetresPerPixel,
    float[] Sigma0,
    byte[] Truth,
    IReadOnlyList<SimulatedFilm> Films
)
{
    public const int UsualWidth = 2_600;
    public const int UsualHeight = 2_000;
    public const double UsualMetresPerPixel = 40;

    // West and north of open water.
    private static readonly (double West, double North)[] Waters =
    [
        (32.6, 43.6),
        (28.4, 34.4),
        (11.4, 40.2),
        (3.2, 56.2),
        (-90.6, 27.9),
        (4.0, 3.4),
        (64.0, 20.0),
        (112.6, 14.2),
        (-43.2, -24.4),
        (-11.6, 41.4),
        (17.0, 37.2),
        (-60.4, 12.4),
    ];

    /// <param name="number">From 0; scenes of one seed differ by it.</param>
    public static SimulatedScene Make(
        int seed,
        int number,
        int width = UsualWidth,
        int height = UsualHeight,
        double metresPerPixel = UsualMetresPerPixel
    )
    {
        var own = (int)(Noise.Mix(((ulong)(uint)seed << 20) + (ulong)number) & 0x7FFFFFFF);
        var plan = new SeaPlanner(own).Scene(width, height, metresPerPixel, coast: true);
        var image = SeaImage.Paint(plan);
        var (west, north) = Waters[number % Waters.Length];
        var (lon, lat) = (metresPerPixel / (111_320 * Math.Cos(double.DegreesToRadians(north))), metresPerPixel / 111_320);
        var bounds = new GeoBox(west, north - (height * lat), west + (width * lon), north);
        var acquired = new DateTimeOffset(2026, 1, 1, 4, 12, 7, TimeSpan.Zero).AddHours(7.7 * number);
        return new SimulatedScene(
            string.Create(CultureInfo.InvariantCulture, $"SIMULATED_IW_GRDH_{acquired:yyyyMMdd'T'HHmmss}_{(uint)seed:X8}_{number:0000}"),
            acquired,
            bounds,
            width,
            height,
            metresPerPixel,
            image.Sigma0,
            [.. image.Film.Select(index => index == 0 ? (byte)0 : (byte)plan.Films[index - 1].Class)],
            Outlines(image, bounds)
        );
    }

    private static List<SimulatedFilm> Outlines(SeaImage image, GeoBox bounds)
    {
        var (width, height) = (image.Plan.Width, image.Plan.Height);
        var boxes = new Dictionary<short, (int Left, int Top, int Right, int Bottom)>();
        for (var i = 0; i < image.Film.Length; i++)
        {
            if (image.Film[i] > 0)
            {
                var (x, y) = (i % width, i / width);
                var box = boxes.GetValueOrDefault(image.Film[i], (x, y, x, y));
                boxes[image.Film[i]] = (Math.Min(box.Item1, x), Math.Min(box.Item2, y), Math.Max(box.Item3, x), Math.Max(box.Item4, y));
            }
        }

        return [.. boxes.OrderBy(pair => pair.Key).Select(pair => OutlineOf(image, pair.Key, pair.Value, bounds, height))];
    }

    private static SimulatedFilm OutlineOf(
        SeaImage image,
        short film,
        (int Left, int Top, int Right, int Bottom) box,
        GeoBox bounds,
        int height
    )
    {
        var (columns, rows) = (box.Right - box.Left + 1, box.Bottom - box.Top + 1);
        var mask = new bool[columns * rows];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = image.Film[((box.Top + (i / columns)) * image.Plan.Width) + box.Left + (i % columns)] == film;
        }

        var (lon, lat) = (bounds.Width / image.Plan.Width, bounds.Height / height);
        var place = new AffineTransformation(lon, 0, bounds.West + (box.Left * lon), 0, -lat, bounds.North - (box.Top * lat));
        var planned = image.Plan.Films[film - 1];
        return new SimulatedFilm(planned.Class, planned.Kind, Outline.Polygons(place.Transform(MaskTracing.Trace(mask, columns, rows))));
    }
}

/// <param name="Class"><see cref="Slicks.SlickClass.LookalikeId"/> for natural films.</param>
/// <param name="Outline">Exact: along the edges of pixels.</param>
public sealed record SimulatedFilm(int Class, string Kind, MultiPolygon Outline);
