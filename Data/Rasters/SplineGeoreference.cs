using Review.Domain;

namespace Review.Data.Rasters;

/// <summary>Ground control points, with a thin-plate spline through them: exact at each, smooth between.</summary>
/// <remarks>The spline leads to degrees, or near a pole, where those crowd together, to a plane that touches the Earth there.</remarks>
internal sealed class SplineGeoreference : Georeference
{
    // The spline's cost grows with the square of the points to set up and with their number for each place.
    private const int MostPoints = 1_000;

    private readonly SplineHandle spline;
    private readonly PolarPlane? polar;
    private readonly double middle;

    /// <param name="points">Longitudes and latitudes.</param>
    /// <exception cref="RuleBrokenException">No map can be made of them; the sentence says why.</exception>
    public SplineGeoreference(ControlPoint[] points, string path)
    {
        Points = Checked(points, path);
        polar = PolarPlane.For(Points);
        middle = (Points.Min(point => point.Longitude) + Points.Max(point => point.Longitude)) / 2;
        var native = Native(polar is { } plane ? [.. Points.Select(plane.Lay)] : Points);
        unsafe
        {
            fixed (NativePoint* first = native)
            {
                Gdal.ErrorReset();
                spline = Gdal.NewSpline(native.Length, first, 0);
            }
        }

        if (spline.IsInvalid)
        {
            throw NoMap(path, Gdal.Problem());
        }
    }

    public override string Name => "EPSG:4326";

    /// <summary>Longitudes do not jump at 180; no point stands twice.</summary>
    public ControlPoint[] Points { get; }

    public static SplineGeoreference Of(RasterDataset dataset)
    {
        using var system = SystemOf(
            Gdal.Text(Gdal.ControlPointProjection(dataset.Handle)) is { Length: > 0 } wkt
                ? wkt
                : throw RasterDataset.Unreadable(
                    dataset.Path,
                    "its ground control points have no coordinate system; give its bounds (--bounds west,south,east,north)"
                ),
            dataset.Path
        );
        using var degrees = Degrees();
        var points = Read(dataset);
        if (Gdal.IsSame(system, degrees) == 0)
        {
            using var affine = new AffineGeoreference(
                [0, 1, 0, 0, 0, 1],
                SystemOf(Gdal.Text(Gdal.ControlPointProjection(dataset.Handle))!, dataset.Path)
            );
            var (x, y) = (points.Select(point => point.Longitude).ToArray(), points.Select(point => point.Latitude).ToArray());
            affine.ToDegrees(x, y);
            points = [.. points.Select((point, index) => point with { Longitude = x[index], Latitude = y[index] })];
        }

        return new SplineGeoreference(points, dataset.Path);
    }

    public override void ToPixels(Span<double> longitudes, Span<double> latitudes)
    {
        for (var index = 0; index < longitudes.Length; index++)
        {
            longitudes[index] = Near(longitudes[index], middle);
        }

        polar?.Lay(longitudes, latitudes);
        Transform(1, longitudes, latitudes);
    }

    public override void ToDegrees(Span<double> columns, Span<double> rows)
    {
        Transform(0, columns, rows);
        polar?.Raise(columns, rows);
    }

    public override void Dispose() => spline.Dispose();

    internal static NativePoint[] Native(ControlPoint[] points) =>
        [
            .. points.Select(point => new NativePoint
            {
                Id = EmptyText,
                Info = EmptyText,
                Pixel = point.Column,
                Line = point.Row,
                X = point.Longitude,
                Y = point.Latitude,
            }),
        ];

    // GDAL copies the names of points without looking whether there are any. Never freed: one byte.
    private static readonly nint EmptyText = System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8("");

    private static RuleBrokenException NoMap(string path, string why) =>
        RasterDataset.Unreadable(
            path,
            $"no map can be made of its ground control points: {why}; give its bounds (--bounds west,south,east,north), or mend the points"
        );

    private static ControlPoint[] Checked(ControlPoint[] given, string path)
    {
        if (!given.All(point => double.IsFinite(point.Column + point.Row + point.Longitude) && Math.Abs(point.Latitude) <= 90))
        {
            throw NoMap(path, "they do not lie on the Earth");
        }

        var points = Unrolled([.. given.Distinct()]);
        if (points.Length is < 3 or > MostPoints)
        {
            throw NoMap(path, $"there are {points.Length:N0}, and 3 to {MostPoints:N0} can be used");
        }

        if (points.GroupBy(point => (point.Column, point.Row)).FirstOrDefault(same => same.Count() > 1) is { } pixel)
        {
            throw NoMap(path, FormattableString.Invariant($"they put the pixel {pixel.Key.Column}, {pixel.Key.Row} at two places"));
        }

        if (points.GroupBy(point => (point.Longitude, point.Latitude)).FirstOrDefault(same => same.Count() > 1) is { } place)
        {
            throw NoMap(path, FormattableString.Invariant($"they put two pixels at {place.Key.Longitude}, {place.Key.Latitude}"));
        }

        return AreOnOneLine(points, point => (point.Column, point.Row)) || AreOnOneLine(points, point => Sphere(point, points))
            ? throw NoMap(path, "they lie on one line")
            : points;
    }

    // Degrees in which a step to the east is as long as one to the north.
    private static (double X, double Y) Sphere(ControlPoint point, ControlPoint[] all) =>
        PolarPlane.For(all) is { } polar
            ? (polar.Lay(point).Longitude, polar.Lay(point).Latitude)
            : (point.Longitude * Math.Cos(all.Average(one => one.Latitude) * Math.PI / 180), point.Latitude);

    // Their spread across the line that fits best is as good as nothing beside that along it.
    private static bool AreOnOneLine(ControlPoint[] points, Func<ControlPoint, (double X, double Y)> at)
    {
        const double leastRatio = 1e-5;
        var places = points.Select(at).ToList();
        var (meanX, meanY) = (places.Average(place => place.X), places.Average(place => place.Y));
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        foreach (var (x, y) in places)
        {
            xx += (x - meanX) * (x - meanX);
            xy += (x - meanX) * (y - meanY);
            yy += (y - meanY) * (y - meanY);
        }

        var (half, spread) = ((xx + yy) / 2, Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy)));
        // The smaller eigenvalue by the determinant, which loses fewer digits than the difference.
        var (along, across) = (half + spread, ((xx * yy) - (xy * xy)) / (half + spread));
        return !(across > along * leastRatio * leastRatio);
    }

    private static unsafe ControlPoint[] Read(RasterDataset dataset)
    {
        var count = Gdal.ControlPointCount(dataset.Handle);
        var first = Gdal.ControlPoints(dataset.Handle);
        var points = new ControlPoint[count];
        for (var index = 0; index < count; index++)
        {
            points[index] = new ControlPoint(first[index].Pixel, first[index].Line, first[index].X, first[index].Y);
        }

        return points;
    }

    // Longitudes begin after the widest gap between them, wherever they were counted from.
    private static ControlPoint[] Unrolled(ControlPoint[] points)
    {
        if (points.Length == 0)
        {
            return points;
        }

        var longitudes = Array.ConvertAll(points, point => Near(point.Longitude, 0));
        var sorted = longitudes.Order().ToList();
        var gaps = sorted.Select(
            (longitude, index) => (Width: index == 0 ? longitude + 360 - sorted[^1] : longitude - sorted[index - 1], West: longitude)
        );
        var west = gaps.MaxBy(gap => gap.Width).West;
        return
        [
            .. points.Select(
                (point, index) => point with { Longitude = longitudes[index] < west ? longitudes[index] + 360 : longitudes[index] }
            ),
        ];
    }

    private unsafe void Transform(int fromMapToPixels, Span<double> x, Span<double> y)
    {
        Span<int> succeeded = x.Length <= 1024 ? stackalloc int[x.Length] : new int[x.Length];
        Span<double> heights = x.Length <= 1024 ? stackalloc double[x.Length] : new double[x.Length];
        fixed (
            double* firstX = x,
                firstY = y,
                firstZ = heights
        )
        fixed (int* firstSucceeded = succeeded)
        {
            _ = Gdal.TransformSpline(spline, fromMapToPixels, x.Length, firstX, firstY, firstZ, firstSucceeded);
        }
    }
}

/// <param name="Column">From the image's left edge.</param>
/// <param name="Row">From its upper edge.</param>
internal readonly record struct ControlPoint(double Column, double Row, double Longitude, double Latitude);

/// <summary>A plane that touches the Earth at a pole (stereographic, on a sphere of diameter 1): angles are those on the ground.</summary>
/// <param name="Sign">1 at the north pole, -1 at the south pole.</param>
internal readonly record struct PolarPlane(int Sign)
{
    private const double FromLatitude = 75;
    private const double ToLatitude = 30;

    /// <returns>Null where degrees serve as well.</returns>
    public static PolarPlane? For(ControlPoint[] points)
    {
        var (south, north) = (points.Min(point => point.Latitude), points.Max(point => point.Latitude));
        return north > FromLatitude && south > ToLatitude ? new PolarPlane(1)
            : south < -FromLatitude && north < -ToLatitude ? new PolarPlane(-1)
            : null;
    }

    public ControlPoint Lay(ControlPoint point)
    {
        Span<double> x = [point.Longitude];
        Span<double> y = [point.Latitude];
        Lay(x, y);
        return point with { Longitude = x[0], Latitude = y[0] };
    }

    /// <summary>From degrees, in place.</summary>
    public void Lay(Span<double> longitudes, Span<double> latitudes)
    {
        for (var index = 0; index < longitudes.Length; index++)
        {
            var (sine, cosine) = Math.SinCos(longitudes[index] * Math.PI / 180);
            var distance = Math.Tan((90 - (Sign * latitudes[index])) * Math.PI / 360);
            (longitudes[index], latitudes[index]) = (distance * sine, -Sign * distance * cosine);
        }
    }

    /// <summary>To degrees, in place.</summary>
    public void Raise(Span<double> x, Span<double> y)
    {
        for (var index = 0; index < x.Length; index++)
        {
            var distance = Math.Sqrt((x[index] * x[index]) + (y[index] * y[index]));
            (x[index], y[index]) = (
                Math.Atan2(x[index], -Sign * y[index]) * 180 / Math.PI,
                Sign * (90 - (Math.Atan(distance) * 360 / Math.PI))
            );
        }
    }
}
