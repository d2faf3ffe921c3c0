using System.Diagnostics;
using MediatR;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.Decisions;

namespace Review.App.Bench;

/// <summary>
/// How fast decisions are, beside pgbench running the same statements prepared. Both sides work on the same database of the same server,
/// in turns, on rows that are alike before and after; medians are compared.
/// </summary>
internal sealed class LedgerBench(IDatabase scratch, WebApplication app, HttpClient http, BenchRows rows, LedgerBenchSize size, TextWriter report, Verdict verdict)
{
    private const double HttpAsked = 0.5;
    private static readonly string[] CopyKinds = ["validate", "reclassify", "annotate"];
    private static readonly string[] DrawnKinds = ["merge", "split"];

    public async Task Run(CancellationToken cancellation)
    {
        if (!CopyKinds.Concat(DrawnKinds).Any(size.Wants))
        {
            return;
        }

        await report.WriteLineAsync("| decision | clients | pgbench/s | request/s | ratio | asked | HTTP/s | ratio | asked |");
        await report.WriteLineAsync("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var kind in CopyKinds.Where(size.Wants))
        {
            foreach (var clients in (int[])[1, 8])
            {
                await Compare(kind, clients, withHttp: true, asked: 0.75, cancellation);
            }
        }

        foreach (var kind in DrawnKinds.Where(size.Wants))
        {
            await Compare(kind, clients: 1, withHttp: false, asked: 0.8, cancellation);
            await Compare(kind, clients: 8, withHttp: false, asked: 0.8, cancellation);
        }
    }

    private async Task Compare(string kind, int clients, bool withHttp, double asked, CancellationToken cancellation)
    {
        var (sql, requests, web) = (new List<double>(), new List<double>(), new List<double>());
        var per = (kind is "merge" or "split" ? size.Decisions / 2 : size.Decisions) * (clients == 1 ? 1 : 2) / clients;
        for (var round = -1; round < size.Rounds; round++)
        {
            // The first round warms up both sides: plans, pools, the just-in-time compiler.
            var measured = round >= 0;
            Keep(sql, measured, await PgBench(kind, clients, per, cancellation));
            Keep(requests, measured, await Requests(kind, clients, per, cancellation));
            if (withHttp)
            {
                Keep(web, measured, await Http(kind, clients, per, cancellation));
            }
        }

        await rows.CheckAlike(kind, cancellation);
        verdict.AtLeast($"{kind}, {clients} clients, beside pgbench", Median(requests) / Median(sql), asked);
        if (withHttp)
        {
            verdict.AtLeast($"{kind} over HTTP, {clients} clients, beside pgbench", Median(web) / Median(sql), HttpAsked);
        }

        var line = $"| {kind} | {clients} | {Median(sql):N0} | {Median(requests):N0} | {Median(requests) / Median(sql):0.00} | {asked:0.00} |";
        await report.WriteLineAsync(withHttp ? $"{line} {Median(web):N0} | {Median(web) / Median(sql):0.00} | {HttpAsked:0.00} |" : $"{line} | | |");
        await report.FlushAsync(cancellation);
    }

    private static void Keep(List<double> figures, bool measured, double figure)
    {
        if (measured)
        {
            figures.Add(figure);
        }
    }

    private async Task<double> PgBench(string kind, int clients, int per, CancellationToken cancellation)
    {
        var first = await rows.Prepare(kind, clients * per, "sql", cancellation);
        return await App.Bench.PgBench.Run(scratch.UriOf(DatabaseRole.Application), kind, clients, per, first, cancellation);
    }

    private async Task<double> Requests(string kind, int clients, int per, CancellationToken cancellation)
    {
        var first = await rows.Prepare(kind, clients * per, "request", cancellation);
        var useCases = app.Services.GetRequiredService<UseCases>();
        return await Rate(clients, per, async index => await useCases.Send(Command(kind, first, index), cancellation));
    }

    private async Task<double> Http(string kind, int clients, int per, CancellationToken cancellation)
    {
        var first = await rows.Prepare(kind, clients * per, "http", cancellation);
        return await Rate(clients, per, async index =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/decisions") { Content = JsonContent.Create(Body(kind, first + index)) };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var response = await http.SendAsync(request, cancellation);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(cancellation);
        });
    }

    private static async Task<double> Rate(int clients, int per, Func<int, Task> decide)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < per; i++)
            {
                await decide((client * per) + i);
            }
        })));
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

    private static object Body(string kind, long slick) => kind switch
    {
        "validate" => new { kind, slicks = new[] { slick }, humanConfidence = 0.9 },
        "reclassify" => new { kind, slicks = new[] { slick }, @class = 6 },
        _ => new { kind, slicks = new[] { slick }, notes = "seen by the patrol aircraft" },
    };

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}
