using System.Globalization;
using Review.Data.Db;
using Review.Domain.Tiles;

namespace Review.Data.Slicks;

/// <summary>The statement of one vector tile.</summary>
internal static class TileSql
{
    // Slicks shorter than this on the screen are points.
    private const int SmallestOutlinePixels = 3;

    // Points of one class and state that are nearer than this are one.
    private const int PointCellPixels = 4;

    private const double EquatorM = 2 * Math.PI * 6378137;

    private static readonly string Text = SqlFile.Statement("tile");

    public static string For(TileAddress tile, SlickWhere where)
    {
        var tiles = Math.ScaleB(1, tile.Z);
        return Text
            .Replace("{z}", Number(tile.Z), StringComparison.Ordinal)
            .Replace("{x}", Number(tile.X), StringComparison.Ordinal)
            .Replace("{y}", Number(tile.Y), StringComparison.Ordinal)
            .Replace("{pixel}", Number(EquatorM / tiles / 256), StringComparison.Ordinal)
            .Replace("{smallest}", Number(SmallestOutlinePixels), StringComparison.Ordinal)
            .Replace("{cell}", Number(360 / tiles / 256 * PointCellPixels), StringComparison.Ordinal)
            .Replace("{where}", where.ToString(), StringComparison.Ordinal);
    }

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
