using System.CommandLine;

namespace Review.Bench.Cli;

/// <summary><c>bench</c>: how fast it is, beside something known, in the same run on the same machine.</summary>
internal static class BenchVerbs
{
    public static Command Create() =>
        new("bench", "Measure, both sides in one run; exit status 0 only if every figure is as asked.")
        {
            LedgerBenchVerb.Create(),
            ServeBenchVerb.Create(),
            TilesBenchVerb.Create(),
            DetectBenchVerb.Create(),
            PageBenchVerb.Create(),
        };
}
