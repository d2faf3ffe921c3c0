using System.Text.Json;

namespace Review.Domain.Geometry;

/// <summary>
/// The features of a GeoJSON text: of a FeatureCollection, a Feature, a bare geometry, or of several of these one after the other
/// (line-delimited GeoJSON, RFC 8142 sequences). A byte order mark is passed over.
/// </summary>
/// <remarks>Beside the text only the JSON of one feature at a time is in memory.</remarks>
public sealed class FeatureFile
{
    // Coordinates of a MultiPolygon in a collection are eight deep; what is deeper is no GeoJSON, and not worth the stack.
    private const int DeepestNesting = 32;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DeepestNesting, AllowDuplicateProperties = false };
    private static readonly JsonReaderOptions OneOfMany = new() { AllowMultipleValues = true, MaxDepth = DeepestNesting };

    private readonly IReadOnlyList<Root> roots;

    private FeatureFile(IReadOnlyList<Root> roots, string? scene) => (this.roots, Scene) = (roots, scene);

    /// <param name="Geometry">Undefined when there is none.</param>
    /// <param name="Properties">Undefined when there are none.</param>
    /// <param name="IsInDegrees">False when it names another coordinate system than longitude and latitude.</param>
    public readonly record struct Feature(JsonElement Geometry, JsonElement Properties, bool IsInDegrees);

    /// <param name="Shell">The value, without what is in its array <c>features</c>.</param>
    /// <param name="Features">The text of that array; empty when the value is itself a feature or a geometry.</param>
    private readonly record struct Root(ReadOnlyMemory<byte> Shell, ReadOnlyMemory<byte> Features);

    /// <summary>The scene that the text itself names in a member <c>scene</c>, if it does.</summary>
    public string? Scene { get; }

    /// <summary>Looks at all of a text, but not into its features.</summary>
    /// <exception cref="RuleBrokenException">It is no GeoJSON in UTF-8, it names another coordinate system, or scenes that
    /// differ.</exception>
    public static FeatureFile Read(ReadOnlyMemory<byte> text) =>
        OfJson(() =>
        {
            var (roots, scenes) = (new List<Root>(), new HashSet<string>());
            var rest = Begin(text[^Utf8Text.Of(text.Span).Length..]);
            while (rest.Length > 0)
            {
                var (root, length) = RootOf(rest);
                using var shell = JsonDocument.Parse(root.Shell, Strict);
                Check(shell.RootElement, scenes);
                roots.Add(IsAlone(shell.RootElement) ? root with { Features = default } : root);
                rest = Begin(rest[length..]);
            }

            return roots.Count > 0
                ? new FeatureFile(roots, scenes.SingleOrDefault())
                : throw new RuleBrokenException("body", "There is nothing in it: send a GeoJSON FeatureCollection of detections.");
        });

    /// <summary>Makes something of each feature.</summary>
    /// <param name="make">Gets a feature and its number, from 0. The feature's JSON is gone when it returns.</param>
    /// <returns>In the order of the features.</returns>
    /// <exception cref="RuleBrokenException">A feature names a member twice.</exception>
    public IReadOnlyList<T> Make<T>(Func<Feature, int, T> make) =>
        OfJson(() =>
        {
            var made = new List<T>();
            foreach (var root in roots)
            {
                if (root.Features.IsEmpty)
                {
                    using var alone = JsonDocument.Parse(root.Shell, Strict);
                    var value = alone.RootElement;
                    made.Add(make(TypeOf(value) is "Feature" ? FeatureOf(value) : new Feature(value, default, true), made.Count));
                }
                else
                {
                    MakeEach(root.Features, made, make);
                }
            }

            return made;
        });

    private static void MakeEach<T>(ReadOnlyMemory<byte> features, List<T> made, Func<Feature, int, T> make)
    {
        // After "[", and from there on from one feature to the next, each by a reader of its own: none lives while something is made.
        var rest = Next(features[1..]);
        while (rest.Span[0] != (byte)']')
        {
            var reader = new Utf8JsonReader(rest.Span, OneOfMany);
            reader.Read();
            reader.Skip();
            using var feature = JsonDocument.Parse(rest[..(int)reader.BytesConsumed], Strict);
            made.Add(make(FeatureOf(feature.RootElement), made.Count));
            rest = Next(rest[(int)reader.BytesConsumed..]);
        }
    }

    private static T OfJson<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException wrong)
        {
            throw new RuleBrokenException("body", $"That is not JSON as GeoJSON has it: {wrong.Message.Split(" Path:", 2)[0]}");
        }
    }

    /// <returns>From the next value of a sequence on.</returns>
    private static ReadOnlyMemory<byte> Begin(ReadOnlyMemory<byte> text) => text[^text.Span.TrimStart(" \t\r\n\u001e"u8).Length..];

    /// <returns>From the next value of an array on, or from its end; that it is well formed has been looked at.</returns>
    private static ReadOnlyMemory<byte> Next(ReadOnlyMemory<byte> text) => text[^text.Span.TrimStart(" \t\r\n,"u8).Length..];

    private static (Root Root, int Length) RootOf(ReadOnlyMemory<byte> text)
    {
        var reader = new Utf8JsonReader(text.Span, OneOfMany);
        reader.Read();
        reader.Skip();
        var root = text[..(int)reader.BytesConsumed];
        Utf8Text.CheckNames(root.Span);
        return FeaturesIn(root.Span) is { } array
            ? (new Root((byte[])[.. root.Span[..array.Start], .. "[]"u8, .. root.Span[array.End..]], root[array]), root.Length)
            : (new Root(root, default), root.Length);
    }

    /// <returns>Where the array of the member <c>features</c> is; null when there is none.</returns>
    private static Range? FeaturesIn(ReadOnlySpan<byte> root)
    {
        var reader = new Utf8JsonReader(root, OneOfMany);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        Range? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFeatures = reader.ValueTextEquals("features"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            isFeatures &= reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
            found = isFeatures ? start..(int)reader.BytesConsumed : found;
        }

        return found;
    }

    private static void Check(JsonElement root, HashSet<string> scenes)
    {
        if (SceneOf(root) is { } scene && scenes.Add(scene) && scenes.Count > 1)
        {
            throw new RuleBrokenException("scene", $"The file names two scenes, {scenes.First()} and {scene}. Import one scene at a time.");
        }

        if (IsAlone(root))
        {
            return;
        }

        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("features", out var features)
            || features.ValueKind != JsonValueKind.Array
        )
        {
            throw new RuleBrokenException("body", "Send a GeoJSON FeatureCollection of detections.");
        }

        if (!CoordinateSystem.IsLongitudeAndLatitude(root))
        {
            throw new RuleBrokenException(
                "crs",
                "The file names another coordinate system. Transform it to longitude and latitude (EPSG:4326) first."
            );
        }
    }

    private static string? SceneOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("scene", out var scene)
            ? scene.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String when GeoJson.TextOf(scene) is { } name => name,
                _ => throw new RuleBrokenException("scene", "The member scene of the file is not valid text."),
            }
            : null;

    /// <summary>Whether it is a feature or a geometry, not a collection.</summary>
    private static bool IsAlone(JsonElement root) => TypeOf(root) is "Feature" or "Polygon" or "MultiPolygon" or "GeometryCollection";

    private static string? TypeOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
            ? GeoJson.TextOf(type)
            : null;

    private static Feature FeatureOf(JsonElement feature) =>
        feature.ValueKind != JsonValueKind.Object
            ? default
            : new Feature(
                feature.TryGetProperty("geometry", out var geometry) ? geometry : default,
                feature.TryGetProperty("properties", out var properties) ? properties : default,
                CoordinateSystem.IsLongitudeAndLatitude(feature)
            );
}
