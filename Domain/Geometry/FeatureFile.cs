using System.Text.Json;
using Review.Domain.Decisions;

namespace Review.Domain.Geometry;

/// <summary>
/// The features of a GeoJSON text: of a FeatureCollection, a Feature, a bare geometry, or of several of these one after the other
/// (line-delimited GeoJSON, RFC 8142 sequences). A byte order mark is passed over.
/// </summary>
/// <param name="Features">In their order.</param>
/// <param name="Scene">The scene that the text itself names in a member <c>scene</c>, if it does.</param>
public sealed record FeatureFile(IReadOnlyList<FeatureFile.Feature> Features, string? Scene)
{
    // Coordinates of a MultiPolygon in a collection are eight deep; what is deeper is no GeoJSON, and not worth the stack.
    private const int DeepestNesting = 32;
    private const byte RecordSeparator = 0x1E;

    /// <param name="Geometry">Undefined when there is none.</param>
    /// <param name="Properties">Undefined when there are none.</param>
    /// <param name="IsInDegrees">False when it names another coordinate system than longitude and latitude.</param>
    public readonly record struct Feature(JsonElement Geometry, JsonElement Properties, bool IsInDegrees);

    /// <exception cref="RuleBrokenException">It is no GeoJSON in UTF-8, it names another coordinate system, or scenes that differ.</exception>
    public static FeatureFile Read(ReadOnlySpan<byte> text)
    {
        try
        {
            var roots = Roots(Utf8Text.Of(text).ToArray());
            string[] scenes = [.. roots.Select(SceneOf).OfType<string>().Distinct()];
            return new FeatureFile(
                [.. roots.SelectMany(FeaturesOf)],
                scenes.Length < 2 ? scenes.FirstOrDefault() : throw new RuleBrokenException("scene", $"The file names two scenes, {scenes[0]} and {scenes[1]}. Import one scene at a time."));
        }
        catch (JsonException wrong)
        {
            throw new RuleBrokenException("body", $"That is not JSON as GeoJSON has it: {wrong.Message.Split(" Path:", 2)[0]}");
        }
    }

    private static List<JsonElement> Roots(byte[] text)
    {
        text.AsSpan().Replace(RecordSeparator, (byte)' ');
        Utf8Text.CheckNames(text);
        var options = new JsonDocumentOptions { MaxDepth = DeepestNesting, AllowDuplicateProperties = false };
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = DeepestNesting });
        var roots = new List<JsonElement>();
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            roots.Add(JsonElement.Parse(text.AsSpan(start..(int)reader.BytesConsumed), options));
        }

        return roots.Count > 0 ? roots : throw new RuleBrokenException("body", "There is nothing in it: send a GeoJSON FeatureCollection of detections.");
    }

    private static string? SceneOf(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("scene", out var scene)
        ? scene.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String when GeoJson.TextOf(scene) is { } name => name,
            _ => throw new RuleBrokenException("scene", "The member scene of the file is not valid text."),
        }
        : null;

    private static IEnumerable<Feature> FeaturesOf(JsonElement root)
    {
        var type = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? GeoJson.TextOf(named) : null;
        if (type is "Feature")
        {
            return [FeatureOf(root)];
        }

        if (type is "Polygon" or "MultiPolygon" or "GeometryCollection")
        {
            return [new Feature(root, default, true)];
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            throw new RuleBrokenException("body", "Send a GeoJSON FeatureCollection of detections.");
        }

        return CoordinateSystem.IsLongitudeAndLatitude(root)
            ? features.EnumerateArray().Select(FeatureOf)
            : throw new RuleBrokenException("crs", "The file names another coordinate system. Transform it to longitude and latitude (EPSG:4326) first.");
    }

    private static Feature FeatureOf(JsonElement feature) => feature.ValueKind != JsonValueKind.Object
        ? default
        : new Feature(
            feature.TryGetProperty("geometry", out var geometry) ? geometry : default,
            feature.TryGetProperty("properties", out var properties) ? properties : default,
            CoordinateSystem.IsLongitudeAndLatitude(feature));
}
