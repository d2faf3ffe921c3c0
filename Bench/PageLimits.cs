namespace Review.Bench;

/// <summary>A figure of the page: what the measuring script calls it, and what is asked of it.</summary>
/// <param name="Key">As <c>measure-page.mjs</c> prints it.</param>
internal sealed record PageFigure(string Key, Limit Asked);

/// <summary>What is asked of the page on two cores, each a median where several were taken.</summary>
internal static class PageLimits
{
    public static readonly IReadOnlyList<PageFigure> Figures =
    [
        new("painted", new("first visit: first contentful paint, ms after the document", AtMost: 1_000)),
        new("rows", new("first visit: first rows of the list, ms after the document", AtMost: 1_000)),
        new("firstTile", new("first visit: first tile of slicks, ms after the document", AtMost: 1_000)),
        new("allTiles", new("first visit: all tiles of slicks, ms after the document", AtMost: 2_000)),
        new("script", new("first visit: bytes of script, compressed", AtMost: 400_000)),
        new("style", new("first visit: bytes of style, compressed", AtMost: 100_000)),
        new("pan world median", new("pan of the world: main thread a frame, median, ms", AtMost: 16)),
        new("pan world p95", new("pan of the world: main thread a frame, p95, ms", AtMost: 33)),
        new("pan sea median", new("pan of a sea: main thread a frame, median, ms", AtMost: 16)),
        new("pan sea p95", new("pan of a sea: main thread a frame, p95, ms", AtMost: 33)),
        new("pan coast median", new("pan of a coast: main thread a frame, median, ms", AtMost: 16)),
        new("pan coast p95", new("pan of a coast: main thread a frame, p95, ms", AtMost: 33)),
        new("heap", new("JavaScript heap after a session of every command, MB", AtMost: 150)),
        new("largestMessage", new("largest message on the circuit in that session, bytes", AtMost: 16_384)),
    ];
}
