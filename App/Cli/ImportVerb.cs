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

    private static readonly Argument<FileInfo> Detections = new("FILE")
    {
        Description = "GeoJSON: a FeatureCollection, a Feature, or one Feature a line; with inf_idx and machine_confidence.",
    };

    private static readonly Option<string?> Scene = new("--scene")
    {
        Description = "Name of the scene, such as a Sentinel-1 product id, when the file has no member scene.",
    };

    private static readonly Option<string[]> Map = new("--map")
    {
        Description = "Which class an inf_idx stands for, like 1=4 or 2=NATURAL; may be given several times.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> ClassProperty = new("--class-property")
    {
        Description = "Which property tells the class, instead of inf_idx; --map says what its values stand for (oil=5).",
    };

    private static readonly Option<string?> ConfidenceProperty = new("--confidence-property")
    {
        Description = "Which property tells the model's confidence, instead of machine_confidence.",
    };

    private static readonly Option<string?> Unclassified = new("--unclassified")
    {
        Description = "The class of what has none in its properties, like AMBIGUOUS; without it, that is refused.",
    };

    private static readonly Option<string?> Acquired = new("--acquired")
    {
        Description = "Acquisition time of the scene, when its name does not tell (2026-01-31T12:00:00Z).",
    };

    private static readonly Option<string> Model = new("--model") { Description = "What found them.", DefaultValueFactory = _ => "import" };

    private static readonly Option<bool> Again = new("--again")
    {
        Description = "Import the same outlines into the scene a second time; without it, that is refused.",
    };

    public static Command Create()
    {
        var verb = new Command("import", "Import detections as slicks to review.")
        {
            Detections,
            Scene,
            Map,
            ClassProperty,
            ConfidenceProperty,
            Unclassified,
            Acquired,
            Model,
            Again,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                Import(
                    arguments.GetRequiredValue(Detections),
                    arguments.GetValue(Scene),
                    DetectionMapping.Parse(
                        arguments.GetValue(Map) is { Length: > 0 } pairs ? string.Join(',', pairs) : null,
                        arguments.GetValue(ClassProperty),
                        arguments.GetValue(ConfidenceProperty),
                        arguments.GetValue(Unclassified)
                    ),
                    arguments.GetValue(Acquired) is { } time ? WrittenValues.Instant("--acquired", time) : null,
                    arguments.GetRequiredValue(Model),
                    arguments.GetValue(Again),
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
