using System.CommandLine;
using System.Text.Json;
using Review.App.Shell;
using Review.App.Slicks;
using Review.Domain.Decisions;
using Review.Domain.Slicks;

namespace Review.App.Cli;

/// <summary><c>import FILE --scene NAME</c>: detections of a model enter the ledger as one run.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A GeoJSON FeatureCollection with inf_idx and machine_confidence." };
        var scene = new Option<string>("--scene") { Description = "Name of the scene, such as a Sentinel-1 product id.", Required = true };
        var map = new Option<string[]>("--map") { Description = "Which class an inf_idx stands for, like 1=4 or 2=NATURAL; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var acquired = new Option<string?>("--acquired") { Description = "Acquisition time of the scene, when its name does not tell (2026-01-31T12:00:00Z)." };
        var model = new Option<string>("--model") { Description = "What found them.", DefaultValueFactory = _ => "import" };
        var verb = new Command("import", "Import detections as slicks to review.") { file, scene, map, acquired, model };
        verb.SetAction((arguments, cancellation) => Import(
            arguments.GetRequiredValue(file),
            arguments.GetRequiredValue(scene),
            arguments.GetValue(map) is { Length: > 0 } pairs ? string.Join(',', pairs) : null,
            arguments.GetValue(acquired) is { } time ? QueryValues.Instant("--acquired", time) : null,
            arguments.GetRequiredValue(model),
            cancellation));
        return verb;
    }

    private static async Task<int> Import(FileInfo file, string scene, string? map, DateTimeOffset? acquired, string model, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            throw new CommandException($"There is no file {file}.");
        }

        var detections = await Read(file, DetectionFile.ClassMap(map), cancellation);
        await using var session = await Session.Open(cancellation);
        var result = await session.Send(new ImportDetections(scene, acquired, model, Simulated: false, detections, new Authorship(Session.Operator)), cancellation);
        if (result.SceneTimeGuessed)
        {
            await Console.Error.WriteLineAsync($"The name {scene} does not tell when the scene was acquired, so the time of this import stands in the ledger. Say it with --acquired next time.");
        }

        Console.WriteLine(JsonSerializer.Serialize(new ImportRoutes.ImportAnswer(result.Run, result.Slicks), JsonSerializerOptions.Web));
        return 0;
    }

    private static async Task<IReadOnlyList<Detection>> Read(FileInfo file, IReadOnlyDictionary<int, int> map, CancellationToken cancellation)
    {
        await using var stream = file.OpenRead();
        try
        {
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
            return DetectionFile.Read(document.RootElement, map);
        }
        catch (JsonException wrong)
        {
            throw new CommandException($"{file} is not JSON: {wrong.Message}");
        }
    }
}
