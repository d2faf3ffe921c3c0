namespace Review.Domain.Scenes;

/// <summary>A box in degrees, EPSG:4326. One that lies over the antimeridian has an <paramref name="East"/> above 180.</summary>
/// <param name="West">From -180 to below 180, less than <paramref name="East"/>.</param>
/// <param name="South">From -90, less than <paramref name="North"/>.</param>
public readonly record struct GeoBox(double West, double South, double East, double North)
{
    public double Width => East - West;

    public double Height => North - South;
}
