using Review.Domain.Tiles;

namespace Review.Domain.Scenes;

/// <summary>Pictures of scenes for the map, as PNG: shades of grey, transparent where there is no data.</summary>
public interface IScenePictures
{
    /// <param name="sizePixels">256 or 512.</param>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    ValueTask<ReadOnlyMemory<byte>> Tile(
        SceneImage image,
        TileAddress tile,
        PictureStyle style,
        int sizePixels,
        CancellationToken cancellation
    );

    /// <summary>The whole scene in the web map's projection.</summary>
    /// <param name="sizePixels">Of its longer side.</param>
    ValueTask<ReadOnlyMemory<byte>> Preview(SceneImage image, PictureStyle style, int sizePixels, CancellationToken cancellation);

    /// <returns>One for each band, in its unit; NaN where there is no data.</returns>
    ValueTask<IReadOnlyList<float>> Values(SceneImage image, double longitude, double latitude, CancellationToken cancellation);
}

/// <summary>How values become shades.</summary>
/// <param name="Band">Index into the image's bands.</param>
/// <param name="Low">What is black, in dB when <paramref name="Db"/>, otherwise in the linear unit.</param>
/// <param name="High">What is white.</param>
/// <param name="Gamma">Above 0; above 1 makes the middle brighter.</param>
/// <param name="Db">Shades are even steps of dB.</param>
public readonly record struct PictureStyle(int Band, double Low, double High, double Gamma, bool Db);
