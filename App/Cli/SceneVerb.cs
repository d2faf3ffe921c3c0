using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Review.App.Scenes;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.App.Cli;

/// <summary><c>scene add|list|show</c>: images of scenes.</summary>
internal static class SceneVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Argument<string> Image = new("FILE")
    {
        Description =
            "GeoTIFF, Sentinel-1 GRD .SAFE (folder or zip) or PNG; it is not changed, and must stay where it is. Or "
            + "s3://BUCKET/KEY, which is fetched.",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "Name of the scene; without it, the product's or the file's.",
    };

    private static readonly Option<string?> Acquired = new("--acquired")
    {
        Description = "Acquisition time, when neither name nor file tells (2026-01-31T12:00:00Z).",
    };

    private static readonly Option<string?> Bounds = new("--bounds")
    {
        Description = "west,south,east,north in degrees, of an image that does not say where it lies.",
    };

    private static readonly Option<PixelUnit?> Unit = new("--unit")
    {
        Description = "What the numbers are: sigma0 (linear), decibel, or amplitude.",
    };

    private static readonly Option<string?> Bands = new("--bands")
    {
        Description = "What its bands are, in their order, such as VV,VH, when the file does not say it.",
    };

    public static Command Create() =>
        new("scene", "Radar images, to be seen under the slicks and searched for new ones.") { Add(), List(), Show() };

    private static Command Add()
    {
        var verb = new Command("add", "Register an image, and prepare it to be looked at.") { Image, Name, Acquired, Bounds, Unit, Bands };
        verb.SetAction(Register);
        return verb;
    }

    private static async Task<int> Register(ParseResult arguments, CancellationToken cancellation)
    {
        // As who serves: what cannot be read here would not be shown there.
        var path = arguments.GetRequiredValue(Image);
        await Session.GiveUpRoot(Session.Settings(), SceneObject.IsOne(path) ? [] : [path], Console.Error.WriteLine, cancellation);
        await using var session = await Session.Open(cancellation);
        using var fetching = new FetchLine();
        var registered = await session.Send(
            new RegisterScene(
                path,
                arguments.GetValue(Name),
                arguments.GetValue(Acquired) is { } time ? WrittenValues.Instant("--acquired", time) : null,
                arguments.GetValue(Bounds) is { } box ? Box(box) : null,
                arguments.GetValue(Unit),
                Simulated: false,
                Session.Operator,
                Prepare: false,
                Bands: arguments.GetValue(Bands)?.Split(',', StringSplitOptions.TrimEntries),
                Fetching: fetching
            ),
            cancellation
        );
        fetching.Dispose();
        foreach (var warning in registered.Warnings)
        {
            await Console.Error.WriteLineAsync(warning);
        }

        if (registered.Missing.Count > 0)
        {
            await Console.Error.WriteLineAsync(
                $"The product lacks {string.Join(", ", registered.Missing)}; it is shown with " + $"{string.Join(", ", registered.Bands)}."
            );
        }

        await session.Send(new PrepareScene(registered.Id), cancellation);
        var scene = await session.Send(new GetScene(registered.Id), cancellation);
        Console.WriteLine(JsonSerializer.Serialize(SceneAnswer.Of(scene, details: true), Json));
        return scene.Imagery is { State: ImageState.Failed, Message: var why }
            ? throw new CommandException(why ?? "The image cannot be used.")
            : 0;
    }

    private static Command List()
    {
        var name = new Option<string?>("--name") { Description = "A part of the scene's name." };
        var verb = new Command("list", "Scenes with an image, newest first.") { name };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                foreach (
                    var scene in await session.Send(
                        new ListScenes(new SceneFilter(Imagery: true, Name: arguments.GetValue(name), Limit: SceneFilter.MostLimit)),
                        cancellation
                    )
                )
                {
                    var image = scene.Imagery!;
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{scene.Id}\t{scene.Acquired:yyyy-MM-dd'T'HH:mm:ss'Z'}\t{image.State.ToString().ToLowerInvariant()}\t{string.Join('+', image.Bands)}\t{image.Width}x{image.Height}\t{scene.Name}"
                        )
                    );
                }

                return 0;
            }
        );
        return verb;
    }

    private static Command Show()
    {
        var id = new Argument<long>("ID") { Description = "Of the scene, as list prints it." };
        var verb = new Command("show", "One scene with its image.") { id };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        SceneAnswer.Of(await session.Send(new GetScene(arguments.GetRequiredValue(id)), cancellation), details: true),
                        Json
                    )
                );
                return 0;
            }
        );
        return verb;
    }

    internal static GeoBox Box(string text)
    {
        var parts = text.Split(',')
            .Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)
            .ToArray();
        return parts is [var west, var south, var east, var north] && GeoBox.Written(west, south, east, north) is { IsOnEarth: true } box
            ? box
            : throw new CommandException(
                "--bounds is west,south,east,north in degrees: east above west (or over the antimeridian), south below north."
            );
    }
}

/// <summary>How much of an object is here, in MB; nothing is said of a file, nor of an object that is here already.</summary>
internal sealed class FetchLine : IProgress<FetchProgress>, IDisposable
{
    private const int Megabyte = 1_000_000;
    private ProgressLine? line;

    public void Report(FetchProgress value)
    {
        var total = (int)((value.TotalBytes ?? 0) / Megabyte);
        if (total > 0 && (line is not null || value.Bytes < value.TotalBytes))
        {
            line ??= new ProgressLine("MB fetched", total);
            line.Report((int)(value.Bytes / Megabyte));
        }
    }

    public void Dispose() => line?.Dispose();
}
