using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Npgsql;
using Review.App.Cli;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Domain.People;
using Review.Domain.Simulation;

namespace Review.Bench.Cli;

/// <summary><c>bench ledger</c>: decisions beside the same statements without the application.</summary>
internal static class LedgerBenchVerb
{
    public static Command Create()
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
                Run(
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

    private static async Task<int> Run(LedgerBenchSize size, FileInfo? file, CancellationToken cancellation)
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
