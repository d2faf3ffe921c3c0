using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Review.Tests.Support;

namespace Review.Tests.Processes;

/// <summary>Processes end in every way; what was confirmed to somebody stays.</summary>
public sealed class CrashTests(RunningApp.Alone app) : IClassFixture<RunningApp.Alone>
{
    private const int Merges = 1000;
    private const int Clients = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string PostmasterPid => Path.Combine(app.DataFolder, "postgres", "cluster", "postmaster.pid");

    [Fact]
    public async Task After_kill_9_of_application_and_database_in_the_middle_of_1000_merges_every_invariant_holds_and_no_answer_was_a_lie()
    {
        await app.Review("simulate", "--slicks", $"{2 * Merges}");
        using var http = await app.Client();
        var slicks = await Slicks(http);
        slicks.Count.ShouldBeGreaterThanOrEqualTo(2 * Merges);
        var confirmed = new List<(long Decision, long Output)>();

        var killing = KillWhen(() => Count(confirmed) >= Merges / 4);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Merge(http, slicks, client, confirmed)));
        await killing;
        confirmed.Count.ShouldBeLessThan(Merges);

        await app.Start();
        (await app.Review("check")).ShouldContain("invariants hold");
        foreach (var (decision, output) in confirmed)
        {
            var feature = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/slicks/{output}", UriKind.Relative), Cancellation);
            feature.GetProperty("properties").GetProperty("decision").GetInt64().ShouldBe(decision);
        }
    }

    [Fact]
    public async Task Ctrl_C_stops_the_database_server_too_although_a_page_is_open()
    {
        using var http = await app.Client("viewer");
        using var open = await Connect(http);
        var postmaster = Recorded();

        var clock = Stopwatch.StartNew();
        await app.Stop();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        File.Exists(PostmasterPid).ShouldBeFalse();
        IsAlive(postmaster).ShouldBeFalse();
        await app.Start();
    }

    // An event stream, as every open page has one; its headers come with the first event.
    private static async Task<IDisposable> Connect(HttpClient http)
    {
        var stream = new CancellationTokenSource();
        _ = http.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, stream.Token)
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Task.Delay(500, Cancellation);
        return stream;
    }

    private async Task KillWhen(Func<bool> itIsTime)
    {
        while (!itIsTime())
        {
            await Task.Delay(5, Cancellation);
        }

        var postmaster = Recorded();
        Process.GetProcessById(postmaster).Kill();
        await app.Kill();
    }

    private static async Task<List<(long Id, string Scene)>> Slicks(HttpClient http)
    {
        var found = new List<(long, string)>();
        var next = new Uri("/api/slicks?limit=1000", UriKind.Relative);
        while (next is not null)
        {
            var page = await http.GetFromJsonAsync<JsonElement>(next, Cancellation);
            found.AddRange(
                page.GetProperty("features")
                    .EnumerateArray()
                    .Select(feature =>
                        (feature.GetProperty("id").GetInt64(), feature.GetProperty("properties").GetProperty("scene").GetString()!)
                    )
            );
            next = page.TryGetProperty("links", out var links)
                ? links
                    .EnumerateArray()
                    .Where(link => link.GetProperty("rel").GetString() == "next")
                    .Select(link => new Uri(link.GetProperty("href").GetString()!, UriKind.RelativeOrAbsolute))
                    .FirstOrDefault()
                : null;
        }

        return found;
    }

    // Each client merges pairs of its own until the server is gone.
    private static async Task Merge(HttpClient http, List<(long Id, string Scene)> slicks, int client, List<(long, long)> confirmed)
    {
        for (var pair = client; pair < Merges; pair += Clients)
        {
            var body = new
            {
                kind = "merge",
                slicks = new[] { slicks[2 * pair].Id, slicks[(2 * pair) + 1].Id },
                acrossScenes = true,
                humanConfidence = 0.7,
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/decisions") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", $"pair {pair.ToString(CultureInfo.InvariantCulture)}");
            try
            {
                using var answer = await http.SendAsync(request, Cancellation);
                if (!answer.IsSuccessStatusCode)
                {
                    return;
                }

                var decision = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
                lock (confirmed)
                {
                    confirmed.Add((decision.GetProperty("decision").GetInt64(), decision.GetProperty("outputs")[0].GetInt64()));
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                return;
            }
        }
    }

    private static int Count<T>(List<T> list)
    {
        lock (list)
        {
            return list.Count;
        }
    }

    private int Recorded() => int.Parse(File.ReadLines(PostmasterPid).First(), CultureInfo.InvariantCulture);

    private static bool IsAlive(int process) =>
        Directory.Exists($"/proc/{process}") && File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] != 'Z';
}
