using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Review.Data;
using Review.Domain.Detection;
using Review.Domain.Geometry;
using Review.Domain.Scenes;
using Review.Domain.Slicks;

namespace Review.App.Cli;

/// <summary><c>detect SCENE_FILE</c>: what a detector finds in an image file, without any database.</summary>
internal static class DetectVerb
{
    private const float NoProbability = -1;

    public static Command Create()
    {
        var file = new Argument<string>("SCENE_FILE") { Description = "GeoTIFF, Sentinel-1 .SAFE (folder or zip) or PNG." };
        var bounds = new Option<string?>("--bounds")
        {
            Description = "west,south,east,north in degrees, of an image that does not say where it lies.",
        };
        var unit = new Option<PixelUnit?>("--unit")
        {
            Description = "What the numbers are, when the file does not tell: sigma0, decibel or amplitude.",
        };
        var model = new Option<string?>("--model") { Description = "Which detector; without it, dark-spot." };
        var zoom = new Option<int?>("--zoom")
        {
            Description = "Zoom of the windows' grid; without it 9, or the image's own pixels when it has few.",
        };
        var output = new Option<FileInfo?>("--out")
        {
            Description = "Where to write the detections as GeoJSON; without it, standard output.",
        };
        var probability = new Option<FileInfo?>("--probability")
        {
            Description = "Where to write the probability of each pixel, as a GeoTIFF.",
        };
        var verb = new Command("detect", "Find slicks in an image file; nothing enters the ledger.")
        {
            file,
            bounds,
            unit,
            model,
            zoom,
            output,
            probability,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                Detect(
                    arguments.GetRequiredValue(file),
                    arguments.GetValue(bounds) is { } box ? SceneVerb.Box(box) : null,
                    arguments.GetValue(unit),
                    arguments.GetValue(model),
                    new DetectionSettings
                    {
                        Zoom = arguments.GetValue(zoom),
                        KeepProbability = arguments.GetValue(probability) is not null,
                    },
                    arguments.GetValue(output),
                    arguments.GetValue(probability),
                    cancellation
                )
        );
        return verb;
    }

    internal static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddDetection(Session.Settings());
        return services.BuildServiceProvider();
    }

    private static async Task<int> Detect(
        string file,
        GeoBox? bounds,
        PixelUnit? unit,
        string? model,
        DetectionSettings settings,
        FileInfo? output,
        FileInfo? probability,
        CancellationToken cancellation
    )
    {
        CheckFolder(output);
        CheckFolder(probability);
        await using var services = Services();
        var rasters = services.GetRequiredService<IRasterFiles>();
        using var pixels = rasters.Open(file, bounds, unit);
        if (pixels.Facts.UnitIsGuess)
        {
            await Console.Error.WriteLineAsync(GuessedUnit.Sentence(Path.GetFileName(file), pixels.Unit));
        }

        using var detector = services.GetRequiredService<IDetectors>().Open(model);
        DetectionOutcome outcome;
        using (var line = new WindowLine())
        {
            outcome = DetectScene.Run(pixels, detector, settings, services.GetRequiredService<ILandMask>(), line, cancellation);
        }

        await Write(outcome, detector.Card, output, cancellation);
        if (probability is not null)
        {
            WriteProbability(rasters, outcome.Probability!, probability.FullName, detector.Card.Name);
        }

        await Tell(outcome, detector.Card, pixels);
        return 0;
    }

    private static void CheckFolder(FileInfo? file)
    {
        if (file is { Directory.Exists: false })
        {
            throw new CommandException($"There is no folder {file.DirectoryName}.");
        }
    }

    private static async Task Write(DetectionOutcome outcome, DetectorCard card, FileInfo? output, CancellationToken cancellation)
    {
        var bytes = DetectionGeoJson.Write(outcome.Detections, $"{card.Name} {card.Version}");
        if (output is null)
        {
            await using var standard = Console.OpenStandardOutput();
            await standard.WriteAsync(bytes, cancellation);
            return;
        }

        var partial = output.FullName + ".partial";
        await File.WriteAllBytesAsync(partial, bytes, cancellation);
        File.Move(partial, output.FullName, overwrite: true);
    }

    private static void WriteProbability(IRasterFiles rasters, ProbabilityRaster raster, string path, string model)
    {
        using var writer = rasters.Create(
            path,
            new RasterLayout(
                raster.Bounds,
                raster.Width,
                raster.Height,
                ["probability"],
                RasterType.Real32,
                NoProbability,
                PixelUnit.Sigma0,
                new Dictionary<string, string> { ["MODEL"] = model }
            )
        );
        writer.Write(0, 0, 0, raster.Width, raster.Height, raster.Pixels);
        writer.Complete();
    }

    private static async Task Tell(DetectionOutcome outcome, DetectorCard card, IScenePixels pixels)
    {
        var (windows, error) = (outcome.Windows, Console.Error);
        var classes = outcome
            .Detections.GroupBy(one => one.Class)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {SlickClass.Find(group.Key)?.Code}");
        await error.WriteLineAsync(
            $"{outcome.Detections.Count} "
                + $"{(outcome.Detections.Count == 1 ? "detection" : "detections")}{(outcome.Detections.Count > 0 ? $" ({string.Join(", ", classes)})" : "")} by {card.Name} {card.Version} in {pixels.Size.Width:N0} × {pixels.Size.Height:N0} pixels."
        );
        await error.WriteLineAsync(
            $"{windows.Detected} of {windows.Planned} windows searched; {windows.WithoutSea} without sea, {windows.WithoutData} "
                + "without data."
        );
        foreach (var stage in outcome.Stages)
        {
            var rate =
                stage.Megapixels > 0 && stage.CpuSeconds > 0
                    ? string.Create(CultureInfo.InvariantCulture, $", {stage.Megapixels / stage.CpuSeconds:0.0} Mpx/s a thread")
                    : "";
            await error.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {stage.Stage.PadRight(7)} {stage.CpuSeconds.ToString("0.00", CultureInfo.InvariantCulture).PadLeft(8)} s of "
                        + $"work{rate}"
                )
            );
        }

        await error.WriteLineAsync($"Peak memory {outcome.PeakMemoryBytes / (1 << 20):N0} MB.");
    }
}

/// <summary>A line on standard error that follows the windows, on a terminal.</summary>
internal sealed class WindowLine : IProgress<DetectionProgress>, IDisposable
{
    private readonly Lock gate = new();

    public void Report(DetectionProgress value)
    {
        if (!Console.IsErrorRedirected)
        {
            lock (gate)
            {
                Console.Error.Write($"\r{value.Stage}: {value.Done} of {value.Windows} windows ");
            }
        }
    }

    public void Dispose()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.WriteLine();
        }
    }
}

/// <summary>Detections as GeoJSON, as <c>import</c> reads it.</summary>
internal static class DetectionGeoJson
{
    public static byte[] Write(IReadOnlyList<Detection> detections, string model)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString("model", model);
            json.WriteStartArray("features");
            foreach (var detection in detections)
            {
                Write(json, detection);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Detection detection)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteNumber("inf_idx", detection.Class);
        json.WriteNumber("class", detection.Class);
        json.WriteString("class_code", SlickClass.Find(detection.Class)?.Code);
        json.WriteNumber("machine_confidence", detection.MachineConfidence!.Value);
        json.WritePropertyName("meta");
        json.WriteRawValue(detection.Meta!);
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        OutlineJson.Of(detection.Outline).WriteTo(json);
        json.WriteEndObject();
    }
}
