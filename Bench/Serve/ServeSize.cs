namespace Review.Bench.Serve;

/// <summary>How much of the bench of reading and deciding is run.</summary>
/// <param name="Sizes">Active slicks, ascending; limits are those of the last.</param>
/// <param name="Only">Some of <see cref="Parts"/>; empty for all.</param>
/// <param name="Tiles">Of each zoom.</param>
/// <param name="Seconds">Of each run with wrk or pgbench.</param>
/// <param name="Minutes">Of mixed reading, at the last size.</param>
internal sealed record ServeSize(int[] Sizes, string[] Only, int Tiles, int Seconds, double Minutes)
{
    public static readonly string[] Parts = ["tiles", "beside", "kept", "lists", "decisions", "reading", "crowd"];

    public bool Wants(string part) => Only.Length == 0 || Only.Contains(part);
}
