using System.CommandLine;
using System.Globalization;
using Review.App.Scenes;
using Review.Domain.Detection;
using Review.Domain.Simulation;

namespace Review.App.Cli;

/// <summary>
/// <c>simulate --slicks N</c> or <c>--scenes N</c>: made-up slicks, or radar images with slicks in them, to try the application.
/// </summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var slicks = new Option<int?>("--slicks") { Description = "How many slicks, without images." };
        var scenes = new Option<int?>("--scenes")
        {
            Description =
                "How many scenes with images and truth; a run of the usual model looks for the slicks in each. What is there "
                + "already is not made again.",
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed makes the same slicks and images.",
            DefaultValueFactory = _ => SimulateSlicks.UsualSeed,
        };
        var verb = new Command("simulate", "Fill the ledger with simulated slicks; their scenes are named SIMULATED_….")
        {
            slicks,
            scenes,
            seed,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                (arguments.GetValue(slicks), arguments.GetValue(scenes)) switch
                {
                    ({ } count, null) => Slicks(count, arguments.GetValue(seed), cancellation),
                    (null, { } count) => Scenes(count, arguments.GetValue(seed), cancellation),
                    _ => throw new CommandException("Say how many: --slicks N, or --scenes N."),
                }
        );
        return verb;
    }

    private static async Task<int> Slicks(int count, int seed, CancellationToken cancellation)
    {
        await using var session = await Session.Open(cancellation);
        SimulatedSlicks simulated;
        using (var bar = new ProgressLine("slicks", count))
        {
            try
            {
                simulated = await session.Send(new SimulateSlicks(count, seed, Session.Operator, bar), cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                bar.Say("Stopped. The scenes that are whole are in the ledger; the same command goes on with the others.");
                throw;
            }
        }

        if (simulated.WereThere > 0)
        {
            await Console.Error.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{simulated.WereThere:N0} of these slicks were there already and were not made again; another --seed makes others."
                )
            );
        }

        return 0;
    }

    private static async Task<int> Scenes(int count, int seed, CancellationToken cancellation)
    {
        // What it writes is read by the application that serves.
        await Session.GiveUpRoot(Session.Settings(), [], _ => { }, cancellation);
        await using var session = await Session.Open(cancellation);
        var folder = SceneFolders.Of(Session.Settings())[0];
        IReadOnlyList<SimulatedRun> made;
        using (var bar = new ProgressLine("scenes", count))
        {
            made = await session.Send(new SimulateScenes(count, seed, folder, Session.Operator, bar), cancellation);
        }

        foreach (var scene in made)
        {
            Console.WriteLine($"{scene.Name}: {Outcome(scene.Run)}");
        }

        await Console.Error.WriteLineAsync($"The images and the truth about them are in {folder}.");
        return made.All(scene => scene.Run.Status == RunStatus.Succeeded) ? 0 : 1;
    }

    private static string Outcome(RunRow run) =>
        run.Status == RunStatus.Succeeded
            ? $"run {run.Id} found {run.Counts.GetProperty("detections").GetInt64()} slicks"
            : $"run {run.Id} {run.Status.ToString().ToLowerInvariant()}: {run.Message}";
}
