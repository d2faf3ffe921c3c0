using System.Diagnostics;
using System.Globalization;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.Bench.Serve;

/// <summary>
/// What a page asks beside its tiles, one reader after the other; beside pgbench with what the ledger itself would be asked.
/// </summary>
internal sealed class ServeReads(
    IDatabase database,
    HttpClient http,
    UseCases useCases,
    IBareReads bare,
    ServeSize size,
    ServeFigures figures
)
{
    private const int Times = 40;

    // Until what is asked often is compiled well.
    private const int Before = 30;

    public async Task Run(IReadOnlyList<(double Longitude, double Latitude)> places, CancellationToken cancellation)
    {
        var (classOf, sure) = (new SlickFilter(Class: 5), new SlickFilter(Class: 5, MinConfidence: 0.8));
        var area = new ListSlicks(classOf, SlickOrder.Area, Descending: true, 0, 50);
        var (x, y) = places[0];
        var inBox = new SlickFilter(Bbox: new BoundingBox(x - 0.3, y - 0.3, x + 0.3, y + 0.3), Class: 3);
        var box = string.Create(CultureInfo.InvariantCulture, $"bbox={x - 0.3:F4},{y - 0.3:F4},{x + 0.3:F4},{y + 0.3:F4}");
        await Read("sums of all", () => Ask("/api/summary", cancellation), bare.Summary(new SlickFilter()), cancellation);
        await Read(
            "sums of a class from a confidence on",
            () => Ask("/api/summary?class=5&minConfidence=0.8", cancellation),
            bare.Summary(sure),
            cancellation
        );
        await Read("page of the list, a class by area", () => useCases.Send(area, cancellation), bare.List(area), cancellation);
        var down = area with { Filter = new SlickFilter(), Order = SlickOrder.Newest, Offset = 5_000 };
        await Read("page of the list, 5,000 down", () => useCases.Send(down, cancellation), bare.List(down), cancellation);
        await Read("next undecided", () => Ask("/api/slicks/undecided?class=5&order=confidence", cancellation), null, cancellation);
        await Read("features, the newest 100", () => Ask("/api/slicks", cancellation), bare.Page(new SlickFilter(), 100), cancellation);
        await Read(
            "features of a class in a box",
            () => Ask($"/api/slicks?class=3&{box}", cancellation),
            bare.Page(inBox, 100),
            cancellation
        );
        await Read(
            "features of the first day",
            () => Ask("/api/slicks?to=2024-01-01T06:00:00Z", cancellation),
            bare.Page(new SlickFilter(To: new DateTimeOffset(2024, 1, 1, 6, 0, 0, TimeSpan.Zero)), 100),
            cancellation
        );
        await Read(
            "features of a class and scene",
            () => Ask("/api/slicks?class=5&scene=BENCH_7", cancellation),
            bare.Page(new SlickFilter(Class: 5, Scene: "BENCH_7"), 100),
            cancellation
        );
    }

    private async Task Read(string name, Func<Task> ask, string? statement, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var time = -Before; time < Times; time++)
        {
            var started = Stopwatch.GetTimestamp();
            await ask();
            if (time >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        figures.Add(ServeLimits.Read(name), times.Order().ElementAt(Times / 2));
        if (statement is not null)
        {
            figures.Add(
                $"{name}: pgbench, of the ledger itself, mean ms",
                (
                    await PgBench.Run(database.UriOf(DatabaseRole.Application), [statement], 1, Math.Min(size.Seconds, 3), cancellation)
                ).MeanMs
            );
        }
    }

    private async Task Ask(string path, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancellation);
    }
}
