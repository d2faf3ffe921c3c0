using Microsoft.Extensions.Configuration;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Detection.DarkSpot;

namespace Review.Data.Inference;

/// <summary>
/// The dark-spot detector, and one for each model card in the models folder (<c>REVIEW_MODELS</c>, by default <c>models</c> under the data
/// folder).
/// </summary>
internal sealed class Detectors(IConfiguration settings, string folder) : IDetectors
{
    public IReadOnlyList<DetectorSummary> List() =>
        [
            new DetectorSummary(IDetectors.Usual, "dark-spot", "Dark spots by contrast, edges and shape; needs no weights."),
            .. Cards()
                .Select(card => new DetectorSummary(
                    card.Name,
                    card.Kind,
                    card.Kind == "remote" ? $"Asks {card.Url?.Host}." : $"{card.File}, {card.Licence}."
                )),
        ];

    public IDetector Open(string? name)
    {
        if (name is null or IDetectors.Usual)
        {
            return new DarkSpotDetector(DarkSpotSettings.Read(settings));
        }

        var card =
            Cards().FirstOrDefault(card => card.Name == name)
            ?? throw new RuleBrokenException(
                "model",
                $"There is no model {name}. There is {string.Join(", ", List().Select(known => known.Name))}; a model's card belongs "
                    + $"into {folder}."
            );
        return card.Kind switch
        {
            "onnx" => new OnnxDetector(card, folder),
            "remote" => RemoteDetector.Connect(card, Environment.GetEnvironmentVariable(card.KeyVariable ?? "")),
            var other => throw new RuleBrokenException("model", $"The model {name} is of the kind {other}; there are onnx and remote."),
        };
    }

    private IEnumerable<ModelCard> Cards() =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ModelCard.Read) : [];
}
