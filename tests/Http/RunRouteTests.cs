using Review.Domain.Detection;
using Review.Domain.People;
using Review.Tests.Support;
using Review.TestWorker;

namespace Review.Tests.Http;

/// <summary>Runs over HTTP.</summary>
public sealed class RunRouteTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_started_run_is_accepted_with_its_address()
    {
        var answer = await Start(await GivenScene());

        (answer.Code, answer.Message.Headers.Location!.ToString()).ShouldBe((202, $"/api/runs/{answer.Id("run")}"));
    }

    [Fact]
    public async Task A_run_is_read_with_status_progress_and_log()
    {
        var run = await Ended(await GivenScene());

        var answer = await app.Viewer.Get($"/api/runs/{run}");

        var row = answer.Json.GetProperty("run");
        (
            row.GetProperty("status").GetString(),
            row.GetProperty("share").GetDouble(),
            answer.Json.GetProperty("log").GetArrayLength(),
            answer.Json.GetProperty("parameters").GetProperty("threshold").GetDouble()
        ).ShouldBe(("succeeded", 1, 2, 0.5), answer.Text);
    }

    [Fact]
    public async Task Runs_of_a_scene_are_listed()
    {
        var scene = await GivenScene();
        var run = await Ended(scene);

        var list = (await app.Viewer.Get($"/api/runs?scene={scene}")).Json;

        list.EnumerateArray().Select(one => one.GetProperty("id").GetInt64()).ShouldBe([run]);
    }

    [Fact]
    public async Task The_same_run_again_is_a_conflict_that_names_the_first()
    {
        var scene = await GivenScene();
        var run = await Ended(scene);

        var answer = await Start(scene);

        (answer.Code, answer.Type, answer.Id("run")).ShouldBe((409, "urn:slick-review:run-exists", run), answer.Text);
    }

    [Fact]
    public async Task A_forced_run_is_accepted()
    {
        var scene = await GivenScene();
        await Ended(scene);

        (await app.Analyst.Post($"/api/scenes/{scene}/runs", new { force = true })).Code.ShouldBe(202);
    }

    [Fact]
    public async Task A_run_is_repeated()
    {
        var run = await Ended(await GivenScene());

        (await app.Analyst.Post($"/api/runs/{run}/repeat")).Code.ShouldBe(202);
    }

    [Fact]
    public async Task A_run_that_waits_is_cancelled()
    {
        var run = (await Start(await GivenScene())).Id("run");

        (await app.Analyst.Post($"/api/runs/{run}/cancel")).Json.GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Theory]
    [InlineData("/api/scenes/999999/runs")]
    [InlineData("/api/runs/999999/cancel")]
    [InlineData("/api/runs/999999/repeat")]
    public async Task What_is_not_there_is_404(string address) => (await app.Analyst.Post(address)).Code.ShouldBe(404);

    [Fact]
    public async Task A_run_that_is_not_there_is_404() => (await app.Viewer.Get("/api/runs/999999")).Code.ShouldBe(404);

    [Theory]
    [InlineData("scene=x", "scene")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("after=x", "after")]
    public async Task A_bad_parameter_is_400_with_its_name(string query, string field) =>
        (await app.Viewer.Get($"/api/runs?{query}")).Errors.ShouldBe([field]);

    [Fact]
    public async Task A_member_that_is_not_known_is_400() =>
        (await app.Analyst.Post($"/api/scenes/{await GivenScene()}/runs", new { modell = "x" })).Code.ShouldBe(400);

    [Theory]
    [InlineData("/api/scenes/1/runs")]
    [InlineData("/api/runs/1/cancel")]
    [InlineData("/api/runs/1/repeat")]
    public async Task A_viewer_starts_and_stops_nothing(string address) => (await app.Viewer.Post(address)).Code.ShouldBe(403);

    [Theory]
    [InlineData("/api/scenes/1/runs")]
    [InlineData("/api/runs/1/cancel")]
    [InlineData("/api/runs/1/repeat")]
    public async Task A_browser_needs_the_pages_token(string address)
    {
        using var browser = await app.SignedIn(Role.Analyst);

        (await browser.Post(address)).Type.ShouldBe("urn:slick-review:antiforgery");
    }

    [Fact]
    public async Task An_open_page_hears_how_a_run_goes_on()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(20));
        using var stream = new StreamReader(await app.Viewer.GetStreamAsync(new Uri("/api/events", UriKind.Relative), stop.Token));
        await stream.ReadLineAsync(stop.Token);
        var run = await Ended(await GivenScene());

        var heard = "";
        while (
            !heard.Contains($"\"run\":{run},", StringComparison.Ordinal)
            || !heard.Contains("\"status\":\"succeeded\"", StringComparison.Ordinal)
        )
        {
            heard += await stream.ReadLineAsync(stop.Token) + "\n";
        }

        heard.ShouldContain("event: run\n");
    }

    [Theory]
    [InlineData(false)] // slicks come in
    [InlineData(true)] // and replace others, by a decision
    public async Task An_open_page_hears_of_the_slicks_of_a_run_that_another_process_did(bool again)
    {
        var scene = await GivenScene();
        if (again)
        {
            await Ended(scene);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(20));
        using var stream = new StreamReader(await app.Viewer.GetStreamAsync(new Uri("/api/events", UriKind.Relative), stop.Token));
        await stream.ReadLineAsync(stop.Token);
        app.Desk.Work.Finds = FakeWork.Squares(20);
        var run = (await app.Analyst.Post($"/api/scenes/{scene}/runs", new { force = again })).Id("run");
        // The desk listens to nobody and sends no news of its own.
        await app.Desk.Send(new ExecuteRun(run));
        var slick = await app.Desk.Database.Ask<long>($"select id from slick where orchestrator_run = {run}");

        var heard = "";
        while (!heard.Contains($"{slick}]", StringComparison.Ordinal))
        {
            heard = (await stream.ReadLineAsync(stop.Token)) ?? throw new EndOfStreamException();
        }

        heard.ShouldContain(again ? "\"kind\":\"reprocess\"" : "\"kind\":\"detect\"");
    }

    private Task<long> GivenScene() =>
        app.Desk.Database.Ask<long>(
            $"insert into scene (name, acquired) values ('{Guid.NewGuid():N}', '2026-01-01T00:00:00Z') returning id"
        );

    private Task<Answer> Start(long scene) => app.Analyst.Post($"/api/scenes/{scene}/runs", new { });

    private async Task<long> Ended(long scene)
    {
        app.Desk.Work.Finds = FakeWork.Squares(20);
        var run = (await Start(scene)).Id("run");
        await app.Send(new ExecuteRun(run));
        return run;
    }
}
