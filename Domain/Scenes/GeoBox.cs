namespace Review.Domain.Scenes;

/// <summary>A box in degrees, EPSG:4326. One that lies over the antimeridian has an <paramref name="East"/> above 180.</summary>
/// <param name="West">From -180 to below 180, less than <paramref name="East"/>.</param>
/// <param name="South">From -90, less than <paramref name="North"/>.</param>
public readonly record struct GeoBox(double West, double South, double East, double North)
{
    public double Width => East - West;

    /// <summary>It lies on the Earth, at most once round it, and has an area.</summary>
    public bool IsOnEarth =>
        this is { West: >= -180 and < 180, South: >= -90, North: <= 90 } && South < North && West < East && Width <= 360;

    /// <summary>
    /// A box of four numbers as people write them: longitudes from -180 to 180 or from 0 to 360, and east below west over the antimeridian.
    /// </summary>
    /// <returns>What is no box stays as it was written.</returns>
    public static GeoBox Written(double west, double south, double east, double north)
    {
        // Less than half round: two numbers that were swapped are not an image of nearly all the Earth.
        var overAntimeridian = east < west && east + 360 - west < 180 && west <= 180;
        east += overAntimeridian ? 360 : 0;
        var turn = west is >= 180 and < 360 ? 360 : 0;
        return new GeoBox(west - turn, south, east - turn, north);
    }

    public double Height => North - South;
}
