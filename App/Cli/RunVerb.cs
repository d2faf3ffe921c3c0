using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.App.Cli;

/// <summary><c>run start|list|show|cancel</c>: runs of a model over scenes.</summary>
internal static class RunVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Command Create() => new("run", "Runs of a model over scenes.") { Start(), List(), Show(), Cancel() };

    private static Command Start()
    {
        var scene = new Argument<string>("SCENE") { Description = "Name or number of the scene." };
        var model = new Option<string?>("--model") { Description = "The default one when left out." };
        var force = new Option<bool>("--force") { Description = "Also when the same work was done before." };
        var wait = new Option<bool>("--wait")
        {
            Description = "Wait for its end; exit status 0 only if it succeeds. Somebody must do the work: `serve` or `worker`.",
        };
        var verb = new Command("start", "Queue a run and print its number.") { scene, model, force, wait };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                var number = await Scene(session, arguments.GetRequiredValue(scene), cancellation);
                var run = await session.Send(
                    new StartRun(number, arguments.GetValue(model), arguments.GetValue(force), new Authorship(Session.Operator)),
                    cancellation
                );
                Console.WriteLine(run.ToString(CultureInfo.InvariantCulture));
                return arguments.GetValue(wait) ? await WaitFor(session, run, cancellation) : 0;
            }
        );
        return verb;
    }

    private static Command List()
    {
        var scene = new Option<string?>("--scene") { Description = "Of one scene only, by name or number." };
        var limit = new Option<int>("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 20 };
        var verb = new Command("list", "List runs, newest first.") { scene, limit };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                var of = arguments.GetValue(scene) is { } name ? await Scene(session, name, cancellation) : (long?)null;
                foreach (var run in await session.Send(new ListRuns(of, arguments.GetValue(limit), null), cancellation))
                {
                    Console.WriteLine(Line(run));
                }

                return 0;
            }
        );
        return verb;
    }

    private static Command Show()
    {
        var number = new Argument<long>("RUN") { Description = "Number of the run." };
        var verb = new Command("show", "Print everything that is known of a run, as JSON.") { number };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                Console.WriteLine(
                    JsonSerializer.Serialize(await session.Send(new GetRun(arguments.GetRequiredValue(number)), cancellation), Json)
                );
                return 0;
            }
        );
        return verb;
    }

    private static Command Cancel()
    {
        var number = new Argument<long>("RUN") { Description = "Number of the run." };
        var verb = new Command("cancel", "Cancel a run; it then changes nothing.") { number };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                await using var session = await Session.Open(cancellation);
                var status = await session.Send(new CancelRun(arguments.GetRequiredValue(number), Session.Operator), cancellation);
                Console.WriteLine(status == RunStatus.Cancelled ? "Cancelled." : "Asked to stop.");
                return 0;
            }
        );
        return verb;
    }

    private static async Task<long> Scene(Session session, string nameOrNumber, CancellationToken cancellation)
    {
        if (await session.Send(new FindScene(nameOrNumber), cancellation) is { } scene)
        {
            return scene.Id;
        }

        return long.TryParse(nameOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CommandException($"There is no scene {nameOrNumber}.");
    }

    private static async Task<int> WaitFor(Session session, long run, CancellationToken cancellation)
    {
        while (true)
        {
            var now = (await session.Send(new GetRun(run), cancellation)).Run;
            if (now.Status is not (RunStatus.Queued or RunStatus.Running))
            {
                await Console.Error.WriteLineAsync(Line(now));
                return now.Status == RunStatus.Succeeded ? 0 : 1;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        }
    }

    private static string Line(RunRow run)
    {
        var progress =
            run.Status == RunStatus.Running
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" {run.Stage} {100 * run.Share:0} %{(run.Stalled ? " (nothing is heard of its process)" : "")}"
                )
                : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Id.Column(6)}  {run.QueuedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {run.Status.ToString().ToLowerInvariant().PadRight(9)}  "
                + $"{run.Model} {run.Version}  {run.SceneName}{progress}{(run.Message is null ? "" : $"  {run.Message}")}"
        );
    }
}
