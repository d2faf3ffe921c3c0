using System.Globalization;
using System.Text.Json;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.App.Slicks;

/// <summary>Which properties of a feature tell its class and the model's confidence, and which class each value stands for.</summary>
/// <param name="ClassProperty">Its values are whole numbers for <see cref="UsualClassProperty"/>, texts or numbers for any other.</param>
/// <param name="Classes">By value; null when the values themselves name classes.</param>
/// <param name="ConfidenceProperty">From 0 to 1.</param>
/// <param name="Unclassified">The class of what has none in its properties; null when that is refused.</param>
internal sealed record DetectionMapping(
    string ClassProperty,
    IReadOnlyDictionary<string, int>? Classes,
    string ConfidenceProperty,
    int? Unclassified
)
{
    public const string UsualClassProperty = "inf_idx";
    public const string UsualConfidenceProperty = "machine_confidence";

    /// <summary><c>inf_idx</c> and <c>machine_confidence</c>, with <see cref="ImportDetections.UsualClasses"/>.</summary>
    public static DetectionMapping Usual { get; } = Parse(null, null, null, null);

    /// <param name="map"><c>1=4,2=NATURAL</c>: which class each value stands for.</param>
    /// <param name="unclassified">A class, such as AMBIGUOUS.</param>
    /// <exception cref="RuleBrokenException">The map is not a list of pairs, or a class does not exist.</exception>
    public static DetectionMapping Parse(string? map, string? classProperty, string? confidenceProperty, string? unclassified) =>
        new(
            classProperty ?? UsualClassProperty,
            map is not null ? Pairs(map, classProperty ?? UsualClassProperty)
                : classProperty is null or UsualClassProperty
                    ? ImportDetections.UsualClasses.ToDictionary(pair => KeyOf(pair.Key), pair => pair.Value)
                : null,
            confidenceProperty ?? UsualConfidenceProperty,
            unclassified is null
                ? null
                : SlickClass.Parse(unclassified)?.Id ?? throw new RuleBrokenException("unclassified", $"There is no class {unclassified}.")
        );

    /// <returns>The class of a feature.</returns>
    /// <exception cref="RuleBrokenException">It has none, or one that the mapping does not know.</exception>
    public int ClassOf(JsonElement properties, int index)
    {
        if (Member(properties, ClassProperty) is not { } value)
        {
            return Unclassified
                ?? throw Wrong(
                    index,
                    $"has no {ClassProperty}, which tells its class. Say which property does (classProperty=type and map=oil=5), or "
                        + "that it is not classified (unclassified=AMBIGUOUS)"
                );
        }

        var key =
            value.ValueKind switch
            {
                JsonValueKind.Number => KeyOf(value.GetDouble()),
                JsonValueKind.String when ClassProperty != UsualClassProperty => GeoJson.TextOf(value),
                JsonValueKind.True or JsonValueKind.False when ClassProperty != UsualClassProperty => value.ValueKind == JsonValueKind.True
                    ? "true"
                    : "false",
                _ => null,
            }
            ?? throw Wrong(
                index,
                $"has a {ClassProperty} that is no {(ClassProperty == UsualClassProperty ? "number" : "text or number")}"
            );
        return Classes is null
                ? SlickClass.Parse(key)?.Id
                    ?? throw Wrong(index, $"has {ClassProperty} {key}, which is no class. Say which one it stands for: map={key}=13")
            : Classes.TryGetValue(key, out var id) ? id
            : throw Wrong(index, $"has {ClassProperty} {key}, and the map does not say which class that is. Add it, like {key}=13");
    }

    /// <returns>Null when the feature has none.</returns>
    /// <exception cref="RuleBrokenException">It is no number.</exception>
    public double? ConfidenceOf(JsonElement properties, int index) =>
        Member(properties, ConfidenceProperty) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
            _ => throw new RuleBrokenException(
                $"features[{index}].{ConfidenceProperty}",
                $"The {ConfidenceProperty} of feature {index} (counted from 0) is not a number. Nothing was imported."
            ),
        };

    /// <summary>A property that was asked for by name and that no feature has is a slip of the hand.</summary>
    /// <exception cref="RuleBrokenException">That is so.</exception>
    public void CheckConfidence(IReadOnlyList<Detection> detections)
    {
        if (
            ConfidenceProperty != UsualConfidenceProperty
            && detections.Count > 0
            && detections.All(detection => detection.MachineConfidence is null)
        )
        {
            throw new RuleBrokenException("confidenceProperty", $"No feature has a property {ConfidenceProperty}.");
        }
    }

    private static Dictionary<string, int> Pairs(string map, string classProperty)
    {
        var classes = new Dictionary<string, int>();
        foreach (var pair in map.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var middle = pair.LastIndexOf('=');
            var value = middle < 1 ? "" : pair[..middle].Trim();
            if (
                value.Length == 0
                || SlickClass.Parse(pair[(middle + 1)..].Trim()) is not { } node
                || (classProperty == UsualClassProperty && !IsWhole(value))
            )
            {
                throw new RuleBrokenException("map", $"{pair} is not of the form {classProperty}=class, like 1=4 or 1=INFRASTRUCTURE.");
            }

            classes[value] = node.Id;
        }

        return classes;
    }

    private static bool IsWhole(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string KeyOf(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static JsonElement? Member(JsonElement properties, string name) =>
        properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private RuleBrokenException Wrong(int index, string why) =>
        new($"features[{index}].{ClassProperty}", $"Feature {index} (counted from 0) {why}. Nothing was imported.");
}
