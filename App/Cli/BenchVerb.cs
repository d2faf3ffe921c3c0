using System.CommandLine;

namespace Review.App.Cli;

/// <summary>Says where <c>bench</c> is: a program of its own, which <c>./review</c> builds when it is asked for.</summary>
internal static class BenchVerb
{
    public static Command Create()
    {
        var verb = new Command("bench", "Measure how fast and how well it does; from a checkout of the sources.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        verb.SetAction(
            int (_) => throw new CommandException("Benches are not part of the published application: ./review bench, in its sources.")
        );
        return verb;
    }
}
