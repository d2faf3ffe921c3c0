using Review.Domain.Tiles;

namespace Review.Data.Slicks.Index;

/// <summary>
/// What a tile shows: its square, and a margin of a sixteenth around it into which outlines are drawn, so that no seam shows.
/// </summary>
internal readonly struct TileArea
{
    private const double Margin = 1 / 16.0;

    private readonly double west;
    private readonly double east;
    private readonly double south;
    private readonly double north;
    private readonly uint left;
    private readonly uint top;
    private readonly int bits;

    public TileArea(TileAddress tile)
    {
        Zoom = tile.Z;
        bits = 32 - tile.Z;
        var size = Math.ScaleB(1, bits);
        (left, top) = (tile.Z == 0 ? 0 : (uint)tile.X << bits, tile.Z == 0 ? 0 : (uint)tile.Y << bits);
        (west, east) = (WebMap.Longitude(left - (size * Margin)), WebMap.Longitude(left + (size * (1 + Margin))));
        (north, south) = (WebMap.Latitude(top - (size * Margin)), WebMap.Latitude(top + (size * (1 + Margin))));
        // What lies beyond the web map's last latitude is drawn at its rim.
        north = tile.Y == 0 ? 90 : north;
        south = tile.Y == (1 << tile.Z) - 1 ? -90 : south;
    }

    public int Zoom { get; }

    /// <summary>Metres at the equator of a pixel, when the tile has 256 a side.</summary>
    public double PixelM => 2 * Math.PI * 6_378_137 / Math.ScaleB(256, Zoom);

    /// <summary>
    /// The least degrees, of longitude or latitude, that a pixel covers there: those of latitude, where the tile is nearest to a pole.
    /// </summary>
    public double LeastPixelDegrees =>
        360
        / Math.ScaleB(256, Zoom)
        * Math.Cos(double.DegreesToRadians(Math.Min(WebMap.MostLatitude, Math.Max(Math.Abs(north), Math.Abs(south)))));

    /// <summary>Square and margin as an expression of PostGIS, in EPSG:4326; within the world.</summary>
    public string Envelope =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"st_makeenvelope({Math.Max(west, -180):R}, {south:R}, {Math.Min(east, 180):R}, {north:R}, 4326)"
        );

    /// <summary>
    /// An outline's box meets the square or its margin. Beside the antimeridian the margin goes on at the other rim of the map, where
    /// nothing is drawn from.
    /// </summary>
    public bool Meets(in DegreeBox box) =>
        box.South <= north
        && box.North >= south
        && ((box.West <= east && box.East >= west) || (box.East > 180 && box.West - 360 <= east && box.East - 360 >= west));

    /// <summary>A place is in the square itself.</summary>
    public bool Holds(uint x, uint y) => Zoom == 0 || (x >> bits == left >> bits && y >> bits == top >> bits);

    /// <param name="perSide">How many cells a side of the tile has: a power of two.</param>
    /// <returns>The number of the cell that a place of the square is in, row-major.</returns>
    public int CellOf(uint x, uint y, int perSide)
    {
        var shift = bits - int.Log2(perSide);
        return ((int)((y - top) >> shift) * perSide) + (int)((x - left) >> shift);
    }

    /// <returns>The tiles of a zoom at or above the own that square and margin lie in; within the map.</returns>
    public CellRange Cells(int zoom)
    {
        var (last, size) = ((1 << zoom) - 1, Math.ScaleB(1, bits));
        int Cell(double place) => Math.Clamp((int)Math.Floor(Math.ScaleB(place, zoom - 32)), 0, last);
        return new CellRange(
            zoom,
            Cell(left - (size * Margin)),
            Cell(top - (size * Margin)),
            Cell(left + (size * (1 + Margin))),
            Cell(top + (size * (1 + Margin)))
        );
    }
}
