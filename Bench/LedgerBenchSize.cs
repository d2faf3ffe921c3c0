namespace Review.Bench;

/// <summary>How much of the ledger's bench is run.</summary>
/// <param name="Rounds">Measured rounds of each side.</param>
/// <param name="Decisions">Of one client in one round.</param>
/// <param name="Crowd">Random decisions by several clients on few slicks.</param>
/// <param name="Only">Some of <see cref="Parts"/>; empty for all.</param>
internal sealed record LedgerBenchSize(int Rounds, int Decisions, int Crowd, string[] Only)
{
    public static readonly string[] Parts = ["validate", "reclassify", "annotate", "merge", "split", "bulk", "history", "crowd"];

    public bool Wants(string part) => Only.Length == 0 || Only.Contains(part);
}
