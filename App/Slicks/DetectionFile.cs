using Review.Domain;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>GeoJSON of detections: what a model put out for one scene.</summary>
/// <param name="Detections">In the order of the features.</param>
/// <param name="Scene">The one that was asked for, or else the one that the file names; empty when neither is.</param>
internal sealed record DetectionFile(IReadOnlyList<Detection> Detections, string Scene)
{
    /// <param name="scene">Who imports says this; the file may say the same, and no other.</param>
    /// <exception cref="RuleBrokenException">It is no GeoJSON, a feature lacks what is needed, or the file is of another scene.</exception>
    /// <exception cref="OutlineException">A geometry cannot be used.</exception>
    public static DetectionFile Read(ReadOnlyMemory<byte> text, DetectionMapping mapping, string? scene)
    {
        var file = FeatureFile.Read(text);
        if (!string.IsNullOrEmpty(scene) && file.Scene is { } other && other != scene)
        {
            throw new RuleBrokenException(
                "scene",
                $"The file says that it is of the scene {other}, but {scene} was asked for. Correct one of the two, or leave it out."
            );
        }

        var detections = file.Make((feature, index) => One(feature, index, mapping));
        mapping.CheckConfidence(detections);
        return new DetectionFile(detections, string.IsNullOrEmpty(scene) ? file.Scene ?? "" : scene);
    }

    private static Detection One(FeatureFile.Feature feature, int index, DetectionMapping mapping)
    {
        if (feature.Geometry.ValueKind == System.Text.Json.JsonValueKind.Undefined)
        {
            throw new RuleBrokenException($"features[{index}]", $"Feature {index} (counted from 0) has no geometry. Nothing was imported.");
        }

        if (!feature.IsInDegrees)
        {
            throw new RuleBrokenException(
                $"features[{index}].crs",
                $"Feature {index} (counted from 0) names another coordinate system. Transform it to longitude and latitude "
                    + "(EPSG:4326) first. Nothing was imported."
            );
        }

        try
        {
            return new Detection(
                GeoJson.Read(feature.Geometry),
                mapping.ClassOf(feature.Properties, index),
                mapping.ConfidenceOf(feature.Properties, index)
            );
        }
        catch (OutlineException wrong)
        {
            throw new OutlineException($"Feature {index} (counted from 0): {wrong.Message} Nothing was imported.");
        }
    }
}
