using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Review.App.Shell;
using Review.Domain;

namespace Review.Tests.Shell;

/// <summary>What reaches the console while the database is away.</summary>
public sealed class QuietLogsTests : IDisposable
{
    private static readonly NpgsqlException Away = new("Failed to connect", new IOException("refused"));
    private readonly Written console = new();
    private readonly FakeTimeProvider clock = new();
    private readonly QuietLogs logs;

    public QuietLogsTests() => logs = new QuietLogs(console, clock);

    public void Dispose() => logs.Dispose();

    [Fact]
    public void A_thousand_failures_of_a_database_that_is_away_are_one_line_a_minute_without_stacks()
    {
        Fail(1000);
        console.Lines.ShouldHaveSingleItem().ShouldBe("Review.Database Warning The database is away: Failed to connect");
        clock.Advance(TimeSpan.FromSeconds(61));
        Fail(1000);

        console.Lines.Count.ShouldBe(2);
        console.Lines[1].ShouldContain("999 more");
        console.Exceptions.ShouldBe(0);
    }

    [Fact]
    public void What_other_libraries_wrap_is_found()
    {
        Log(
            "Quartz",
            LogLevel.Error,
            new InvalidOperationException("no", new PostgresException("the database system is shutting down", "FATAL", "FATAL", "57P01")),
            "ClusterManager: Error managing cluster"
        );

        console.Lines.ShouldHaveSingleItem().ShouldContain("57P01");
    }

    [Fact]
    public void A_server_that_does_not_start_is_said_in_a_line_too()
    {
        Log("Review", LogLevel.Warning, new StartException("The database server does not start: No space left on device"), "held up");

        console.Lines.ShouldHaveSingleItem().ShouldContain("No space left on device");
    }

    [Fact]
    public void Mistakes_of_the_program_keep_their_stacks()
    {
        Log("Review", LogLevel.Error, new InvalidOperationException("Sequence contains no elements"), "A page failed");
        Log("Review", LogLevel.Error, new PostgresException("duplicate key", "ERROR", "ERROR", "23505"), "A page failed");

        console.Lines.ShouldBe(["Review Error A page failed", "Review Error A page failed"]);
        console.Exceptions.ShouldBe(2);
    }

    private void Log(string category, LogLevel level, Exception exception, string text) =>
        logs.CreateLogger(category).Log(level, 0, text, exception, static (said, _) => said);

    private void Fail(int times)
    {
        for (var n = 0; n < times; n++)
        {
            Log($"Category {n % 7}", LogLevel.Error, Away, "The request failed");
        }
    }

    private sealed class Written : ILoggerProvider
    {
        public List<string> Lines { get; } = [];

        public int Exceptions { get; private set; }

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose() { }

        private sealed class Logger(Written owner, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            )
            {
                owner.Lines.Add($"{category} {logLevel} {formatter(state, exception)}");
                owner.Exceptions += exception is null ? 0 : 1;
            }
        }
    }
}
