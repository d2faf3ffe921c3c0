using System.Globalization;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>
/// Where the pixels of an image lie. Columns and rows count from the upper left edge: the first pixel's middle is (0.5, 0.5). Not
/// thread-safe.
/// </summary>
internal abstract class Georeference : IDisposable
{
    // So many points of each side of an image make its footprint, and more where they lie this far apart.
    private const int PointsPerSide = 32;
    private const int MostRefinements = 12;
    private const double MostStepDegrees = 15;
    private const double Rounding = 1e-9;
    private const double EarthRadiusM = 6_371_008.8;

    /// <summary>As a person writes it, such as <c>EPSG:32631</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Turns longitudes and latitudes, in place, into columns and rows; NaN where there is none.</summary>
    public abstract void ToPixels(Span<double> longitudes, Span<double> latitudes);

    /// <summary>
    /// Turns columns and rows, in place, into longitudes and latitudes. Longitudes of one image do not jump at 180, but go on.
    /// </summary>
    public abstract void ToDegrees(Span<double> columns, Span<double> rows);

    public abstract void Dispose();

    /// <summary>
    /// The image's outline, clockwise from its upper left (counter-clockwise when its rows or columns run backwards), not closed;
    /// longitudes from -180 may go on above 180.
    /// </summary>
    /// <exception cref="RuleBrokenException">The image does not lie on the Earth.</exception>
    public (double Longitude, double Latitude)[] Outline(int width, int height, string path)
    {
        var ring = Ring(width, height);
        var (x, y) = (ring.Select(point => point.Longitude).ToArray(), ring.Select(point => point.Latitude).ToArray());
        for (var index = 1; index < x.Length; index++)
        {
            x[index] = Near(x[index], x[index - 1]);
        }

        if (!x.Concat(y).All(double.IsFinite) || y.Any(latitude => latitude is < -90.0001 or > 90.0001))
        {
            throw RasterDataset.Unreadable(
                path,
                $"its coordinates ({Name}) do not lie on the Earth; the coordinate system or the bounds are wrong"
            );
        }

        if (x.Max() - x.Min() > 360 + Rounding)
        {
            throw RasterDataset.Unreadable(
                path,
                $"its coordinates ({Name}) reach round the Earth more than once; cut it to 360 degrees of longitude"
            );
        }

        var turns = 360 * Math.Floor((x.Min() + 180 + Rounding) / 360);
        return [.. x.Zip(y, (longitude, latitude) => (Math.Max(longitude - turns, -180), Math.Clamp(latitude, -90, 90)))];
    }

    /// <summary>Side of a square as large as the image's middle pixel, in metres.</summary>
    public double PixelSizeM(int width, int height) => Math.Sqrt(Math.Abs(PixelAreaM2(width / 2.0, height / 2.0)));

    /// <summary>
    /// Of the pixel whose upper left corner this is; negative where columns and rows turn the other way than east and south.
    /// </summary>
    public double PixelAreaM2(double column, double row)
    {
        double[] x = [column, column + 1, column];
        double[] y = [row, row, row + 1];
        ToDegrees(x, y);
        var perDegree = EarthRadiusM * Math.PI / 180;
        var shrink = Math.Cos(y[0] * Math.PI / 180);
        var (acrossX, acrossY) = ((Near(x[1], x[0]) - x[0]) * perDegree * shrink, (y[1] - y[0]) * perDegree);
        var (downX, downY) = ((Near(x[2], x[0]) - x[0]) * perDegree * shrink, (y[2] - y[0]) * perDegree);
        return (acrossY * downX) - (acrossX * downY);
    }

    /// <returns>The same longitude, whole turns away, that lies within half a turn of another.</returns>
    public static double Near(double longitude, double other) => longitude + (360 * Math.Round((other - longitude) / 360));

    // Where neighbours lie far apart, as near a pole, the points between them are added.
    private List<(double Longitude, double Latitude)> Ring(int width, int height)
    {
        List<(double Share, double Longitude, double Latitude)> ring =
        [
            .. At(Enumerable.Range(0, 4 * PointsPerSide).Select(index => index / (double)PointsPerSide)),
        ];
        for (var round = 0; round < MostRefinements; round++)
        {
            var gaps = ring.Zip(ring.Skip(1).Append(ring[0] with { Share = 4 }))
                .Where(pair => Math.Abs(Near(pair.Second.Longitude, pair.First.Longitude) - pair.First.Longitude) > MostStepDegrees)
                .Select(pair => (pair.First.Share + pair.Second.Share) / 2)
                .ToList();
            if (gaps.Count == 0)
            {
                break;
            }

            ring.AddRange(At(gaps));
            ring.Sort((one, other) => one.Share.CompareTo(other.Share));
        }

        return [.. ring.Select(point => (point.Longitude, point.Latitude))];

        IEnumerable<(double, double, double)> At(IEnumerable<double> shares)
        {
            var along = shares.ToArray();
            var (x, y) = (
                Array.ConvertAll(along, share => Corner(share) * width),
                Array.ConvertAll(along, share => Corner(share - 1) * height)
            );
            ToDegrees(x, y);
            return along.Select((share, index) => (share, x[index], y[index]));
        }

        // Along the upper edge from 0 to 1, down the right one, back along the lower one, up the left one.
        static double Corner(double share) =>
            share switch
            {
                < 0 => 0,
                <= 1 => share,
                <= 2 => 1,
                <= 3 => 3 - share,
                _ => 0,
            };
    }

    /// <summary>That of a file: its geotransform, its ground control points, or the bounds that were given with it.</summary>
    /// <exception cref="RuleBrokenException">It says neither where it lies nor in which system, or says nonsense.</exception>
    public static Georeference Of(RasterDataset dataset, GeoBox? given)
    {
        if (given is { } bounds)
        {
            return new AffineGeoreference(FromBounds(bounds, dataset.Width, dataset.Height), null);
        }

        if (Gdal.ControlPointCount(dataset.Handle) > 0)
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
            throw RasterDataset.Unreadable(
                dataset.Path,
                "it has no coordinate system; give its bounds in degrees (--bounds west,south,east,north)"
            );
        }

        if (!six.All(double.IsFinite) || Math.Abs((six[1] * six[5]) - (six[2] * six[4])) is 0)
        {
            throw RasterDataset.Unreadable(dataset.Path, "its geotransform has no area");
        }

        return new AffineGeoreference(six, SystemOf(wkt, dataset.Path));
    }

    /// <returns>North up, in degrees.</returns>
    public static double[] FromBounds(GeoBox bounds, int width, int height) =>
        [bounds.West, bounds.Width / width, 0, bounds.North, 0, -bounds.Height / height];

    internal static SystemHandle SystemOf(string wkt, string path)
    {
        Gdal.ErrorReset();
        var system = Gdal.NewSystem(wkt);
        if (system.IsInvalid || (Gdal.IsGeographic(system) == 0 && Gdal.IsProjected(system) == 0))
        {
            system.Dispose();
            throw RasterDataset.Unreadable(
                path,
                "its coordinate system is not one of the Earth's surface; give its bounds in degrees (--bounds west,south,east,north)"
            );
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
        Gdal.Text(Gdal.AuthorityCode(system, null)) is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"{Gdal.Text(Gdal.AuthorityName(system, null))}:{code}")
            : Gdal.Text(Gdal.SystemName(system)) ?? "unknown";
}
