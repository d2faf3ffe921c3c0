using System.Text.Json;
using System.Text.Json.Nodes;
using Review.Domain.Geometry;

namespace Review.App.Map;

/// <summary>An outline on a <see cref="SlickMap"/>.</summary>
/// <param name="Outline">EPSG:4326.</param>
/// <param name="Class">Of the slick tree: it tells the colour.</param>
/// <param name="Title">Shown on hovering; null for nothing.</param>
public sealed record MapShape(NetTopologySuite.Geometries.Geometry Outline, int Class, string? Title = null)
{
    /// <returns>A GeoJSON FeatureCollection in UTF-8, with the members class and title.</returns>
    public static byte[] Write(IEnumerable<MapShape> shapes) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["type"] = "FeatureCollection",
                ["features"] = new JsonArray([
                    .. shapes.Select(shape =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["type"] = "Feature",
                                ["properties"] = new JsonObject { ["class"] = shape.Class, ["title"] = shape.Title },
                                ["geometry"] = OutlineJson.Of(shape.Outline),
                            }
                    ),
                ]),
            }
        );
}
