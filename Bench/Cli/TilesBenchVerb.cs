using System.CommandLine;
using System.Net.Http.Headers;
using Review.App.Cli;
using Review.App.Shell;
using Review.Domain.People;
using Review.Domain.Scenes;

namespace Review.Bench.Cli;

/// <summary><c>bench tiles</c>: raster tiles beside the libraries and servers that make them too.</summary>
internal static class TilesBenchVerb
{
    public static Command Create()
    {
        var file = new Option<FileInfo?>("--file")
        {
            Description = "A COG with 16-bit amplitudes; without it, one with simulated speckle is made.",
        };
        var tiles = new Option<int>("--tiles") { Description = "Measured tiles of each side.", DefaultValueFactory = _ => 400 };
        var seconds = new Option<int>("--seconds") { Description = "Of each run with wrk.", DefaultValueFactory = _ => 8 };
        var verb = new Command("tiles", "Raster tiles beside GDAL's own warp, and beside MapServer (cgi-mapserver, lighttpd, wrk).")
        {
            file,
            tiles,
            seconds,
        };
        verb.SetAction(
            (arguments, cancellation) => Run(arguments.GetValue(file), arguments.GetValue(tiles), arguments.GetValue(seconds), cancellation)
        );
        return verb;
    }

    // Everything that is made lies in a folder of its own, pictures too, and is gone in the end.
    private static async Task<int> Run(FileInfo? file, int tiles, int seconds, CancellationToken cancellation)
    {
        var settings = Session.Settings();
        var folder = Directory.CreateTempSubdirectory("slick-review-bench-").FullName;
        await using var database = await Session.OpenDatabase(settings, cancellation);
        await using var scratch = await database.CreateScratch(cancellation);
        await scratch.Migrate(cancellation);
        await using var app = WebHost.Build(
            scratch,
            new ConfigurationBuilder()
                .AddConfiguration(settings)
                .AddInMemoryCollection([
                    new("REVIEW_URLS", "http://127.0.0.1:0"),
                    new("REVIEW_DATA", folder),
                    new("Logging:LogLevel:Default", "Warning"),
                ])
                .Build()
        );
        await app.StartAsync(cancellation);
        var verdict = new Verdict(Console.Out);
        try
        {
            await Measure(app, file?.FullName ?? Path.Combine(folder, "bench.tif"), tiles, seconds, verdict, cancellation);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }

        return await verdict.Say();
    }

    private static async Task Measure(
        WebApplication app,
        string path,
        int tiles,
        int seconds,
        Verdict verdict,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(path))
        {
            BenchScene.Write(app.Services.GetRequiredService<IRasterFiles>(), path);
        }

        var useCases = app.Services.GetRequiredService<UseCases>();
        var scene = await useCases.Send(
            new RegisterScene(path, "bench", DateTimeOffset.UnixEpoch, null, null, Simulated: true, "bench", Prepare: false),
            cancellation
        );
        await useCases.Send(new PrepareScene(scene.Id), cancellation);
        var image = (await useCases.Send(new GetScene(scene.Id), cancellation)).Imagery!;
        if (image.File != path)
        {
            throw new CommandException(
                image.Message ?? "The file has no overviews: MapServer would show another one than this application. Give a COG."
            );
        }

        var key = await useCases.Send(new CreateApiKey("bench", Role.Viewer), cancellation);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Console.WriteLine($"{Machine.Describe()}; {image.Width} × {image.Height} pixels, {image.Crs}.\n");
        await new TileBench(
            app.Services.GetRequiredService<IPlainTiles>(),
            http,
            key,
            path,
            scene.Id,
            image.Bounds,
            Console.Out,
            verdict
        ).Run(tiles, seconds, cancellation);
    }
}
