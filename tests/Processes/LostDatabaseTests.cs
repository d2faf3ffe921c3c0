using System.Diagnostics;
using System.Globalization;
using System.Net;
using Review.Tests.Support;

namespace Review.Tests.Processes;

/// <summary>The private server goes while the application runs; the application starts it again and says little meanwhile.</summary>
public sealed class LostDatabaseTests(RunningApp.Alone app) : IClassFixture<RunningApp.Alone>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string PostmasterPid => Path.Combine(app.DataFolder, "postgres", "cluster", "postmaster.pid");

    [Fact]
    public async Task A_database_server_killed_with_kill_9_is_started_again_by_the_application_that_runs_on_it()
    {
        using var http = await app.Client();
        var slick = await http.GivenSlick();
        var before = app.Output.Length;
        var clock = Stopwatch.StartNew();
        Process.GetProcessById(Recorded()).Kill();

        var (answer, others) = await DecideUntilTaken(http, slick);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"A decision was taken {clock.Elapsed.TotalSeconds:0.0} s after kill -9; {app.Output.Length - before} characters were logged."
        );
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        others.ShouldAllBe(one => one.Code == 503 && one.Message.Headers.RetryAfter != null);
        (await http.Get("/readyz")).Code.ShouldBe(200);
        (app.Output.Length - before).ShouldBeLessThan(20_000, app.Output[before..]);
        app.Output[before..].ShouldContain("was started again");
        (await app.Review("check")).ShouldContain("invariants hold");
    }

    [Fact]
    public async Task Check_leaves_the_server_to_those_who_are_connected_to_it()
    {
        using var http = await app.Client();
        var postmaster = Recorded();

        await app.Review("check");

        Recorded().ShouldBe(postmaster);
        (await http.Get("/readyz")).Code.ShouldBe(200);
    }

    // As the page's outbox does: again and again, with the same key.
    private static async Task<(Answer Taken, List<Answer> Others)> DecideUntilTaken(HttpClient http, long slick)
    {
        var others = new List<Answer>();
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(100, Cancellation))
        {
            var answer = await http.Decide(
                new
                {
                    kind = "validate",
                    slicks = new[] { slick },
                    humanConfidence = 0.8,
                },
                "the same"
            );
            if (answer.Code != 503 || clock.Elapsed > Patience)
            {
                return (answer, others);
            }

            others.Add(answer);
        }
    }

    private int Recorded() => int.Parse(File.ReadLines(PostmasterPid).First(), CultureInfo.InvariantCulture);
}
