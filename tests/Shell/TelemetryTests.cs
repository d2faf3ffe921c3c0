using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Review.App.Shell;
using Review.Domain;
using Review.Tests.Support;

namespace Review.Tests.Shell;

/// <summary>What is told to a collector, which is a server of this process.</summary>
public sealed class TelemetryTests(TelemetryTests.Told app) : IClassFixture<TelemetryTests.Told>
{
    [Fact]
    public async Task A_request_and_its_statements_are_told_to_the_collector()
    {
        (await app.Viewer.Get("/api/slicks?class=vessel&limit=1")).Code.ShouldBe(200);

        var traces = await app.Collector.Hears("/v1/traces", "api/slicks");

        traces.ShouldContain("slick-review");
        traces.ShouldContain("postgresql");
    }

    [Fact]
    public async Task Numbers_of_requests_are_told_too()
    {
        (await app.Viewer.Get("/api/summary")).Code.ShouldBe(200);

        await app.Collector.Hears("/v1/metrics", "http.server.request.duration");
    }

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("here")]
    public void An_endpoint_that_is_no_address_is_refused(string endpoint) =>
        Should
            .Throw<StartException>(() =>
                new ServiceCollection().AddTelemetry(
                    new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]).Build()
                )
            )
            .Message.ShouldContain(endpoint);

    [Fact]
    public void Without_an_endpoint_nothing_is_gathered()
    {
        var services = new ServiceCollection();

        services.AddTelemetry(new ConfigurationBuilder().Build());

        services.ShouldBeEmpty();
    }

    /// <summary>The application, with a collector beside it.</summary>
    public sealed class Told(TestServer server) : WebApp(server)
    {
        public Collector Collector { get; } = new();

        protected override IReadOnlyDictionary<string, string?> Settings =>
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
            };

        public override async ValueTask InitializeAsync()
        {
            await Collector.Start();
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Collector.DisposeAsync();
        }
    }

    /// <summary>Takes what is sent by the OpenTelemetry protocol over HTTP.</summary>
    public sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentBag<(string Path, string Text)> heard = [];
        private WebApplication? app;

        public string Address => app!.Urls.First();

        public async Task Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.MapPost(
                "/v1/{kind}",
                async (HttpRequest request) =>
                {
                    using var body = new MemoryStream();
                    await request.Body.CopyToAsync(body);
                    heard.Add((request.Path, Encoding.Latin1.GetString(body.ToArray())));
                    return Results.Bytes([], "application/x-protobuf");
                }
            );
            await app.StartAsync();
        }

        /// <returns>All that came to this path, once what is looked for is in it.</returns>
        public async Task<string> Hears(string path, string wanted)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (true)
            {
                var told = string.Concat(heard.Where(one => one.Path == path).Select(one => one.Text));
                if (told.Contains(wanted, StringComparison.Ordinal))
                {
                    return told;
                }

                await Task.Delay(50, patience.Token);
            }
        }

        public ValueTask DisposeAsync() => app?.DisposeAsync() ?? default;
    }
}
