using System.Diagnostics;
using System.Net.Http.Json;
using MediatR;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Decisions;

namespace Review.Bench;

/// <summary>
/// The same decisions by pgbench, by the use case, and over HTTP: each on fresh slicks that are alike, told in decisions per second.
/// </summary>
/// <param name="scratch">The database of all sides.</param>
/// <param name="http">Sends the key of an analyst.</param>
internal sealed class DecisionSides(IDatabase scratch, WebApplication app, HttpClient http, BenchRows rows)
{
    /// <param name="pipeline">All statements of a decision at once: what no application that looks at what it took can do.</param>
    public async Task<double> PgBench(string kind, int clients, int per, bool pipeline, CancellationToken cancellation)
    {
        var first = await rows.Prepare(kind, clients * per, pipeline ? "pipeline" : "sql", cancellation);
        return await Review.Bench.PgBench.Run(scratch.UriOf(DatabaseRole.Application), kind, clients, per, first, pipeline, cancellation);
    }

    public async Task<double> Requests(string kind, int clients, int per, CancellationToken cancellation)
    {
        var first = await rows.Prepare(kind, clients * per, "request", cancellation);
        var useCases = app.Services.GetRequiredService<UseCases>();
        return await Rate(clients, per, async index => await useCases.Send(Command(kind, first, index), cancellation));
    }

    public async Task<double> Http(string kind, int clients, int per, CancellationToken cancellation)
    {
        var first = await rows.Prepare(kind, clients * per, "http", cancellation);
        return await Rate(
            clients,
            per,
            async index =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/decisions")
                {
                    Content = JsonContent.Create(Body(kind, first + index)),
                };
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                using var response = await http.SendAsync(request, cancellation);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync(cancellation);
            }
        );
    }

    private static async Task<double> Rate(int clients, int per, Func<int, Task> decide)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(client =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < per; i++)
                        {
                            await decide((client * per) + i);
                        }
                    })
                )
        );
        return clients * per / clock.Elapsed.TotalSeconds;
    }

    private IRequest<DecisionResult> Command(string kind, long first, int index)
    {
        var by = new Authorship("bench", Guid.NewGuid().ToString());
        return kind switch
        {
            "validate" => new ValidateSlicks([first + index], 0.9, null, null, by),
            "reclassify" => new ReclassifySlicks([first + index], 6, null, null, by),
            "annotate" => new AnnotateSlicks([first + index], "seen by the patrol aircraft", by),
            "merge" => new MergeSlicks([first + (2 * index), first + (2 * index) + 1], null, null, null, false, null, by),
            _ => new SplitSlick([first + index], rows.LineOf(index), null, false, null, null, null, by),
        };
    }

    private static object Body(string kind, long slick) =>
        kind switch
        {
            "validate" => new
            {
                kind,
                slicks = new[] { slick },
                humanConfidence = 0.9,
            },
            "reclassify" => new
            {
                kind,
                slicks = new[] { slick },
                @class = 6,
            },
            _ => new
            {
                kind,
                slicks = new[] { slick },
                notes = "seen by the patrol aircraft",
            },
        };
}
