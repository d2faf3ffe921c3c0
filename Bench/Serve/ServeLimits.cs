namespace Review.Bench.Serve;

/// <summary>How much more a figure may be at one size than at a smaller one.</summary>
internal sealed record GrowthLimit(string Figure, int From, int To, double AtMost);

/// <summary>What is asked of reading and deciding with a million slicks on two cores, and the names of the figures.</summary>
internal static class ServeLimits
{
    public const int DeepestZoom = 12;

    /// <summary>Where both sides are run against each other.</summary>
    public static readonly int[] ZoomsBeside = [5, 6, 7, 8, 10, 12];

    public static readonly Limit KeptPerSecond = new("kept tiles, requests/s", AtLeast: 5_000);
    public static readonly Limit CrowdFailed = new("600 connections on the world tile: answers of 500 and above but 503", AtMost: 0);
    public static readonly Limit CrowdOthersMs = new("600 connections on the world tile: slowest answer to others, ms", AtMost: 1_000);
    public static readonly Limit ReadingErrors = new("mixed reading, 32 connections: errors", AtMost: 0);
    public static readonly Limit ReadingMemory = new(
        "mixed reading, 32 connections: memory of the last third beside the second",
        AtMost: 1.05
    );

    // Reads of which each page of the application has one: they must not wait for the size of the ledger.
    public static readonly string[] Reads =
    [
        "sums of all",
        "sums of a class from a confidence on",
        "page of the list, a class by area",
        "page of the list, 5,000 down",
        "next undecided",
        "features, the newest 100",
        "features of a class in a box",
        "features of the first day",
        "features of a class and scene",
    ];

    public static readonly IReadOnlyList<Limit> Values =
    [
        .. Enumerable.Range(0, DeepestZoom + 1).Select(zoom => new Limit(First(zoom), AtMost: 200)),
        .. Enumerable.Range(0, DeepestZoom + 1).Select(zoom => new Limit(Kept(zoom), AtMost: 5)),
        .. ZoomsBeside.Select(zoom => new Limit(Beside(zoom), AtLeast: zoom <= 8 ? 0.75 : 0.5)),
        .. Reads.Select(read => new Limit(Read(read), AtMost: 50)),
        KeptPerSecond,
        CrowdFailed,
        CrowdOthersMs,
        ReadingErrors,
        ReadingMemory,
    ];

    public static readonly IReadOnlyList<GrowthLimit> Growth =
    [
        .. Reads.Select(read => new GrowthLimit(Read(read), 100_000, 1_000_000, 1.5)),
        new(Decision, 10_000, 1_000_000, 1.1),
    ];

    public const string Decision = "reclassify, request: ms";

    public static string First(int zoom) => $"z{zoom}, first: p95, ms";

    public static string Kept(int zoom) => $"z{zoom}, kept: p95, ms";

    public static string Beside(int zoom) => $"z{zoom}: route beside pgbench";

    public static string Read(string read) => $"{read}: median, ms";
}
