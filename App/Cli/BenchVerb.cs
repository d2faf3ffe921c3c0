using System.CommandLine;

namespace Review.App.Cli;

/// <summary><c>bench</c>: how fast it is, beside something known, in the same run on the same machine.</summary>
internal static class BenchVerb
{
    public static Command Create() => new("bench", "Measure, both sides in one run.");
}
