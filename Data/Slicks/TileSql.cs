using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Review.Data.Db;
using Review.Data.Slicks.Index;
using Review.Domain.Tiles;
using static Review.Data.Db.Sql;

namespace Review.Data.Slicks;

/// <summary>The statement of one vector tile: of what the index found under it, or of what a condition says.</summary>
internal static class TileSql
{
    // Slicks shorter than this on the screen are points.
    private const int SmallestOutlinePixels = 3;

    // Points of one class and state that are nearer than this are one.
    private const int PointCellPixels = 4;

    // Simplified by less than half a pixel of a 256-pixel tile.
    private const double TolerancePixels = 0.4;

    private static readonly string Text = SqlFile.Statement("tile");
    private static readonly string PointsText = SqlFile.Statement("tile_points");
    private static readonly string IndexedText = Text.Replace("{outlines}", "s.id = any ($1)", StringComparison.Ordinal)
        .Replace("{points}", SqlFile.Statement("index.points"), StringComparison.Ordinal);

    /// <summary>Outlines and points as they are given.</summary>
    public static NpgsqlCommand Of(TileAddress tile, TileContents contents) =>
        new NpgsqlCommand(At(tile, IndexedText)).With(
            Ids(contents.Outlines),
            Ids(contents.Points.Select(point => point.Id)),
            Parameter(contents.Points.Select(point => point.Class).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
            Parameter(contents.Points.Select(point => Words.Of(point.State)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Parameter(contents.Points.Select(point => point.N).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
            Parameter(contents.Points.Select(point => WebMap.MetresX(point.X)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Double),
            Parameter(contents.Points.Select(point => WebMap.MetresY(point.Y)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Double),
            Parameter(contents.Points.Select(point => point.Minutes).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer)
        );

    /// <summary>
    /// What a condition over <c>slick s</c> matches there: outlines that are big enough to see, and points for the others.
    /// </summary>
    public static NpgsqlCommand Of(TileAddress tile, SlickWhere where)
    {
        var area = new TileArea(tile);
        var matching = $"s.geometry && {area.Envelope} and {where}";
        var smallestM = Number(SmallestOutlinePixels * area.PixelM);
        var points = PointsText
            .Replace("{cell}", Number(360 / Math.ScaleB(256, tile.Z) * PointCellPixels), StringComparison.Ordinal)
            .Replace("{where}", $"{matching} and s.length < {smallestM}", StringComparison.Ordinal);
        var text = Text.Replace("{points}", points, StringComparison.Ordinal)
            .Replace("{outlines}", $"{matching} and s.length >= {smallestM}", StringComparison.Ordinal);
        return new NpgsqlCommand(At(tile, text)).With([.. where.Parameters]);
    }

    private static string At(TileAddress tile, string text) =>
        text.Replace("{z}", Number(tile.Z), StringComparison.Ordinal)
            .Replace("{x}", Number(tile.X), StringComparison.Ordinal)
            .Replace("{y}", Number(tile.Y), StringComparison.Ordinal)
            .Replace("{tolerance}", Number(TolerancePixels * new TileArea(tile).LeastPixelDegrees), StringComparison.Ordinal);

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
