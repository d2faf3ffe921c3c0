using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Review.App.Cli;

namespace Review.Bench;

/// <summary>The page in Chromium: what a first visit waits for and loads, what a pan and a session of every command take.</summary>
internal sealed class PageBench(Verdict verdict, TextWriter output)
{
    /// <summary>Measures the published application, with a server and a browser of its own.</summary>
    /// <param name="sources">The folder with Review.csproj, in which the application is published and its libraries are.</param>
    /// <exception cref="CommandException">The measuring script failed; what it said is on standard error.</exception>
    public async Task Run(string sources, int slicks, CancellationToken cancellation)
    {
        var seen = new Dictionary<string, JsonElement>();
        using var script = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(sources, "Bench", "page", "measure-page.mjs"), Text(slicks)])
            {
                RedirectStandardOutput = true,
            }
        )!;
        await using var end = cancellation.Register(script.Kill);
        while (await script.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            using var figure = JsonDocument.Parse(line);
            seen[figure.RootElement.GetProperty("figure").GetString()!] = figure.RootElement.GetProperty("value").Clone();
        }

        await script.WaitForExitAsync(cancellation);
        if (script.ExitCode != 0)
        {
            throw new CommandException($"The page could not be measured: the script ended with {script.ExitCode}.");
        }

        Write(seen, slicks);
    }

    /// <summary>Writes the table; the verdict hears every figure, and one that is not there was not seen.</summary>
    internal void Write(IReadOnlyDictionary<string, JsonElement> seen, int slicks)
    {
        var browser = seen.TryGetValue("browser", out var version) ? version.GetString() : "unknown";
        output.WriteLine($"Chromium {browser}, 1440 × 900, {slicks.ToString("N0", CultureInfo.InvariantCulture)} slicks.\n");
        foreach (var (key, asked) in PageLimits.Figures)
        {
            var value = seen.TryGetValue(key, out var found) ? found.GetDouble() : double.NaN;
            output.WriteLine($"  {asked.Figure.PadRight(62)} {asked.In(verdict, value, value < 1_000 ? "0.0" : "N0")}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
