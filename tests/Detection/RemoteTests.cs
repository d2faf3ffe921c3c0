using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Review.App.Cli;
using Review.Data.Inference;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Detection.DarkSpot;
using Review.Domain.Scenes;

namespace Review.Tests.Detecting;

/// <summary>A detector over HTTP, against real servers on this machine: the service itself, and ones that misbehave.</summary>
public sealed class RemoteTests
{
    private const string Card =
        """{"name":"far","version":"7","classes":[9],"bands":["VV"],"thresholds":{"group":0.1,"outline":0.5,"keep":0.9},"contextPixels":0,"parallelism":2,"licence":"none","parameters":"{}"}""";
    private static readonly RemotePatience Patience = new(
        TimeSpan.FromSeconds(0.5),
        2,
        TimeSpan.FromMilliseconds(20),
        TimeSpan.FromSeconds(30)
    );

    [Fact]
    public async Task The_service_answers_as_the_detector_in_it_does()
    {
        using var local = new DarkSpotDetector(new DarkSpotParameters());
        await using var service = DetectServiceVerb.Build(local, "http://127.0.0.1:0", null);
        await service.StartAsync(TestContext.Current.CancellationToken);
        using var remote = RemoteDetector.Connect("far", new Uri(service.Urls.First()), null, RemotePatience.Usual);
        var window = Window(64);

        remote.Card.Classes.ShouldBe(local.Card.Classes);
        remote
            .Detect(window, TestContext.Current.CancellationToken)
            .Planes[1]
            .ShouldBe(local.Detect(window, TestContext.Current.CancellationToken).Planes[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_service_is_told_whether_a_window_is_part_of_a_scene(bool isPartOfScene)
    {
        using var local = new TellsPartOfScene();
        await using var service = DetectServiceVerb.Build(local, "http://127.0.0.1:0", null);
        await service.StartAsync(TestContext.Current.CancellationToken);
        using var remote = RemoteDetector.Connect("far", new Uri(service.Urls.First()), null, RemotePatience.Usual);

        var plane = remote
            .Detect(Window(8) with { IsPartOfScene = isPartOfScene }, TestContext.Current.CancellationToken)
            .Planes.ShouldHaveSingleItem();

        plane.ShouldAllBe(probability => probability == (isPartOfScene ? 1 : 0));
    }

    [Fact]
    public async Task A_caller_that_does_not_say_it_is_answered_for_a_window_on_its_own()
    {
        using var local = new TellsPartOfScene();
        await using var service = DetectServiceVerb.Build(local, "http://127.0.0.1:0", null);
        await service.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        var answer = await http.PostAsync(
            new Uri(service.Urls.First() + "/v1/windows?west=0&south=0&east=1&north=1&width=8&height=8&metresPerPixel=40&unit=Sigma0"),
            new ByteArrayContent(new byte[8 * 8 * sizeof(float)]),
            TestContext.Current.CancellationToken
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldAllBe(one => one == 0);
    }

    [Fact]
    public async Task The_contract_is_published_as_OpenAPI()
    {
        using var local = new EchoDetector();
        await using var service = DetectServiceVerb.Build(local, "http://127.0.0.1:0", null);
        await service.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        var contract = await http.GetStringAsync(new Uri(service.Urls.First() + "/openapi/v1.json"), TestContext.Current.CancellationToken);

        contract.ShouldContain("/v1/windows");
        contract.ShouldContain("application/octet-stream");
        contract.ShouldContain("isPartOfScene");
    }

    [Fact]
    public async Task A_body_of_the_wrong_size_is_refused_with_a_sentence()
    {
        using var local = new EchoDetector();
        await using var service = DetectServiceVerb.Build(local, "http://127.0.0.1:0", null);
        await service.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();

        var answer = await http.PostAsync(
            new Uri(service.Urls.First() + "/v1/windows?west=0&south=0&east=1&north=1&width=8&height=8&metresPerPixel=40&unit=Sigma0"),
            new ByteArrayContent([1, 2, 3]),
            TestContext.Current.CancellationToken
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("256");
    }

    [Fact]
    public async Task Without_the_key_nobody_is_answered()
    {
        using var local = new EchoDetector();
        await using var service = DetectServiceVerb.Build(local, "http://127.0.0.1:0", "a-secret");
        await service.StartAsync(TestContext.Current.CancellationToken);
        var url = new Uri(service.Urls.First());

        Should.Throw<RuleBrokenException>(() => RemoteDetector.Connect("far", url, "another", Patience)).Message.ShouldContain("401");
        using var admitted = RemoteDetector.Connect("far", url, "a-secret", Patience);
        admitted.Card.Version.ShouldBe("1");
    }

    [Fact]
    public void A_service_for_other_machines_needs_a_key()
    {
        using var local = new EchoDetector();
        Should
            .Throw<CommandException>(() => DetectServiceVerb.Build(local, "http://0.0.0.0:0", null))
            .Message.ShouldContain(DetectServiceVerb.KeyVariable);
    }

    [Fact]
    public async Task GeoJSON_becomes_probabilities_in_the_pixels_that_it_covers()
    {
        await using var service = await Serve(http =>
            Write(
                http,
                "application/geo+json",
                """
                {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"class":9,"machine_confidence":0.8},"geometry":{"type":"Polygon","coordinates":[[[0,0],[0.5,0],[0.5,1],[0,1],[0,0]]]}}]}
                """
            )
        );
        using var remote = Connect(service);

        var plane = remote.Detect(Window(8), TestContext.Current.CancellationToken).Planes.ShouldHaveSingleItem();

        plane.Count(probability => probability == 0.8f).ShouldBe(32);
        plane[0].ShouldBe(0.8f);
        plane[7].ShouldBe(0);
    }

    [Fact]
    public async Task A_service_that_hangs_is_given_up_in_time()
    {
        await using var service = await Serve(http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var remote = Connect(service);
        var start = Stopwatch.GetTimestamp();

        Refusal(remote).ShouldContain("did not answer in time");
        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_service_that_fails_once_is_asked_again()
    {
        var asked = 0;
        await using var service = await Serve(async http =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                http.Response.StatusCode = 500;
                return;
            }

            http.Response.ContentType = "application/octet-stream";
            await http.Response.Body.WriteAsync(new byte[8 * 8 * 4]);
        });
        using var remote = Connect(service);

        remote.Detect(Window(8), TestContext.Current.CancellationToken).Planes[0].ShouldAllBe(probability => probability == 0);
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_service_that_goes_on_failing_is_left_alone()
    {
        var asked = 0;
        await using var service = await Serve(http =>
        {
            Interlocked.Increment(ref asked);
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        using var remote = Connect(service);

        Refusal(remote).ShouldContain("status 500");
        var sentences = Enumerable.Range(0, 5).Select(_ => Refusal(remote)).ToList();
        sentences[^1].ShouldContain("left alone");
        asked.ShouldBeLessThan(15);
    }

    [Theory]
    [InlineData("application/octet-stream", "abc")]
    [InlineData("application/geo+json", "{\"features\":[{}]}")]
    [InlineData("application/geo+json", "<html>")]
    [InlineData(
        "application/geo+json",
        """{"features":[{"properties":{"class":77,"machine_confidence":0.8},"geometry":{"type":"Polygon","coordinates":[]}}]}"""
    )]
    [InlineData("text/html", "<html>hello</html>")]
    public async Task Garbage_is_refused(string type, string body)
    {
        await using var service = await Serve(http => Write(http, type, body));
        using var remote = Connect(service);

        Refusal(remote).ShouldContain("not what the contract says");
    }

    [Fact]
    public async Task Probabilities_that_are_no_numbers_end_the_run()
    {
        await using var service = await Serve(async http =>
        {
            http.Response.ContentType = "application/octet-stream";
            await http.Response.Body.WriteAsync(
                Enumerable.Repeat(new byte[] { 0, 0, 0xC0, 0x7F }, 64).SelectMany(bytes => bytes).ToArray()
            );
        });
        using var remote = Connect(service);
        using var scene = new ArrayPixels(new GeoBox(0, 0, 1, 1), 8, 8, new float[64]);

        Should
            .Throw<RuleBrokenException>(() =>
                DetectScene.Run(scene, remote, new DetectionSettings(), LandMask.OpenSea, null, TestContext.Current.CancellationToken)
            )
            .Message.ShouldContain("NaN");
    }

    [Fact]
    public void A_service_that_is_not_there_is_refused_with_a_sentence() =>
        Should
            .Throw<RuleBrokenException>(() => RemoteDetector.Connect("far", new Uri("http://127.0.0.1:9"), null, Patience))
            .Message.ShouldContain("cannot be reached");

    /// <summary>1 everywhere in a window of a scene, 0 in one on its own.</summary>
    private sealed class TellsPartOfScene : IDetector
    {
        public DetectorCard Card { get; } = new("tells", "1", [9], ["VV"], IslandThresholds.Usual, 0, null, 1, "none", "{}");

        public ClassProbabilities Detect(PixelWindow window, CancellationToken cancellation) =>
            new([
                [.. Enumerable.Repeat(window.IsPartOfScene ? 1f : 0f, window.Width * window.Height)],
            ]);

        public void Dispose() { }
    }

    private static string Refusal(RemoteDetector remote) =>
        Should.Throw<RuleBrokenException>(() => remote.Detect(Window(8), CancellationToken.None)).Message;

    private static RemoteDetector Connect(WebApplication service) =>
        RemoteDetector.Connect("far", new Uri(service.Urls.First()), null, Patience);

    private static PixelWindow Window(int size) =>
        new(
            new GeoBox(0, 0, 1, 1),
            size,
            size,
            40,
            PixelUnit.Amplitude,
            [
                [.. Enumerable.Range(0, size * size).Select(i => 40 + (float)(10 * Math.Sin(i * i)))],
            ]
        );

    private static Task Write(HttpContext http, string type, string body)
    {
        http.Response.ContentType = type;
        return http.Response.WriteAsync(body);
    }

    // A proper card, and windows answered as the test says.
    private static async Task<WebApplication> Serve(RequestDelegate windows)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/v1/card", (HttpContext http) => Write(http, "application/json", Card));
        app.MapPost("/v1/windows", windows);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
