namespace Review.Data.Slicks.Index;

/// <summary>
/// Places of the web map (EPSG:3857) as fractions of its width, counted in 2⁻³²: the upper bits are the column or row of a tile.
/// </summary>
internal static class WebMap
{
    private const double World = 4_294_967_296.0;
    private const double WorldM = 2 * Math.PI * 6_378_137;

    /// <summary>Degrees, north and south, at which the web map ends.</summary>
    public const double MostLatitude = 85.051128779806592;

    /// <param name="longitude">Degrees; beyond ±180 it is kept at the rim.</param>
    public static uint X(double longitude) => Kept((longitude + 180) / 360);

    /// <param name="latitude">Degrees; beyond the web map's ±85.05 it is kept at the rim. Counted from the north.</param>
    public static uint Y(double latitude)
    {
        var radians = double.DegreesToRadians(Math.Clamp(latitude, -MostLatitude, MostLatitude));
        return Kept((1 - (Math.Asinh(Math.Tan(radians)) / Math.PI)) / 2);
    }

    /// <returns>Degrees.</returns>
    public static double Longitude(double x) => (x / World * 360) - 180;

    /// <returns>Degrees.</returns>
    public static double Latitude(double y) => double.RadiansToDegrees(Math.Atan(Math.Sinh(Math.PI * (1 - (2 * y / World)))));

    /// <param name="x">As this class counts.</param>
    /// <returns>Metres of EPSG:3857.</returns>
    public static double MetresX(double x) => ((x / World) - 0.5) * WorldM;

    /// <inheritdoc cref="MetresX"/>
    public static double MetresY(double y) => (0.5 - (y / World)) * WorldM;

    private static uint Kept(double share) => (uint)Math.Clamp(share * World, 0, World - 1);
}
