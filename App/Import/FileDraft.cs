using Review.App.Map;
using Review.App.Slicks;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.App.Import;

/// <summary>A file that is to be imported, and what a person says of it, before anything is written.</summary>
public sealed class FileDraft
{
    private const int MostShapes = 2_000;
    private static readonly string[] ClassNames =
    [
        DetectionMapping.UsualClassProperty,
        "class",
        "slick_class",
        "type",
        "label",
        "category",
    ];
    private static readonly string[] ConfidenceNames =
    [
        DetectionMapping.UsualConfidenceProperty,
        "confidence",
        "score",
        "probability",
        "prob",
    ];

    private FileDraft(string fileName, ReadOnlyMemory<byte> text, FeatureProperties properties) =>
        (FileName, Text, Properties) = (fileName, text, properties);

    public string FileName { get; }

    public ReadOnlyMemory<byte> Text { get; }

    public FeatureProperties Properties { get; }

    /// <summary>Which property tells the class; null when none does.</summary>
    public string? ClassProperty { get; private set; }

    /// <summary>The class of each value of <see cref="ClassProperty"/>; null where nobody has said it yet.</summary>
    public Dictionary<string, int?> Classes { get; private set; } = [];

    /// <summary>The class of a feature that has none; null when that is to be refused.</summary>
    public int? Unclassified { get; set; }

    /// <summary>Which property tells the model's confidence; null when none does.</summary>
    public string? ConfidenceProperty { get; set; }

    public string Scene { get; set; } = "";

    /// <summary>A time with a zone; empty for what scene or name tell.</summary>
    public string Acquired { get; set; } = "";

    /// <summary>What found them.</summary>
    public string Model { get; set; } = "import";

    /// <summary>The same outlines are meant to be in the scene a second time.</summary>
    public bool Again { get; set; }

    /// <summary>Values that nobody has given a class.</summary>
    public IReadOnlyList<string> Open => [.. Classes.Where(pair => pair.Value is null).Select(pair => pair.Key)];

    /// <summary>Reads a file and guesses what its properties mean.</summary>
    /// <exception cref="RuleBrokenException">It is no GeoJSON, or has no feature.</exception>
    public static FileDraft Of(string fileName, ReadOnlyMemory<byte> text)
    {
        var properties = FeatureProperties.Read(text);
        if (properties.Features == 0)
        {
            throw new RuleBrokenException("body", $"{fileName} holds no features.");
        }

        var draft = new FileDraft(fileName, text, properties) { Scene = properties.Scene ?? SceneOf(fileName) };
        draft.TakeClass(Named(properties, ClassNames)?.Name);
        draft.ConfidenceProperty = Named(properties, ConfidenceNames) is { IsNumber: true } known ? known.Name : null;
        return draft;
    }

    /// <summary>Another property tells the class: its values are given the classes that they name.</summary>
    /// <param name="property">Null for none.</param>
    public void TakeClass(string? property)
    {
        ClassProperty = property;
        var values = Properties.All.FirstOrDefault(one => one.Name == property)?.Values.Keys ?? [];
        Classes = values.ToDictionary(value => value, value => Guess(property!, value));
        Unclassified = property is null ? SlickClass.AmbiguousId : null;
    }

    /// <exception cref="RuleBrokenException">A value has no class yet.</exception>
    internal DetectionMapping Mapping() =>
        Open is [var value, ..]
            ? throw new RuleBrokenException("map", $"Say which class {ClassProperty} {value} stands for.")
            : new DetectionMapping(
                ClassProperty ?? DetectionMapping.UsualClassProperty,
                ClassProperty is null ? [] : Classes.ToDictionary(pair => pair.Key, pair => pair.Value!.Value),
                ConfidenceProperty ?? DetectionMapping.UsualConfidenceProperty,
                Unclassified
            );

    /// <summary>Reads it as it would be imported; nothing is written.</summary>
    /// <exception cref="RuleBrokenException">A feature cannot be taken; the sentence says which and why.</exception>
    /// <exception cref="OutlineException">A geometry cannot be used.</exception>
    internal ImportPreview Read()
    {
        // What has no class by the mapping is not read as one by chance, because it has the usual property.
        var mapping = ClassProperty is null ? Mapping() with { ClassProperty = "" } : Mapping();
        var file = DetectionFile.Read(Text, mapping, Scene.Trim());
        var counts = file.Detections.GroupBy(one => one.Class).ToDictionary(group => group.Key, group => group.Count());
        return new ImportPreview(
            file.Detections,
            counts,
            [.. file.Detections.Take(MostShapes).Select(one => new MapShape(one.Outline, one.Class, Figures.Class(one.Class)))]
        );
    }

    /// <exception cref="RuleBrokenException">A field cannot be read; the sentence says what belongs there.</exception>
    internal ImportDetections Command(ImportPreview preview, Authorship by, IProgress<int> progress) =>
        new(
            Scene.Trim(),
            Acquired.Trim() is { Length: > 0 } time ? WrittenValues.Instant("acquired", time) : null,
            Model.Trim() is { Length: > 0 } model ? model : "import",
            Simulated: false,
            preview.Detections,
            by,
            Again,
            progress
        );

    private static FeatureProperty? Named(FeatureProperties properties, string[] names) =>
        names
            .Select(name => properties.All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(one => one is { HasMany: false } || (one is not null && names == ConfidenceNames));

    private static int? Guess(string property, string value) =>
        property == DetectionMapping.UsualClassProperty
            ? int.TryParse(value, out var index) && ImportDetections.UsualClasses.TryGetValue(index, out var usual)
                ? usual
                : null
            : SlickClass.Parse(value)?.Id;

    // Detections are often called like the product that they were made in.
    private static string SceneOf(string fileName)
    {
        var stem = Path.GetFileNameWithoutExtension(fileName);
        return stem.Length >= 67 && Domain.Scenes.SceneName.TryParse(stem[..67]) is { } name ? name.ToString() : "";
    }
}

/// <summary>What an import would put in.</summary>
/// <param name="Counts">By class.</param>
/// <param name="Shapes">For the map: the first 2,000.</param>
internal sealed record ImportPreview(
    IReadOnlyList<Detection> Detections,
    IReadOnlyDictionary<int, int> Counts,
    IReadOnlyList<MapShape> Shapes
);
