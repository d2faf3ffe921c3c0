using System.CommandLine;
using Review.App.Cli;
using Review.Data;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.Bench.Cli;

/// <summary><c>bench detect</c>: how well and how fast slicks are found.</summary>
internal static class DetectBenchVerb
{
    private static readonly string[] Parts = ["scenes", "windows", "full", "model"];

    private static readonly Option<int> Scenes = new("--scenes")
    {
        Description = "Simulated scenes with known truth.",
        DefaultValueFactory = _ => 20,
    };

    private static readonly Option<int?> Seed = new("--seed")
    {
        Description = "Of the scenes and windows; the weights were fitted to none of the usual ones.",
    };

    private static readonly Option<int> Windows = new("--windows")
    {
        Description = "Simulated windows of 8 bits, with known truth.",
        DefaultValueFactory = _ => 300,
    };

    private static readonly Option<string?> Labelled = new("--labelled")
    {
        Description = "A folder of labelled windows to look at instead: images/NAME.png and masks/NAME.png.",
    };

    private static readonly Option<string?> Tile = new("--tile") { Description = "A real window to look at." };

    private static readonly Option<string?> Bounds = new("--bounds") { Description = "Where it lies: west,south,east,north." };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = $"Some parts: {string.Join(", ", Parts)}.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong(Parts);
        var verb = new Command("detect", "Detection: how well on simulated scenes, how fast and in what memory.")
        {
            Scenes,
            Windows,
            Labelled,
            Seed,
            Tile,
            Bounds,
            Only,
        };
        verb.SetAction(Run);
        return verb;
    }

    // Everything that is made lies in a folder of its own and is gone in the end.
    private static async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("slick-review-bench-").FullName;
        try
        {
            var settings = new ConfigurationBuilder()
                .AddConfiguration(Session.Settings())
                .AddInMemoryCollection([new("REVIEW_MODELS", folder)])
                .Build();
            var services = new ServiceCollection();
            services.AddDetection(settings);
            await using var provider = services.BuildServiceProvider();
            var (rasters, detectors) = (provider.GetRequiredService<IRasterFiles>(), provider.GetRequiredService<IDetectors>());
            var verdict = new Verdict(Console.Out);
            var bench = new DetectBench(rasters, detectors, provider.GetRequiredService<ILandMask>(), folder, verdict, Console.Out);
            var windowsBench = new WindowsBench(rasters, detectors, folder, verdict, Console.Out);
            Console.WriteLine(Machine.Describe());
            if (arguments.GetValue(Labelled) is { } own)
            {
                windowsBench.Labelled(own, cancellation);
            }
            else
            {
                Measure(bench, windowsBench, arguments, cancellation);
            }

            return await verdict.Say();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(DetectBench bench, WindowsBench windowsBench, ParseResult arguments, CancellationToken cancellation)
    {
        var wanted = arguments.GetValue(Only) is { Length: > 0 } some ? some : Parts;
        var seed = arguments.GetValue(Seed);
        if (arguments.GetValue(Tile) is { } path)
        {
            bench.Tile(path, BoundsOfTile(arguments), cancellation);
        }

        // Memory is the process's peak, so the largest goes first.
        if (wanted.Contains("full"))
        {
            bench.FullScene(cancellation);
        }

        if (wanted.Contains("scenes"))
        {
            bench.Scenes(arguments.GetValue(Scenes), seed ?? DetectBench.HeldOutSeed, cancellation);
        }

        if (wanted.Contains("windows"))
        {
            windowsBench.Simulated(arguments.GetValue(Windows), seed ?? WindowsBench.HeldOutSeed, cancellation);
        }

        if (wanted.Contains("model"))
        {
            bench.Model(cancellation);
        }
    }

    private static GeoBox BoundsOfTile(ParseResult arguments) =>
        SceneVerb.Box(arguments.GetValue(Bounds) ?? throw new CommandException("Say where the tile lies: --bounds west,south,east,north."));
}
