using System.Globalization;

namespace Review.Bench;

/// <summary>
/// How fast decisions are, beside pgbench running the same statements prepared: one after the other as a client does that reads each
/// answer, and in one pipeline, the least that the database itself takes. All sides work on the same database of the same server, in turns,
/// on rows that are alike before and after; medians are compared.
/// </summary>
internal sealed class LedgerBench(DecisionSides sides, BenchRows rows, LedgerBenchSize size, TextWriter report, Verdict verdict)
{
    private static readonly string[] CopyKinds = ["validate", "reclassify", "annotate"];
    private static readonly string[] DrawnKinds = ["merge", "split"];

    public async Task Run(CancellationToken cancellation)
    {
        if (!CopyKinds.Concat(DrawnKinds).Any(size.Wants))
        {
            return;
        }

        await report.WriteLineAsync(
            "| decision | clients | pgbench/s | in a pipeline/s | request/s | beside pgbench | beside the pipeline | HTTP/s | "
                + "beside pgbench | beside the pipeline |"
        );
        await report.WriteLineAsync("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var kind in CopyKinds.Concat(DrawnKinds).Where(size.Wants))
        {
            foreach (var clients in (int[])[1, 8])
            {
                await Compare(kind, clients, cancellation);
            }
        }
    }

    private async Task Compare(string kind, int clients, CancellationToken cancellation)
    {
        var (sql, pipeline, requests, web) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var drawn = DrawnKinds.Contains(kind);
        var per = (drawn ? size.Decisions / 2 : size.Decisions) * (clients == 1 ? 1 : 2) / clients;
        for (var round = -1; round < size.Rounds; round++)
        {
            // The first round warms up all sides: plans, pools, the just-in-time compiler.
            var measured = round >= 0;
            Keep(sql, measured, await sides.PgBench(kind, clients, per, pipeline: false, cancellation));
            Keep(pipeline, measured, await sides.PgBench(kind, clients, per, pipeline: true, cancellation));
            Keep(requests, measured, await sides.Requests(kind, clients, per, cancellation));
            if (!drawn)
            {
                Keep(web, measured, await sides.Http(kind, clients, per, cancellation));
            }
        }

        await rows.CheckAlike(kind, cancellation);
        var (plain, batched, own) = (Median(sql), Median(pipeline), Median(requests));
        var asked = LedgerRatios.Of(kind, clients);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"| {kind} | {clients} | {plain:N0} | {batched:N0} | {own:N0} | {asked.Request.In(verdict, own / plain, "0.00")} | "
                + $"{own / batched:0.00} |"
        );
        await report.WriteLineAsync(
            drawn
                ? $"{line} | | |"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{line} {Median(web):N0} | {asked.Http.In(verdict, Median(web) / plain, "0.00")} | {Median(web) / batched:0.00} |"
                )
        );
        await report.FlushAsync(cancellation);
    }

    private static void Keep(List<double> figures, bool measured, double figure)
    {
        if (measured)
        {
            figures.Add(figure);
        }
    }

    private static double Median(List<double> figures) => figures.Order().ElementAt(figures.Count / 2);
}

/// <summary>What is asked of decisions beside pgbench.</summary>
internal static class LedgerRatios
{
    private const double Copied = 0.75;
    private const double Drawn = 0.8;
    private const double OverHttp = 0.5;

    public static (Limit Request, Limit Http) Of(string kind, int clients) =>
        (
            new Limit($"{kind}, {clients} clients, beside pgbench", AtLeast: kind is "merge" or "split" ? Drawn : Copied),
            new Limit($"{kind} over HTTP, {clients} clients, beside pgbench", AtLeast: OverHttp)
        );
}
