using Microsoft.Extensions.Configuration;
using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.Data.Inference;

/// <summary>
/// The land of the page's base map, read when it is first asked for; sea ice from the file that <c>Detection:SeaIce</c> names.
/// </summary>
internal sealed class LandMaskFile(IConfiguration settings) : ILandMask
{
    private readonly Lazy<LandMask> mask = new(() => Read(settings));

    public double LandShare(GeoBox box) => mask.Value.LandShare(box);

    public bool IsOnLand(MultiPolygon outline) => mask.Value.IsOnLand(outline);

    public DateOnly? SeaIce(MultiPolygon outline) => mask.Value.SeaIce(outline);

    private static LandMask Read(IConfiguration settings)
    {
        var path = settings["Detection:Land"] ?? Path.Combine(AppContext.BaseDirectory, "wwwroot", "lib", "world-atlas", "land-10m.json");
        if (!File.Exists(path))
        {
            throw new RuleBrokenException(
                "mask",
                $"The land mask {path} is missing: ./review and ./run fetch it, or Detection__Land names another."
            );
        }

        using var land = File.OpenRead(path);
        using var ice = settings["Detection:SeaIce"] is { Length: > 0 } name ? File.OpenRead(name) : null;
        return LandMask.Read(land, ice, settings.GetValue("Detection:LandBufferMetres", 1_000.0));
    }
}
