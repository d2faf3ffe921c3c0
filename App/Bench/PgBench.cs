using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Review.App.Cli;

namespace Review.App.Bench;

/// <summary>Runs one of the scripts in pgbench/ with PostgreSQL's own load generator.</summary>
internal static partial class PgBench
{
    /// <param name="uri">Of the database, for libpq.</param>
    /// <param name="first">Id of the first slick that it may take.</param>
    /// <returns>Transactions per second, without connecting.</returns>
    public static async Task<double> Run(string uri, string script, int clients, int perClient, long first, CancellationToken cancellation)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "App", "Bench", "pgbench", $"{script}.sql");
        var start = new ProcessStartInfo(Find()) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
            [
                "-n", "-M", "prepared", "-c", Text(clients), "-j", Text(Math.Min(clients, 2)), "-t", Text(perClient),
                "-D", $"first={first}", "-D", $"per_client={perClient}", "-D", "i=-1", "-f", file, uri,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new CommandException("pgbench does not start.");
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 && Tps().Match(output) is { Success: true } tps
            ? double.Parse(tps.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new CommandException($"pgbench failed on {script}: {await errors}{output}");
    }

    private static string Find() =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory.GetDirectories("/usr/lib/postgresql").Order().Select(version => Path.Combine(version, "bin", "pgbench")).LastOrDefault(File.Exists) is { } found
            ? found
            : "pgbench";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+) \(without initial connection time\)", RegexOptions.CultureInvariant)]
    private static partial Regex Tps();
}
