namespace Review.Domain.Tiles;

/// <summary>A square of the web map: zoom 0 to <see cref="DeepestZoom"/>, column from the west, row from the north.</summary>
public readonly record struct TileAddress(int Z, int X, int Y)
{
    public const int DeepestZoom = 16;

    public bool Exists => Z is >= 0 and <= DeepestZoom && X >= 0 && Y >= 0 && X < 1 << Z && Y < 1 << Z;
}
