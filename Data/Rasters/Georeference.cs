using System.Globalization;
using Review.Domain.Decisions;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>Where the pixels of an image lie. Columns and rows count from the upper left edge: the first pixel's middle is (0.5, 0.5). Not thread-safe.</summary>
internal abstract class Georeference : IDisposable
{
    // So many points of each side of an image make its footprint.
    private const int PointsPerSide = 8;
    private const double EarthRadiusM = 6_371_008.8;

    /// <summary>As a person writes it, such as <c>EPSG:32631</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Turns longitudes and latitudes, in place, into columns and rows; NaN where there is none.</summary>
    public abstract void ToPixels(Span<double> longitudes, Span<double> latitudes);

    /// <summary>Turns columns and rows, in place, into longitudes and latitudes. Longitudes of one image do not jump at 180, but go on.</summary>
    public abstract void ToDegrees(Span<double> columns, Span<double> rows);

    public abstract void Dispose();

    /// <summary>The image's outline, clockwise from its upper left, not closed; longitudes from -180 may go on above 180.</summary>
    /// <exception cref="RuleBrokenException">The image does not lie on the Earth.</exception>
    public (double Longitude, double Latitude)[] Outline(int width, int height, string path)
    {
        var x = new double[4 * PointsPerSide];
        var y = new double[4 * PointsPerSide];
        for (var index = 0; index < PointsPerSide; index++)
        {
            var share = index / (double)PointsPerSide;
            (x[index], y[index]) = (share * width, 0);
            (x[index + PointsPerSide], y[index + PointsPerSide]) = (width, share * height);
            (x[index + (2 * PointsPerSide)], y[index + (2 * PointsPerSide)]) = ((1 - share) * width, height);
            (x[index + (3 * PointsPerSide)], y[index + (3 * PointsPerSide)]) = (0, (1 - share) * height);
        }

        ToDegrees(x, y);
        for (var index = 1; index < x.Length; index++)
        {
            x[index] += 360 * Math.Round((x[index - 1] - x[index]) / 360);
        }

        var turns = 360 * Math.Floor((x.Min() + 180) / 360);
        if (!x.Concat(y).All(double.IsFinite) || y.Any(latitude => latitude is < -90.0001 or > 90.0001) || x.Max() - x.Min() > 359)
        {
            throw RasterDataset.Unreadable(path, $"its coordinates ({Name}) do not lie on the Earth; the coordinate system or the bounds are wrong");
        }

        return [.. x.Zip(y, (longitude, latitude) => (longitude - turns, Math.Clamp(latitude, -90, 90)))];
    }

    /// <summary>Side of a square as large as the image's middle pixel, in metres.</summary>
    public double PixelSizeM(int width, int height)
    {
        double[] x = [width / 2.0, (width / 2.0) + 1, width / 2.0];
        double[] y = [height / 2.0, height / 2.0, (height / 2.0) + 1];
        ToDegrees(x, y);
        var perDegree = EarthRadiusM * Math.PI / 180;
        var shrink = Math.Cos(y[0] * Math.PI / 180);
        var (acrossX, acrossY) = ((x[1] - x[0]) * perDegree * shrink, (y[1] - y[0]) * perDegree);
        var (downX, downY) = ((x[2] - x[0]) * perDegree * shrink, (y[2] - y[0]) * perDegree);
        return Math.Sqrt(Math.Abs((acrossX * downY) - (acrossY * downX)));
    }

    /// <summary>That of a file: its geotransform, its ground control points, or the bounds that were given with it.</summary>
    /// <exception cref="RuleBrokenException">It says neither where it lies nor in which system, or says nonsense.</exception>
    public static Georeference Of(RasterDataset dataset, GeoBox? given)
    {
        if (given is { } bounds)
        {
            return new AffineGeoreference(FromBounds(bounds, dataset.Width, dataset.Height), null);
        }

        if (Gdal.ControlPointCount(dataset.Handle) >= 3)
        {
            return SplineGeoreference.Of(dataset);
        }

        var six = new double[6];
        if (Gdal.GetGeoTransform(dataset.Handle, ref six[0]) != Gdal.ErrorFree)
        {
            throw RasterDataset.Unreadable(dataset.Path, "it does not say where it lies; give its bounds (--bounds west,south,east,north)");
        }

        var wkt = Gdal.Text(Gdal.Projection(dataset.Handle));
        if (string.IsNullOrEmpty(wkt))
        {
            throw RasterDataset.Unreadable(dataset.Path, "it has no coordinate system; give its bounds in degrees (--bounds west,south,east,north)");
        }

        if (!six.All(double.IsFinite) || Math.Abs((six[1] * six[5]) - (six[2] * six[4])) is 0)
        {
            throw RasterDataset.Unreadable(dataset.Path, "its geotransform has no area");
        }

        return new AffineGeoreference(six, SystemOf(wkt, dataset.Path));
    }

    /// <returns>North up, in degrees.</returns>
    public static double[] FromBounds(GeoBox bounds, int width, int height) => [bounds.West, bounds.Width / width, 0, bounds.North, 0, -bounds.Height / height];

    internal static SystemHandle SystemOf(string wkt, string path)
    {
        Gdal.ErrorReset();
        var system = Gdal.NewSystem(wkt);
        if (system.IsInvalid || (Gdal.IsGeographic(system) == 0 && Gdal.IsProjected(system) == 0))
        {
            system.Dispose();
            throw RasterDataset.Unreadable(path, "its coordinate system is not one of the Earth's surface; give its bounds in degrees (--bounds west,south,east,north)");
        }

        Gdal.SetAxes(system, Gdal.TraditionalAxes);
        return system;
    }

    internal static SystemHandle Degrees()
    {
        var system = Gdal.NewSystem(null);
        _ = Gdal.ImportEpsg(system, 4326);
        Gdal.SetAxes(system, Gdal.TraditionalAxes);
        return system;
    }

    internal static string WktOf(SystemHandle system)
    {
        _ = Gdal.ExportWkt(system, out var text);
        try
        {
            return Gdal.Text(text) ?? throw new InvalidOperationException("A coordinate system has no text.");
        }
        finally
        {
            Gdal.Free(text);
        }
    }

    internal static string NameOf(SystemHandle system) =>
        Gdal.Text(Gdal.AuthorityCode(system, null)) is { } code ? string.Create(CultureInfo.InvariantCulture, $"{Gdal.Text(Gdal.AuthorityName(system, null))}:{code}") : Gdal.Text(Gdal.SystemName(system)) ?? "unknown";
}

/// <summary>A geotransform (rotated or not) in degrees or in another system.</summary>
internal sealed class AffineGeoreference : Georeference
{
    private readonly double[] forth;
    private readonly double[] back;
    private readonly TransformHandle? toMap;
    private readonly TransformHandle? toDegrees;

    // Of an image in degrees: longitudes are brought within half a turn of its middle.
    private double? middle;

    /// <param name="six">GDAL's order: x of the upper left edge, x per column, x per row, y, y per column, y per row.</param>
    /// <param name="system">Taken over; null when <paramref name="six"/> is in degrees.</param>
    public AffineGeoreference(double[] six, SystemHandle? system)
    {
        forth = six;
        var determinant = (six[1] * six[5]) - (six[2] * six[4]);
        back =
        [
            ((six[2] * six[3]) - (six[0] * six[5])) / determinant, six[5] / determinant, -six[2] / determinant,
            ((six[0] * six[4]) - (six[1] * six[3])) / determinant, -six[4] / determinant, six[1] / determinant,
        ];
        Name = "EPSG:4326";
        using var degrees = Degrees();
        using (system)
        {
            if (system is not null)
            {
                Name = NameOf(system);
                if (Gdal.IsSame(system, degrees) == 0)
                {
                    toMap = Gdal.NewTransform(degrees, system);
                    toDegrees = Gdal.NewTransform(system, degrees);
                    if (toMap.IsInvalid || toDegrees.IsInvalid)
                    {
                        throw new RuleBrokenException("path", $"The image's coordinate system {Name} cannot be brought to longitude and latitude: {Gdal.Problem()}.");
                    }
                }
            }
        }
    }

    public override string Name { get; }

    /// <summary>Neither rotated nor projected.</summary>
    public bool IsPlain => toMap is null && forth[2] == 0 && forth[4] == 0;

    /// <summary>Says how wide an image in degrees is, so that longitudes a whole turn away are found in it.</summary>
    public void SetSize(int width, int height)
    {
        if (toMap is null)
        {
            middle = forth[0] + (forth[1] * width / 2) + (forth[2] * height / 2);
        }
    }

    public override void ToPixels(Span<double> longitudes, Span<double> latitudes)
    {
        if (toMap is not null)
        {
            Transform(toMap, longitudes, latitudes);
        }
        else if (middle is { } centre)
        {
            for (var index = 0; index < longitudes.Length; index++)
            {
                longitudes[index] += 360 * Math.Round((centre - longitudes[index]) / 360);
            }
        }

        Apply(back, longitudes, latitudes);
    }

    public override void ToDegrees(Span<double> columns, Span<double> rows)
    {
        Apply(forth, columns, rows);
        if (toDegrees is not null)
        {
            Transform(toDegrees, columns, rows);
        }
    }

    public override void Dispose()
    {
        toMap?.Dispose();
        toDegrees?.Dispose();
    }

    private static void Apply(double[] six, Span<double> x, Span<double> y)
    {
        for (var index = 0; index < x.Length; index++)
        {
            (x[index], y[index]) = (six[0] + (six[1] * x[index]) + (six[2] * y[index]), six[3] + (six[4] * x[index]) + (six[5] * y[index]));
        }
    }

    private static unsafe void Transform(TransformHandle transform, Span<double> x, Span<double> y)
    {
        Span<int> succeeded = x.Length <= 1024 ? stackalloc int[x.Length] : new int[x.Length];
        fixed (double* firstX = x, firstY = y)
        fixed (int* firstSucceeded = succeeded)
        {
            _ = Gdal.Transform(transform, x.Length, firstX, firstY, null, firstSucceeded);
        }

        for (var index = 0; index < x.Length; index++)
        {
            if (succeeded[index] == 0 || !double.IsFinite(x[index]) || !double.IsFinite(y[index]))
            {
                x[index] = y[index] = double.NaN;
            }
        }
    }
}

/// <summary>Ground control points, with a thin-plate spline through them: exact at each, smooth between.</summary>
internal sealed class SplineGeoreference : Georeference
{
    // The spline's cost grows with the square of the points to set up and with their number for each place.
    private const int MostPoints = 1_000;

    private readonly SplineHandle spline;
    private readonly double middle;

    /// <param name="points">Longitudes and latitudes.</param>
    public SplineGeoreference(ControlPoint[] points, string path)
    {
        if (points.Length is < 3 or > MostPoints)
        {
            throw RasterDataset.Unreadable(path, $"it has {points.Length:N0} ground control points, and 3 to {MostPoints:N0} can be used");
        }

        Points = Unrolled(points);
        middle = (Points.Min(point => point.Longitude) + Points.Max(point => point.Longitude)) / 2;
        var native = Native(Points);
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
            throw RasterDataset.Unreadable(path, $"no map can be made of its ground control points ({Gdal.Problem()})");
        }
    }

    public override string Name => "EPSG:4326";

    /// <summary>Longitudes do not jump at 180.</summary>
    public ControlPoint[] Points { get; }

    public static SplineGeoreference Of(RasterDataset dataset)
    {
        using var system = SystemOf(Gdal.Text(Gdal.ControlPointProjection(dataset.Handle)) is { Length: > 0 } wkt ? wkt : throw RasterDataset.Unreadable(dataset.Path, "its ground control points have no coordinate system; give its bounds (--bounds west,south,east,north)"), dataset.Path);
        using var degrees = Degrees();
        var points = Read(dataset);
        if (Gdal.IsSame(system, degrees) == 0)
        {
            using var affine = new AffineGeoreference([0, 1, 0, 0, 0, 1], SystemOf(Gdal.Text(Gdal.ControlPointProjection(dataset.Handle))!, dataset.Path));
            var (x, y) = (points.Select(point => point.Longitude).ToArray(), points.Select(point => point.Latitude).ToArray());
            affine.ToDegrees(x, y);
            points = [.. points.Select((point, index) => point with { Longitude = x[index], Latitude = y[index] })];
        }

        return points.All(point => double.IsFinite(point.Longitude) && double.IsFinite(point.Latitude) && Math.Abs(point.Latitude) <= 90)
            ? new SplineGeoreference(points, dataset.Path)
            : throw RasterDataset.Unreadable(dataset.Path, "its ground control points do not lie on the Earth");
    }

    public override void ToPixels(Span<double> longitudes, Span<double> latitudes)
    {
        for (var index = 0; index < longitudes.Length; index++)
        {
            longitudes[index] += 360 * Math.Round((middle - longitudes[index]) / 360);
        }

        Transform(1, longitudes, latitudes);
    }

    public override void ToDegrees(Span<double> columns, Span<double> rows) => Transform(0, columns, rows);

    public override void Dispose() => spline.Dispose();

    internal static NativePoint[] Native(ControlPoint[] points) =>
        [.. points.Select(point => new NativePoint { Id = EmptyText, Info = EmptyText, Pixel = point.Column, Line = point.Row, X = point.Longitude, Y = point.Latitude })];

    // GDAL copies the names of points without looking whether there are any. Never freed: one byte.
    private static readonly nint EmptyText = System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8("");

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

    private static ControlPoint[] Unrolled(ControlPoint[] points) =>
        points.Max(point => point.Longitude) - points.Min(point => point.Longitude) > 180
            ? [.. points.Select(point => point.Longitude < 0 ? point with { Longitude = point.Longitude + 360 } : point)]
            : points;

    private unsafe void Transform(int fromMapToPixels, Span<double> x, Span<double> y)
    {
        Span<int> succeeded = x.Length <= 1024 ? stackalloc int[x.Length] : new int[x.Length];
        Span<double> heights = x.Length <= 1024 ? stackalloc double[x.Length] : new double[x.Length];
        fixed (double* firstX = x, firstY = y, firstZ = heights)
        fixed (int* firstSucceeded = succeeded)
        {
            _ = Gdal.TransformSpline(spline, fromMapToPixels, x.Length, firstX, firstY, firstZ, firstSucceeded);
        }
    }
}

/// <param name="Column">From the image's left edge.</param>
/// <param name="Row">From its upper edge.</param>
internal readonly record struct ControlPoint(double Column, double Row, double Longitude, double Latitude);
