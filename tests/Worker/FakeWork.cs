using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Review.Domain.Detection;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.TestWorker;

/// <summary>A model that finds what it is told to find, after as long as it is told.</summary>
internal sealed class FakeWork : IRunWork
{
    public string Version { get; set; } = "1";

    public string Parameters { get; set; } = """{"threshold": 0.5}""";

    public TimeSpan Takes { get; set; }

    public IReadOnlyList<Detection> Finds { get; set; } = [];

    public Exception? Breaks { get; set; }

    /// <summary>Runs whose work has begun.</summary>
    public SemaphoreSlim Begun { get; } = new(0);

    /// <summary>Squares of 0.01° at these corners, in a row that no other test's slicks touch.</summary>
    public static IReadOnlyList<Detection> Squares(params double[] longitudes) => [.. longitudes.Select(x => Square(x))];

    public static Detection Square(double x, double y = 10, int @class = SlickClass.RecentVesselId, double side = 0.01) =>
        Of(FormattableString.Invariant($"POLYGON (({x} {y}, {x + side} {y}, {x + side} {y + side}, {x} {y + side}, {x} {y}))"), @class);

    public static Detection Of(string wkt, int @class = SlickClass.RecentVesselId) =>
        new((Polygon)new WKTReader(Outline.Factory.GeometryServices).Read(wkt), @class, 0.8, """{"mean": 0.7}""");

    public Task<ModelChoice> Choose(long scene, string? model, CancellationToken cancellation) =>
        Task.FromResult(new ModelChoice(model ?? "fake", Version, Parameters));

    public async Task<RunFindings> Detect(long scene, ModelChoice choice, IProgress<RunProgress> progress, CancellationToken cancellation)
    {
        Begun.Release();
        progress.Report(new RunProgress("windows", 0.25));
        await Task.Delay(Takes, cancellation);
        progress.Report(new RunProgress("windows", 0.75));
        return Breaks is { } broken
            ? throw broken
            : new RunFindings(
                Finds,
                new Dictionary<string, long> { ["windows"] = 12 },
                new Dictionary<string, double> { ["windows"] = 1.5 },
                1_000_000
            );
    }
}
