using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Who closes the connection in the middle of an export stops it: nothing goes on in the database, and nothing is wrong.</summary>
public sealed class AbandonedExportTests(AbandonedExportTests.LoggingApp app) : IClassFixture<AbandonedExportTests.LoggingApp>
{
    // What the database has sent, and nobody takes.
    private const string Waiting =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'ClientWrite'";

    private const string Active =
        "select count(*) from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()";

    /// <summary>The others log nothing at all; this one does, though not to the console.</summary>
    public sealed class LoggingApp(TestServer server) : WebApp(server)
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } =
            new[] { "Logging", "Logging:Console" }
                .SelectMany(
                    _ => new[] { "Microsoft", "Npgsql", "Review" },
                    (section, category) =>
                        KeyValuePair.Create($"{section}:LogLevel:{category}", section == "Logging" ? "Information" : (string?)"None")
                )
                .ToDictionary();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_whose_client_goes_away_ends_in_the_database_and_is_no_error()
    {
        await GivenMoreThanBuffersHold();
        using var log = new WhatIsLogged();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        await ReadTheBeginning(whileOpen: () => Until(async () => await app.Desk.Database.Ask<long>(Waiting) == 1));

        await Until(async () => await app.Desk.Database.Ask<long>(Active) == 0);
        await Until(() => Task.FromResult(log.Lines.Any(line => line.Text.Contains("Request finished", StringComparison.Ordinal))));
        log.Lines.Where(line => line.Level > LogLevel.Information).Select(line => line.Text).ShouldBeEmpty();
        (await app.Viewer.Get("/api/export?format=geojson&minConfidence=0.9")).Features.Length.ShouldBe(10);
    }

    // Some 40 MB, of which sockets and the database hold only a few on the way.
    private Task GivenMoreThanBuffersHold() =>
        app.Desk.Database.Execute(
            """
            insert into slick (slick_timestamp, geometry, machine_confidence, active, slick_class)
            select now(), st_setsrid(st_buffer(st_point(n % 100, n % 50), 0.1, 64), 4326), case when n <= 10 then 0.95 else 0.5 end, true, 5
            from generate_series(1, 5000) n
            """
        );

    private async Task ReadTheBeginning(Func<Task> whileOpen)
    {
        using var client = new TcpClient { ReceiveBufferSize = 16_384 };
        await client.ConnectAsync(app.Viewer.BaseAddress!.Host, app.Viewer.BaseAddress.Port, Cancellation);
        var stream = client.GetStream();
        var request =
            $"GET /api/export?format=geojson HTTP/1.1\r\nHost: {app.Viewer.BaseAddress.Authority}\r\n"
            + $"Authorization: {app.Viewer.DefaultRequestHeaders.Authorization}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        var beginning = new byte[10_000];
        await stream.ReadExactlyAsync(beginning, Cancellation);
        Encoding.UTF8.GetString(beginning).ShouldStartWith("HTTP/1.1 200 OK");
        await whileOpen();
        client.Client.LingerState = new LingerOption(true, 0);
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private sealed record Line(LogLevel Level, string Text);

    private sealed class WhatIsLogged : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<Line> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue(new Line(logLevel, $"{formatter(state, exception)} {exception}"));

        public void Dispose() { }
    }
}
