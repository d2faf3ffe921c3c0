using System.CommandLine;
using System.Text.Json;
using Review.App.Slicks;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.App.Cli;

/// <summary><c>import FILE --scene NAME</c>: detections of a model enter the ledger as one run.</summary>
internal static class ImportVerb
{
    // From so many detections on it takes seconds, and tells how far it is.
    private const int Many = 5_000;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "GeoJSON: a FeatureCollection, a Feature, or one Feature a line; with inf_idx and machine_confidence.",
        };
        var scene = new Option<string?>("--scene")
        {
            Description = "Name of the scene, such as a Sentinel-1 product id, when the file has no member scene.",
        };
        var map = new Option<string[]>("--map")
        {
            Description = "Which class an inf_idx stands for, like 1=4 or 2=NATURAL; may be given several times.",
            AllowMultipleArgumentsPerToken = true,
        };
        var classProperty = new Option<string?>("--class-property")
        {
            Description = "Which property tells the class, instead of inf_idx; --map says what its values stand for (oil=5).",
        };
        var confidenceProperty = new Option<string?>("--confidence-property")
        {
            Description = "Which property tells the model's confidence, instead of machine_confidence.",
        };
        var unclassified = new Option<string?>("--unclassified")
        {
            Description = "The class of what has none in its properties, like AMBIGUOUS; without it, that is refused.",
        };
        var acquired = new Option<string?>("--acquired")
        {
            Description = "Acquisition time of the scene, when its name does not tell (2026-01-31T12:00:00Z).",
        };
        var model = new Option<string>("--model") { Description = "What found them.", DefaultValueFactory = _ => "import" };
        var again = new Option<bool>("--again")
        {
            Description = "Import the same outlines into the scene a second time; without it, that is refused.",
        };
        var verb = new Command("import", "Import detections as slicks to review.")
        {
            file,
            scene,
            map,
            classProperty,
            confidenceProperty,
            unclassified,
            acquired,
            model,
            again,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                Import(
                    arguments.GetRequiredValue(file),
                    arguments.GetValue(scene),
                    DetectionMapping.Parse(
                        arguments.GetValue(map) is { Length: > 0 } pairs ? string.Join(',', pairs) : null,
                        arguments.GetValue(classProperty),
                        arguments.GetValue(confidenceProperty),
                        arguments.GetValue(unclassified)
                    ),
                    arguments.GetValue(acquired) is { } time ? WrittenValues.Instant("--acquired", time) : null,
                    arguments.GetRequiredValue(model),
                    arguments.GetValue(again),
                    cancellation
                )
        );
        return verb;
    }

    private static async Task<int> Import(
        FileInfo file,
        string? scene,
        DetectionMapping mapping,
        DateTimeOffset? acquired,
        string model,
        bool again,
        CancellationToken cancellation
    )
    {
        if (!file.Exists)
        {
            throw new CommandException($"There is no file {file}.");
        }

        var detections = DetectionFile.Read(await BytesOf(file, cancellation), mapping, scene);
        await using var session = await Session.Open(cancellation);
        var result = await Send(session, detections, acquired, model, again, cancellation);
        if (result.SceneTimeGuessed)
        {
            await Console.Error.WriteLineAsync(
                $"The name {detections.Scene} does not tell when the scene was acquired, so the time of this import stands in the "
                    + "ledger. Say it with --acquired next time."
            );
        }

        Console.WriteLine(JsonSerializer.Serialize(new ImportRoutes.ImportAnswer(result.Run, result.Slicks), JsonSerializerOptions.Web));
        return 0;
    }

    private static async Task<ImportResult> Send(
        Session session,
        DetectionFile file,
        DateTimeOffset? acquired,
        string model,
        bool again,
        CancellationToken cancellation
    )
    {
        var by = new Authorship(Session.Operator);
        var request = new ImportDetections(file.Scene, acquired, model, Simulated: false, file.Detections, by, again);
        if (file.Detections.Count < Many)
        {
            return await session.Send(request, cancellation);
        }

        using var bar = new ProgressLine("detections", file.Detections.Count);
        try
        {
            return await session.Send(request with { Progress = bar }, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            bar.Say("Stopped. Nothing was imported.");
            throw;
        }
    }

    private static async Task<byte[]> BytesOf(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(file.FullName, cancellation);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {wrong.Message}");
        }
    }
}
