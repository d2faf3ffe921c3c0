using System.Globalization;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>The address of the map that shows the slicks of a scene over its image.</summary>
internal static class SceneLink
{
    private const int MapWidthPixels = 700;
    private const int TilePixels = 256;
    private const int LeastZoom = 3;
    private const int MostZoom = 13;

    public static string Of(SceneRow scene)
    {
        var link = $"/?scene={Uri.EscapeDataString(scene.Name)}";
        return scene.Imagery is { State: ImageState.Ready } image ? $"{link}&map={Place(image.Bounds)}&img={scene.Id}" : link;
    }

    // The zoom at which the whole image is in view.
    private static string Place(GeoBox box)
    {
        var (longitude, latitude) = ((box.West + box.East) / 2, (box.South + box.North) / 2);
        var degrees = Math.Max(box.East - box.West, (box.North - box.South) / Math.Cos(latitude * Math.PI / 180));
        var zoom = Math.Clamp(Math.Floor(Math.Log2(MapWidthPixels * 360.0 / (TilePixels * degrees))), LeastZoom, MostZoom);
        var turned = longitude > 180 ? longitude - 360 : longitude;
        return string.Create(CultureInfo.InvariantCulture, $"{zoom:0}/{latitude:0.0000}/{turned:0.0000}");
    }
}
