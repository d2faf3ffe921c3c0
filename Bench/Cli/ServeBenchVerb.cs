using System.CommandLine;
using System.Globalization;
using Npgsql;
using Review.App.Cli;
using Review.App.Shell;
using Review.Bench.Serve;
using Review.Domain;
using Review.Domain.Geometry;
using Review.Domain.Simulation;
using Review.Domain.Slicks;

namespace Review.Bench.Cli;

/// <summary><c>bench serve</c>: how fast pages and decisions are as the ledger grows.</summary>
internal static class ServeBenchVerb
{
    private const string UsualSizes = "10000,100000,1000000";

    public static Command Create()
    {
        var sizes = new Option<string>("--sizes")
        {
            Description = "Active slicks, one size after the other.",
            DefaultValueFactory = _ => UsualSizes,
        };
        var here = new Option<bool>("--here")
        {
            Description = "Read the database in use as it is, instead of a scratch one that is filled; nothing is decided.",
        };
        var tiles = new Option<int>("--tiles") { Description = "Of each zoom.", DefaultValueFactory = _ => 40 };
        var seconds = new Option<int>("--seconds") { Description = "Of each run with wrk or pgbench.", DefaultValueFactory = _ => 5 };
        var minutes = new Option<double>("--minutes") { Description = "Of mixed reading.", DefaultValueFactory = _ => 2 };
        var only = new Option<string[]>("--only")
        {
            Description = $"Some parts: {string.Join(", ", ServeSize.Parts)}.",
            AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong(ServeSize.Parts);
        var verb = new Command(
            "serve",
            "Tiles, lists, sums and decisions with 10,000 to a million slicks, beside pgbench, bare ST_AsMVT and MapServer "
                + "(cgi-mapserver, lighttpd, wrk)."
        )
        {
            sizes,
            here,
            tiles,
            seconds,
            minutes,
            only,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                Run(
                    new ServeSize(
                        Read(arguments.GetValue(sizes)!),
                        arguments.GetValue(only) ?? [],
                        arguments.GetValue(tiles),
                        arguments.GetValue(seconds),
                        arguments.GetValue(minutes)
                    ),
                    arguments.GetValue(here),
                    cancellation
                )
        );
        return verb;
    }

    private static int[] Read(string sizes) =>
        [
            .. sizes
                .Split(',')
                .Select(size =>
                    int.TryParse(size, CultureInfo.InvariantCulture, out var slicks) && slicks is >= 1_000 and <= 20_000_000
                        ? slicks
                        : throw new CommandException("--sizes are numbers of slicks from 1,000 to 20,000,000, with commas between them.")
                )
                .Order(),
        ];

    private static async Task<int> Run(ServeSize size, bool here, CancellationToken cancellation)
    {
        if (!Wrk.IsInstalled)
        {
            throw new CommandException("This needs wrk: apt-get install wrk");
        }

        var settings = Session.Settings();
        await using var database = await Session.OpenDatabase(settings, cancellation);
        await using var scratch = here ? null : await database.CreateScratch(cancellation);
        var measured = scratch ?? database;
        await measured.Migrate(cancellation);
        await using var app = WebHost.Build(
            measured,
            new ConfigurationBuilder()
                .AddConfiguration(settings)
                .AddInMemoryCollection([new("REVIEW_URLS", "http://127.0.0.1:0"), new("Logging:LogLevel:Default", "Warning")])
                .Build()
        );
        await app.StartAsync(cancellation);
        try
        {
            return await Measure(measured, app, size, here, cancellation);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<int> Measure(
        IDatabase database,
        WebApplication app,
        ServeSize size,
        bool here,
        CancellationToken cancellation
    )
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        var rows = here
            ? null
            : new BenchRows(
                source,
                BenchRows.CutInTwo(
                    new SimulatedSea(SimulateSlicks.UsualSeed).NextScene(60).Detections.Select(one => Outline.Normalize(one.Outline))
                )
            );
        if (rows is null)
        {
            var all = await app.Services.GetRequiredService<UseCases>().Send(new GetSummary(new SlickFilter()), cancellation);
            size = size with { Sizes = [(int)all.Total] };
        }
        else
        {
            await rows.CreateHelpers(cancellation);
        }

        var figures = new ServeFigures(size.Sizes);
        var verdict = new Verdict(Console.Out);
        Console.WriteLine($"{Machine.Describe()}; load of the last minute before: {Machine.Load()}.\n");
        await new ServeBench(database, app, source, rows, size, figures).Run(cancellation);
        await figures.Write(Console.Out, verdict);
        Console.WriteLine($"\nLoad of the last minute in the end, with the bench's own: {Machine.Load()}.");
        return await verdict.Say();
    }
}
