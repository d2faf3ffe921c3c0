using System.Diagnostics;
using System.Net;

namespace Review.Bench.Serve;

/// <summary>
/// Many at once: mixed reading for minutes, in which memory must stay as it is; and hundreds on one tile, who must not hold up others.
/// </summary>
/// <param name="reader">Its key is the crowd's.</param>
/// <param name="other">Somebody else.</param>
internal sealed class ServeCrowds(HttpClient other, string reader, ServeSize size, ServeFigures figures)
{
    private const int ReadingConnections = 32;
    private const int OfThemForNewTiles = 8;
    private const int CrowdConnections = 600;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    public async Task Read(IReadOnlyList<(double Longitude, double Latitude)> places, CancellationToken cancellation)
    {
        var seconds = (int)(size.Minutes * 60);
        string[] tiles =
        [
            .. Enumerable
                .Range(0, ServeLimits.DeepestZoom + 1)
                .SelectMany(zoom =>
                    places.Take(20).Select(place => ServeTiles.PathOf(ServeTiles.Over(zoom, place.Longitude, place.Latitude)))
                ),
        ];
        string[] mixed =
        [
            .. tiles,
            .. Enumerable
                .Repeat<string[]>(
                    [
                        "/api/summary?class=5",
                        "/api/slicks?limit=20",
                        "/api/slicks/undecided?class=6",
                        "/api/slicks/1",
                        "/api/slicks/2/history",
                    ],
                    8
                )
                .SelectMany(one => one),
        ];
        var shuffled = mixed.ToArray();
        new Random(1).Shuffle(shuffled);
        using var end = new CancellationTokenSource();
        var memory = Watch(end.Token);
        var reports = await Task.WhenAll(
            Wrk.Run(new WrkLoad(other.BaseAddress!, shuffled, reader, ReadingConnections - OfThemForNewTiles, seconds), cancellation),
            Wrk.Run(
                new WrkLoad(other.BaseAddress!, [.. tiles.Where((_, at) => at % 3 == 0)], reader, OfThemForNewTiles, seconds, Fresh: true),
                cancellation
            )
        );
        await end.CancelAsync();
        var megabytes = await memory;
        figures.Add("mixed reading, 32 connections: answers/s", reports.Sum(report => report.PerSecond));
        figures.Add("mixed reading, 32 connections: p99 of the kept, ms", reports[0].P99Ms);
        figures.Add(ServeLimits.ReadingErrors.Figure, reports.Sum(report => report.Busy + report.Failed + report.Refused + report.Lost));
        figures.Add("mixed reading, 32 connections: of these told to come again (503)", reports.Sum(report => report.Busy));
        figures.Add(
            "mixed reading, 32 connections: of these not answered within two seconds, or cut off",
            reports.Sum(report => report.Lost)
        );
        figures.Add("mixed reading, 32 connections: most memory, MB", megabytes.Max());
        var third = megabytes.Count / 3;
        figures.Add(ServeLimits.ReadingMemory.Figure, Median(megabytes[(2 * third)..]) / Median(megabytes[third..(2 * third)]));
    }

    /// <param name="disturb">Changes the tile; each time it is made anew.</param>
    public async Task Crowd(Func<Task> disturb, CancellationToken cancellation)
    {
        var crowd = Wrk.Run(
            new WrkLoad(other.BaseAddress!, ["/tiles/slicks/0/0/0.mvt"], reader, CrowdConnections, 2 * size.Seconds),
            cancellation
        );
        var slowest = 0d;
        while (!crowd.IsCompleted)
        {
            await disturb();
            var started = Stopwatch.GetTimestamp();
            using var answer = await other.GetAsync(new Uri("/api/slicks/1", UriKind.Relative), cancellation);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            else
            {
                slowest = double.PositiveInfinity;
            }

            await Task.Delay(Between, cancellation);
        }

        var report = await crowd;
        figures.Add("600 connections on the world tile: answers/s", report.PerSecond);
        figures.Add("600 connections on the world tile: p99, ms", report.P99Ms);
        figures.Add("600 connections on the world tile: told to come again (503)", report.Busy);
        figures.Add(ServeLimits.CrowdFailed.Figure, report.Failed);
        figures.Add(ServeLimits.CrowdOthersMs.Figure, slowest);
    }

    private static async Task<List<double>> Watch(CancellationToken end)
    {
        var megabytes = new List<double>();
        while (!end.IsCancellationRequested)
        {
            megabytes.Add(Environment.WorkingSet / 1e6);
            await Task.Delay(TimeSpan.FromSeconds(1), end)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return megabytes;
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
