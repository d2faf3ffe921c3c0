using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Domain.Slicks;

namespace Review.Data.Inference;

/// <summary>What a model file is, as a JSON file beside it says.</summary>
/// <param name="Kind"><c>onnx</c> or <c>remote</c>.</param>
/// <param name="File">Name of the model file in the same folder.</param>
/// <param name="Sha256">Of the file; the card does not match another one.</param>
/// <param name="Classes">Slick class of each output channel; a channel that is not named is the sea.</param>
internal sealed record ModelCard(
    string Kind,
    string Name,
    string Version,
    string Licence,
    string? File,
    string? Sha256,
    ModelInput? Input,
    ModelOutput? Output,
    IReadOnlyDictionary<int, int>? Classes,
    ModelThresholds? Thresholds,
    ModelSample? Sample,
    ModelLimits? Limits,
    Uri? Url,
    string? KeyVariable
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static ModelCard Read(string path)
    {
        try
        {
            var card =
                JsonSerializer.Deserialize<ModelCard>(System.IO.File.ReadAllBytes(path), Json) ?? throw new JsonException("it is empty");
            return
                string.IsNullOrWhiteSpace(card.Name) || string.IsNullOrWhiteSpace(card.Version) || string.IsNullOrWhiteSpace(card.Licence)
                ? throw new JsonException("it lacks a name, a version or a licence")
                : card;
        }
        catch (JsonException wrong)
        {
            throw new RuleBrokenException("model", $"The model card {Path.GetFileName(path)} cannot be used: {wrong.Message}");
        }
    }

    /// <summary>The model file, if it is the one that the card was written for.</summary>
    /// <exception cref="RuleBrokenException">It is not there, or another.</exception>
    public string FileIn(string folder)
    {
        // A name only: a card does not reach into other folders.
        var path = Path.Combine(folder, Path.GetFileName(File ?? ""));
        if (string.IsNullOrEmpty(File) || !System.IO.File.Exists(path))
        {
            throw Mismatch($"there is no file {File}");
        }

        using var stream = System.IO.File.OpenRead(path);
        return Sha256 is null || Convert.ToHexString(SHA256.HashData(stream)).Equals(Sha256, StringComparison.OrdinalIgnoreCase)
            ? path
            : throw Mismatch($"{File} has another SHA-256 than the card says");
    }

    public RuleBrokenException Mismatch(string reason) => new("model", $"The card of the model {Name} does not match its file: {reason}.");

    public IslandThresholds Islands =>
        Thresholds is { } own ? new IslandThresholds(own.Group, own.Outline, own.Keep) : IslandThresholds.Usual;

    /// <summary>Channels that are slicks, in their order, with their class.</summary>
    public IReadOnlyList<(int Channel, int Class)> Channels() =>
        Classes is { Count: > 0 } && Classes.Values.All(id => SlickClass.Find(id) is not null)
            ? [.. Classes.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))]
            : throw Mismatch("its classes are not those of slicks");
}

/// <param name="Size">Pixels each way.</param>
/// <param name="Unit">What the model was trained on.</param>
/// <param name="Mean">Taken off, for each band.</param>
/// <param name="Std">Divided by, for each band.</param>
/// <param name="Clip">Least and most of the pixel, before that.</param>
internal sealed record ModelInput(
    int Size,
    IReadOnlyList<string> Bands,
    PixelUnit Unit,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Std,
    IReadOnlyList<float>? Clip
);

internal sealed record ModelOutput(Activation Activation);

internal enum Activation
{
    None,
    Softmax,
    Sigmoid,
}

internal sealed record ModelThresholds(double Group, double Outline, double Keep);

/// <summary>A known answer: float32, little-endian, the normalised input and the probabilities of all channels.</summary>
internal sealed record ModelSample(string Input, string Output, float Tolerance);

/// <param name="MemoryMb">That all sessions together may take.</param>
internal sealed record ModelLimits(int MemoryMb, int Sessions);
