using Review.Domain.Scenes;
using Review.Domain.Tiles;

namespace Review.Data.Rasters;

/// <summary>The grid that an image is brought into. Columns and rows count from its upper left edge.</summary>
internal abstract class TargetGrid(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Turns columns and rows of the grid, in place, into longitudes and latitudes.</summary>
    public abstract void ToDegrees(Span<double> columns, Span<double> rows);

    public abstract double Column(double longitude);

    public abstract double Row(double latitude);

    /// <summary>The pixels of the grid that touch a box; empty when none does.</summary>
    public (int Left, int Top, int Right, int Bottom) Window(GeoBox box) =>
        (
            (int)Math.Clamp(Math.Floor(Column(box.West)), 0, Width),
            (int)Math.Clamp(Math.Floor(Row(box.North)), 0, Height),
            (int)Math.Clamp(Math.Ceiling(Column(box.East)), 0, Width),
            (int)Math.Clamp(Math.Ceiling(Row(box.South)), 0, Height)
        );
}

/// <summary>Steps of degrees.</summary>
internal sealed class DegreeGrid(GeoBox box, int width, int height) : TargetGrid(width, height)
{
    public override void ToDegrees(Span<double> columns, Span<double> rows)
    {
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index] = box.West + (columns[index] * box.Width / Width);
            rows[index] = box.North - (rows[index] * box.Height / Height);
        }
    }

    public override double Column(double longitude) => (longitude - box.West) / box.Width * Width;

    public override double Row(double latitude) => (box.North - latitude) / box.Height * Height;
}

/// <summary>A part of the web map (EPSG:3857).</summary>
/// <param name="west">Of the world's width, from 0 at 180° W to 1 at 180° E.</param>
/// <param name="north">Of the world's height, from 0 in the north to 1 in the south.</param>
/// <param name="side">Of the world, that a pixel is wide and high.</param>
internal sealed class MercatorGrid(double west, double north, double side, int width, int height) : TargetGrid(width, height)
{
    private const double NorthernmostLatitude = 85.051129;

    public static MercatorGrid Of(TileAddress tile, int pixels) =>
        new(Math.ScaleB(tile.X, -tile.Z), Math.ScaleB(tile.Y, -tile.Z), Math.ScaleB(1.0 / pixels, -tile.Z), pixels, pixels);

    /// <summary>A whole image in a picture whose longer side has <paramref name="pixels"/> pixels.</summary>
    public static MercatorGrid Around(GeoBox box, int pixels)
    {
        var (left, right, top, bottom) = ((box.West + 180) / 360, (box.East + 180) / 360, Down(box.North), Down(box.South));
        var side = Math.Max(right - left, bottom - top) / pixels;
        return new MercatorGrid(
            left,
            top,
            side,
            Math.Clamp((int)Math.Round((right - left) / side), 1, pixels),
            Math.Clamp((int)Math.Round((bottom - top) / side), 1, pixels)
        );
    }

    public override void ToDegrees(Span<double> columns, Span<double> rows)
    {
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index] = ((west + (columns[index] * side)) * 360) - 180;
            rows[index] = Math.Atan(Math.Sinh(Math.PI * (1 - (2 * (north + (rows[index] * side)))))) * 180 / Math.PI;
        }
    }

    public override double Column(double longitude) => (((longitude + 180) / 360) - west) / side;

    public override double Row(double latitude) => (Down(latitude) - north) / side;

    private static double Down(double latitude)
    {
        var sine = Math.Sin(Math.Clamp(latitude, -NorthernmostLatitude, NorthernmostLatitude) * Math.PI / 180);
        return 0.5 - (Math.Atanh(sine) / (2 * Math.PI));
    }
}
