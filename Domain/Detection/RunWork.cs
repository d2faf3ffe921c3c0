using System.Text.Json;
using Review.Domain.Scenes;

namespace Review.Domain.Detection;

/// <summary>Runs do what <see cref="DetectScene"/> does, with the detectors of this installation.</summary>
internal sealed class RunWork(IDetectors detectors, ISceneImages images, IRasterFiles files, ILandMask land) : IRunWork
{
    public async Task<ModelChoice> Choose(long scene, string? model, CancellationToken cancellation)
    {
        using var detector = detectors.Open(model);
        // Said now, not by a run that fails.
        _ = BandChoice.Of(detector.Card, (await ImageOf(scene, cancellation)).Bands);
        return Choice(detector.Card);
    }

    public async Task<RunFindings> Detect(long scene, ModelChoice choice, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        using var detector = detectors.Open(choice.Model);
        if (!IsTheOne(Choice(detector.Card), choice))
        {
            throw new RuleBrokenException(
                "model",
                $"The process that took up this run has {detector.Card.Name} {detector.Card.Version}, not {choice.Version}, or other "
                    + "parameters. Repeat the run to use what is there now."
            );
        }

        using var pixels = files.OpenPrepared(await ImageOf(scene, cancellation));
        var outcome = DetectScene.Run(pixels, detector, new DetectionSettings(), land, new Translated(progress), cancellation);
        return new RunFindings(
            outcome.Detections,
            new Dictionary<string, long>
            {
                ["windows"] = outcome.Windows.Planned,
                ["windowsWithoutSea"] = outcome.Windows.WithoutSea,
                ["windowsWithoutData"] = outcome.Windows.WithoutData,
                ["windowsDetected"] = outcome.Windows.Detected,
            },
            outcome
                .Stages.GroupBy(stage => stage.Stage)
                .ToDictionary(stage => stage.Key, stage => Math.Round(stage.Sum(one => one.Seconds), 3)),
            outcome.PeakMemoryBytes
        );
    }

    private async Task<SceneImage> ImageOf(long scene, CancellationToken cancellation) =>
        await images.Find(scene, cancellation) switch
        {
            null => throw new RuleBrokenException("scene", $"Scene {scene} has no image. Register one first."),
            { State: ImageState.Ready } image => image,
            { State: ImageState.Failed } image => throw new RuleBrokenException(
                "scene",
                $"The image of scene {scene} cannot be used: {image.Message}"
            ),
            _ => throw new RuleBrokenException("scene", $"The image of scene {scene} is being prepared. Start the run when it is ready."),
        };

    private static ModelChoice Choice(DetectorCard card) =>
        new(
            card.Name,
            card.Version,
            JsonSerializer.Serialize(
                new { detector = JsonSerializer.Deserialize<JsonElement>(card.Parameters), settings = new DetectionSettings() },
                JsonSerializerOptions.Web
            )
        );

    private static bool IsTheOne(ModelChoice here, ModelChoice asked) =>
        here.Version == asked.Version
        && JsonElement.DeepEquals(
            JsonSerializer.Deserialize<JsonElement>(here.Parameters),
            JsonSerializer.Deserialize<JsonElement>(asked.Parameters)
        );

    private sealed class Translated(IProgress<RunProgress> progress) : IProgress<DetectionProgress>
    {
        public void Report(DetectionProgress value) =>
            progress.Report(new RunProgress(value.Stage, value.Windows == 0 ? 0 : (double)value.Done / value.Windows));
    }
}
