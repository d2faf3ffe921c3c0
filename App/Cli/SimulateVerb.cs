using System.CommandLine;
using Review.Domain.Slicks;

namespace Review.App.Cli;

/// <summary><c>simulate --slicks N</c>: made-up slicks, to try the application.</summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var slicks = new Option<int>("--slicks") { Description = "How many.", Required = true };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same slicks.", DefaultValueFactory = _ => SimulateSlicks.UsualSeed };
        var verb = new Command("simulate", "Fill the ledger with simulated slicks; their scenes are named SIMULATED_….") { slicks, seed };
        verb.SetAction(async (arguments, cancellation) =>
        {
            await using var session = await Session.Open(cancellation);
            var count = arguments.GetRequiredValue(slicks);
            using var bar = new ProgressLine("slicks", count);
            await session.Send(new SimulateSlicks(count, arguments.GetValue(seed), Session.Operator, bar), cancellation);
            return 0;
        });
        return verb;
    }
}

/// <summary>A line on standard error that counts up, on a terminal; a line at the end, elsewhere.</summary>
internal sealed class ProgressLine(string what, int total) : IProgress<int>, IDisposable
{
    private int done;

    public void Report(int value)
    {
        done = value;
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{value:N0} of {total:N0} {what} ({100.0 * value / total:0} %) ");
        }
    }

    public void Dispose() => Console.Error.WriteLine(Console.IsErrorRedirected ? $"{done:N0} {what}" : "");
}
