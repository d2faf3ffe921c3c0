using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Review.App.Cli;

namespace Review.Bench;

/// <summary>What wrk asks for.</summary>
/// <param name="Paths">Asked for in turn.</param>
/// <param name="Key">Of the application's API; empty for none.</param>
/// <param name="Fresh">Adds to each request a bound of confidence that lets all slicks through and that no request had before, so that
/// nothing is answered from what was made before.</param>
internal sealed record WrkLoad(Uri Address, IReadOnlyList<string> Paths, string Key, int Connections, int Seconds, bool Fresh = false);

/// <param name="Busy">Answers 503.</param>
/// <param name="Failed">Answers 500 and above without <paramref name="Busy"/>.</param>
/// <param name="Refused">Answers 400 to 499.</param>
/// <param name="Lost">Connections and requests that failed, or were not answered within two seconds.</param>
internal sealed record WrkReport(double PerSecond, double P99Ms, double MostMs, long Busy, long Failed, long Refused, long Lost)
{
    /// <exception cref="CommandException">Something was not answered as asked.</exception>
    public WrkReport Sound() =>
        Busy + Failed + Refused + Lost == 0 ? this : throw new CommandException($"wrk did not get what it asked for: {this}");
}

/// <summary>Asks over HTTP as fast as it is answered (<c>wrk</c>).</summary>
internal static partial class Wrk
{
    // Each run begins where none was before.
    private static long asked = Stopwatch.GetTimestamp() % 100_000;

    public static bool IsInstalled => File.Exists("/usr/bin/wrk");

    public static async Task<WrkReport> Run(WrkLoad load, CancellationToken cancellation)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script(load, asked += 1_000_000), cancellation);
            using var wrk = Process.Start(
                new ProcessStartInfo(
                    "wrk",
                    ["-t", "1", "-c", Text(load.Connections), "-d", $"{load.Seconds}s", "--latency", "-s", script, load.Address.ToString()]
                )
                {
                    RedirectStandardOutput = true,
                }
            )!;
            var report = await wrk.StandardOutput.ReadToEndAsync(cancellation);
            await wrk.WaitForExitAsync(cancellation);
            return Read(report);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string Script(WrkLoad load, long first) =>
        $$"""
            local paths = { {{string.Join(',', load.Paths.Select(path => $"\"{path}\""))}} }
            local n = {{first}}
            local headers = { ["Accept-Encoding"] = "gzip"{{(
                load.Key.Length > 0 ? $", [\"Authorization\"] = \"Bearer {load.Key}\"" : ""
            )}} }
            local workers = {}
            busy, failed, refused = 0, 0, 0
            function setup(thread) table.insert(workers, thread) end
            function request()
              n = n + 1
              local path = paths[n % #paths + 1]
              {{(
                load.Fresh
                    ? """path = path .. string.format("%sminConfidence=%.12f", path:find("?", 1, true) and "&" or "?", n * 1e-12)"""
                    : ""
            )}}
              return wrk.format("GET", path, headers)
            end
            function response(status)
              if status == 503 then busy = busy + 1 elseif status >= 500 then failed = failed + 1 elseif status >= 400 then refused = refused + 1 end
            end
            function done(summary, latency, requests)
              local b, f, r, e = 0, 0, 0, summary.errors
              for _, worker in ipairs(workers) do b, f, r = b + worker:get("busy"), f + worker:get("failed"), r + worker:get("refused") end
              print(string.format("counted %d %d %d %d %.3f %.3f", b, f, r, e.connect + e.read + e.write + e.timeout, latency:percentile(99) / 1000, latency.max / 1000))
            end
            """;

    private static WrkReport Read(string report)
    {
        var (rate, counted) = (Rate().Match(report), Counted().Match(report));
        if (!rate.Success || !counted.Success)
        {
            throw new CommandException($"wrk does not say what it did:\n{report}");
        }

        double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
        var groups = counted.Groups;
        return new WrkReport(
            Number(rate.Groups[1]),
            Number(groups[5]),
            Number(groups[6]),
            (long)Number(groups[1]),
            (long)Number(groups[2]),
            (long)Number(groups[3]),
            (long)Number(groups[4])
        );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"counted (\d+) (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+)")]
    private static partial Regex Counted();
}
