using System.CommandLine;
using Review.App.Bench;
using Review.Data;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.App.Cli;

/// <summary><c>bench detect</c>: how well and how fast slicks are found.</summary>
internal static class DetectBenchVerb
{
    private static readonly string[] Parts = ["scenes", "windows", "full", "model"];

    public static Command Create()
    {
        var scenes = new Option<int>("--scenes") { Description = "Simulated scenes with known truth.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int?>("--seed")
        {
            Description = "Of the scenes and windows; the weights were fitted to none of the usual ones.",
        };
        var windows = new Option<int>("--windows")
        {
            Description = "Simulated windows of 8 bits, with known truth.",
            DefaultValueFactory = _ => 300,
        };
        var labelled = new Option<string?>("--labelled")
        {
            Description = "A folder of labelled windows to look at instead: images/NAME.png and masks/NAME.png.",
        };
        var tile = new Option<string?>("--tile") { Description = "A real window to look at." };
        var bounds = new Option<string?>("--bounds") { Description = "Where it lies: west,south,east,north." };
        var only = new Option<string[]>("--only")
        {
            Description = $"Some parts: {string.Join(", ", Parts)}.",
            AllowMultipleArgumentsPerToken = true,
        };
        only.AcceptOnlyFromAmong(Parts);
        var verb = new Command("detect", "Detection: how well on simulated scenes, how fast and in what memory.")
        {
            scenes,
            windows,
            labelled,
            seed,
            tile,
            bounds,
            only,
        };
        verb.SetAction(
            async (arguments, cancellation) =>
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
                    if (arguments.GetValue(labelled) is { } own)
                    {
                        windowsBench.Labelled(own, cancellation);
                        return await verdict.Say();
                    }

                    var wanted = arguments.GetValue(only) is { Length: > 0 } some ? some : Parts;
                    if (arguments.GetValue(tile) is { } path)
                    {
                        bench.Tile(
                            path,
                            SceneVerb.Box(
                                arguments.GetValue(bounds)
                                    ?? throw new CommandException("Say where the tile lies: --bounds west,south,east,north.")
                            ),
                            cancellation
                        );
                    }

                    // Memory is the process's peak, so the largest goes first.
                    if (wanted.Contains("full"))
                    {
                        bench.FullScene(cancellation);
                    }

                    if (wanted.Contains("scenes"))
                    {
                        bench.Scenes(arguments.GetValue(scenes), arguments.GetValue(seed) ?? DetectBench.HeldOutSeed, cancellation);
                    }

                    if (wanted.Contains("windows"))
                    {
                        windowsBench.Simulated(
                            arguments.GetValue(windows),
                            arguments.GetValue(seed) ?? WindowsBench.HeldOutSeed,
                            cancellation
                        );
                    }

                    if (wanted.Contains("model"))
                    {
                        bench.Model(cancellation);
                    }

                    return await verdict.Say();
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        );
        return verb;
    }
}
