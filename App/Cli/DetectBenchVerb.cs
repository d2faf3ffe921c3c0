using System.CommandLine;
using Review.App.Bench;
using Review.Data;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.App.Cli;

/// <summary><c>bench detect</c>: how well and how fast slicks are found.</summary>
internal static class DetectBenchVerb
{
    private static readonly string[] Parts = ["scenes", "full", "model"];

    public static Command Create()
    {
        var scenes = new Option<int>("--scenes") { Description = "Simulated scenes with known truth.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Of the scenes; the usual one was never used for tuning.", DefaultValueFactory = _ => DetectBench.HeldOutSeed };
        var tile = new Option<string?>("--tile") { Description = "A real window to look at." };
        var bounds = new Option<string?>("--bounds") { Description = "Where it lies: west,south,east,north." };
        var only = new Option<string[]>("--only") { Description = $"Some parts: {string.Join(", ", Parts)}.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong(Parts);
        var verb = new Command("detect", "Detection: how well on simulated scenes, how fast and in what memory.") { scenes, seed, tile, bounds, only };
        verb.SetAction(async (arguments, cancellation) =>
        {
            var folder = Directory.CreateTempSubdirectory("slick-review-bench-").FullName;
            try
            {
                var settings = new ConfigurationBuilder().AddConfiguration(Session.Settings()).AddInMemoryCollection([new("REVIEW_MODELS", folder)]).Build();
                var services = new ServiceCollection();
                services.AddDetection(settings);
                await using var provider = services.BuildServiceProvider();
                var bench = new DetectBench(provider.GetRequiredService<IRasterFiles>(), provider.GetRequiredService<IDetectors>(), provider.GetRequiredService<ILandMask>(), folder, Console.Out);
                Console.WriteLine(Machine.Describe());
                var wanted = arguments.GetValue(only) is { Length: > 0 } some ? some : Parts;
                if (arguments.GetValue(tile) is { } path)
                {
                    bench.Tile(path, DetectVerb.Box(arguments.GetValue(bounds) ?? throw new CommandException("Say where the tile lies: --bounds west,south,east,north.")), cancellation);
                }

                // Memory is the process's peak, so the largest goes first.
                if (wanted.Contains("full"))
                {
                    bench.FullScene(cancellation);
                }

                if (wanted.Contains("scenes"))
                {
                    bench.Scenes(arguments.GetValue(scenes), arguments.GetValue(seed), cancellation);
                }

                if (wanted.Contains("model"))
                {
                    bench.Model(cancellation);
                }

                return 0;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return verb;
    }
}
