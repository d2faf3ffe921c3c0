using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Review.App.Cli;

namespace Review.Bench;

/// <summary>PostgreSQL's own load generator.</summary>
internal static partial class PgBench
{
    /// <summary>Runs one of the scripts in pgbench/ for a number of decisions.</summary>
    /// <param name="uri">Of the database, for libpq.</param>
    /// <param name="first">Id of the first slick that it may take.</param>
    /// <param name="pipeline">Sends the statements of a transaction together, without waiting for the answer of each.</param>
    /// <returns>Transactions per second, without connecting.</returns>
    public static async Task<double> Run(
        string uri,
        string script,
        int clients,
        int perClient,
        long first,
        bool pipeline,
        CancellationToken cancellation
    )
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "pgbench", $"{script}.sql"), cancellation);
        if (pipeline)
        {
            text = text.Replace("\nbegin;\n", "\n\\startpipeline\nbegin;\n", StringComparison.Ordinal)
                .Replace("\ncommit;", "\ncommit;\n\\endpipeline", StringComparison.Ordinal);
        }

        string[] length = ["-M", "prepared", "-t", Text(perClient), "-D", $"first={first}", "-D", $"per_client={perClient}", "-D", "i=-1"];
        return (await Run(uri, [text], clients, length, cancellation)).PerSecond;
    }

    /// <summary>Runs statements, one of them at random each time, planned anew each time.</summary>
    /// <param name="statements">At most 128.</param>
    /// <param name="seconds">Those under way are waited for.</param>
    public static Task<PgBenchReport> Run(
        string uri,
        IReadOnlyList<string> statements,
        int clients,
        int seconds,
        CancellationToken cancellation
    ) => Run(uri, statements, clients, ["-M", "simple", "-T", Text(seconds)], cancellation);

    private static async Task<PgBenchReport> Run(
        string uri,
        IReadOnlyList<string> scripts,
        int clients,
        string[] length,
        CancellationToken cancellation
    )
    {
        var folder = Directory.CreateTempSubdirectory("slick-review-bench-").FullName;
        try
        {
            string[] arguments = ["-n", "-c", Text(clients), "-j", Text(Math.Min(clients, 2)), .. length];
            var start = new ProcessStartInfo(Find(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            for (var number = 0; number < scripts.Count; number++)
            {
                var file = Path.Combine(folder, $"{number}.sql");
                await File.WriteAllTextAsync(file, scripts[number], cancellation);
                start.ArgumentList.Add("-f");
                start.ArgumentList.Add(file);
            }

            start.ArgumentList.Add(uri);
            return await Run(start, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PgBenchReport> Run(ProcessStartInfo start, CancellationToken cancellation)
    {
        // As the application's own connections are (DataServices): plans for any values, neither compiled nor with workers.
        start.Environment["PGOPTIONS"] = "-c plan_cache_mode=force_generic_plan -c jit=off -c parallel_setup_cost=20000";
        using var process = Process.Start(start) ?? throw new CommandException("pgbench does not start.");
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 && Tps().Match(output) is { Success: true } tps && Latency().Match(output) is { Success: true } latency
            ? new PgBenchReport(Number(tps), Number(latency))
            : throw new CommandException($"pgbench failed: {await errors}{output}");
    }

    private static string Find() =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory
            .GetDirectories("/usr/lib/postgresql")
            .Order()
            .Select(version => Path.Combine(version, "bin", "pgbench"))
            .LastOrDefault(File.Exists)
            is { } found
            ? found
            : "pgbench";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+) \(without initial connection time\)", RegexOptions.CultureInvariant)]
    private static partial Regex Tps();

    [GeneratedRegex(@"latency average = ([0-9.]+) ms", RegexOptions.CultureInvariant)]
    private static partial Regex Latency();
}

/// <param name="PerSecond">Transactions, without connecting.</param>
/// <param name="MeanMs">Of one.</param>
internal sealed record PgBenchReport(double PerSecond, double MeanMs);
