using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Review.Domain.Decisions;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>A GeoJSON FeatureCollection of detections: what a model put out for one scene.</summary>
internal static partial class DetectionFile
{
    /// <summary>Reads <c>1=4,2=3</c>: which class each <c>inf_idx</c> stands for.</summary>
    /// <param name="text">Null for <see cref="ImportDetections.UsualClasses"/>.</param>
    /// <exception cref="RuleBrokenException">It is not a list of pairs, or a class does not exist.</exception>
    public static IReadOnlyDictionary<int, int> ClassMap(string? text)
    {
        if (text is null)
        {
            return ImportDetections.UsualClasses;
        }

        var map = new Dictionary<int, int>();
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = pair.Split('=');
            if (sides.Length != 2 || !int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || SlickClass.Parse(sides[1]) is not { } node)
            {
                throw new RuleBrokenException("map", $"{pair} is not of the form inf_idx=class, like 1=4 or 1=INFRASTRUCTURE.");
            }

            map[index] = node.Id;
        }

        return map;
    }

    /// <returns>The scene that the collection itself names in a member <c>scene</c>, if it does.</returns>
    /// <exception cref="RuleBrokenException">It is no text.</exception>
    public static string? Scene(JsonElement collection) =>
        collection.ValueKind == JsonValueKind.Object && collection.TryGetProperty("scene", out var scene) && scene.ValueKind == JsonValueKind.String
            ? GeoJson.TextOf(scene) ?? throw new RuleBrokenException("scene", "The scene's name is not valid text.")
            : null;

    /// <exception cref="RuleBrokenException">It is not a FeatureCollection, or a feature lacks what is needed.</exception>
    /// <exception cref="OutlineException">A geometry cannot be used.</exception>
    public static IReadOnlyList<Detection> Read(JsonElement collection, IReadOnlyDictionary<int, int> classes)
    {
        if (collection.ValueKind != JsonValueKind.Object || !collection.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            throw new RuleBrokenException("body", "Send a GeoJSON FeatureCollection of detections.");
        }

        CheckCrs(collection);
        return [.. features.EnumerateArray().Select((feature, index) => One(feature, index, classes))];
    }

    // CRS84 is what GeoJSON means anyway, and what many tools still write out.
    private static void CheckCrs(JsonElement collection)
    {
        if (collection.TryGetProperty("crs", out var crs) && crs.ValueKind == JsonValueKind.Object
            && !LongitudeAndLatitude().IsMatch(crs.GetRawText()))
        {
            throw new RuleBrokenException("crs", "The file names another coordinate system. Transform it to longitude and latitude (EPSG:4326) first.");
        }
    }

    private static Detection One(JsonElement feature, int index, IReadOnlyDictionary<int, int> classes)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry))
        {
            throw new RuleBrokenException($"features[{index}]", $"Feature {index} (counted from 0) has no geometry. Nothing was imported.");
        }

        try
        {
            var properties = feature.TryGetProperty("properties", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
            return new Detection(GeoJson.Read(geometry), ClassOf(properties, index, classes), Number(properties, "machine_confidence", index));
        }
        catch (OutlineException wrong)
        {
            throw new OutlineException($"Feature {index} (counted from 0): {wrong.Message} Nothing was imported.");
        }
    }

    private static int ClassOf(JsonElement properties, int index, IReadOnlyDictionary<int, int> classes)
    {
        if (Number(properties, "inf_idx", index) is not { } inference)
        {
            throw new RuleBrokenException($"features[{index}].inf_idx", $"Feature {index} (counted from 0) has no inf_idx, the number of the class that the model saw. Nothing was imported.");
        }

        return classes.TryGetValue((int)inference, out var id) && inference == (int)inference
            ? id
            : throw new RuleBrokenException(
                $"features[{index}].inf_idx", $"Feature {index} (counted from 0) has inf_idx {inference}, and the map does not say which class that is. Add it, like {inference}=13. Nothing was imported.");
    }

    private static double? Number(JsonElement properties, string name, int index)
    {
        if (properties.ValueKind != JsonValueKind.Object || !properties.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : throw new RuleBrokenException($"features[{index}].{name}", $"The {name} of feature {index} (counted from 0) is not a number. Nothing was imported.");
    }

    [GeneratedRegex(@"\bCRS84\b|\b4326\b", RegexOptions.CultureInvariant)]
    private static partial Regex LongitudeAndLatitude();
}
