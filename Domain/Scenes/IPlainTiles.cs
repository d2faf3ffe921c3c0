using Review.Domain.Tiles;

namespace Review.Domain.Scenes;

/// <summary>Tiles as GDAL itself makes them, without anything of this application: what its own are measured against.</summary>
public interface IPlainTiles
{
    /// <summary>A reader of a file that stays open. Not thread-safe.</summary>
    IPlainTileReader Open(string path);
}

public interface IPlainTileReader : IDisposable
{
    /// <summary>
    /// Warps one band into the tile (bilinear, from the overview that GDAL chooses), scales it to 8 bits, and writes it as PNG.
    /// </summary>
    /// <param name="low">What is black.</param>
    /// <param name="high">What is white.</param>
    byte[] Tile(TileAddress tile, int sizePixels, double low, double high);
}
