using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Npgsql;
using Review.App.Bench;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Domain.People;
using Review.Domain.Scenes;
using Review.Domain.Simulation;

namespace Review.App.Cli;

/// <summary><c>bench</c>: how fast it is, beside something known, in the same run on the same machine.</summary>
internal static class BenchVerb
{
    public static Command Create() =>
        new("bench", "Measure, both sides in one run; exit status 0 only if every figure is as asked.")
        {
            Ledger(),
            ServeBenchVerb.Create(),
            Tiles(),
            DetectBenchVerb.Create(),
        };

    private static Command Ledger()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Measured rounds of each side; medians are compared.",
            DefaultValueFactory = _ => 5,
        };
        var decisions = new Option<int>("--decisions")
        {
            Description = "Decisions of one client in one round.",
            DefaultValueFactory = _ => 1_000,
        };
        var crowd = new Option<int>("--crowd")
        {
            Description = "Random decisions by 8 clients on 200 slicks.",
            DefaultValueFactory = _ => 100_000,
        };
        var outlines = new Option<FileInfo?>("--outlines")
        {
            Description = "GeoJSON with real outlines for all decisions; simulated ones without.",
        };
        var only = new Option<string[]>("--only")
        {
            Description = $"Some parts: {string.Join(", ", LedgerBenchSize.Parts)}.",
            AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong(LedgerBenchSize.Parts);
        var verb = new Command("ledger", "Decisions beside pgbench with the same statements, on a scratch database of the same server.")
        {
            rounds,
            decisions,
            crowd,
            outlines,
            only,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                RunLedger(
                    new LedgerBenchSize(
                        arguments.GetValue(rounds),
                        arguments.GetValue(decisions),
                        arguments.GetValue(crowd),
                        arguments.GetValue(only) ?? []
                    ),
                    arguments.GetValue(outlines),
                    cancellation
                )
        );
        return verb;
    }

    private static Command Tiles()
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
            (arguments, cancellation) =>
                RunTiles(arguments.GetValue(file), arguments.GetValue(tiles), arguments.GetValue(seconds), cancellation)
        );
        return verb;
    }

    // Everything that is made lies in a folder of its own, pictures too, and is gone in the end.
    private static async Task<int> RunTiles(FileInfo? file, int tiles, int seconds, CancellationToken cancellation)
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
            await MeasureTiles(app, file?.FullName ?? Path.Combine(folder, "bench.tif"), tiles, seconds, verdict, cancellation);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }

        return await verdict.Say();
    }

    private static async Task MeasureTiles(
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

    private static async Task<int> RunLedger(LedgerBenchSize size, FileInfo? file, CancellationToken cancellation)
    {
        var settings = Session.Settings();
        await using var database = await Session.OpenDatabase(settings, cancellation);
        await using var scratch = await database.CreateScratch(cancellation);
        await scratch.Migrate(cancellation);
        await using var app = WebHost.Build(
            scratch,
            new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection([new("REVIEW_URLS", "http://127.0.0.1:0")]).Build()
        );
        await app.StartAsync(cancellation);
        var verdict = new Verdict(Console.Out);
        try
        {
            await Measure(scratch, app, size, file, verdict, cancellation);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }

        return await verdict.Say();
    }

    private static async Task Measure(
        IDatabase scratch,
        WebApplication app,
        LedgerBenchSize size,
        FileInfo? file,
        Verdict verdict,
        CancellationToken cancellation
    )
    {
        await using var source = NpgsqlDataSource.Create(scratch.OwnerConnectionString);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var key = await app.Services.GetRequiredService<UseCases>().Send(new CreateApiKey("bench", Role.Analyst), cancellation);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var chosen = BenchRows.CutInTwo(await Outlines(file, cancellation));
        var rows = new BenchRows(source, chosen);
        await rows.CreateHelpers(cancellation);
        Console.WriteLine(
            $"{Machine.Describe()}; {chosen.Count} {(file is null ? "simulated" : "real")} outlines of "
                + $"{chosen.Average(outline => outline.NumPoints):0} vertices; {size.Rounds} rounds of {size.Decisions:N0} decisions.\n"
        );
        await new LedgerBench(new DecisionSides(scratch, app, http, rows), rows, size, Console.Out, verdict).Run(cancellation);
        var limits = new LedgerLimits(app, source, rows, Console.Out, verdict);
        if (size.Wants("bulk"))
        {
            await limits.Bulk(10_000, size.Rounds, cancellation);
        }

        if (size.Wants("history"))
        {
            await limits.History(1_000, cancellation);
        }

        if (size.Wants("crowd"))
        {
            await limits.Crowd(size.Crowd, 8, 200, cancellation);
        }
    }

    private static async Task<IEnumerable<MultiPolygon>> Outlines(FileInfo? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            return new SimulatedSea(SimulateSlicks.UsualSeed)
                .NextScene(60)
                .Detections.Select(detection => Outline.Normalize(detection.Outline));
        }

        await using var stream = file.OpenRead();
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
        return
        [
            .. document
                .RootElement.GetProperty("features")
                .EnumerateArray()
                .Select(feature => Outline.Normalize(GeoJson.Read(feature.GetProperty("geometry")))),
        ];
    }
}
