using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Review.Domain;

namespace Review.App.Shell;

/// <summary>
/// While the database is away every part of the application says so, each with its stack. Of all that, one line a minute reaches the
/// console: what the database said last, and how often. Everything else passes.
/// </summary>
[ProviderAlias("Console")]
internal sealed class QuietLogs(ILoggerProvider console, TimeProvider time) : ILoggerProvider, ISupportExternalScope
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private readonly ILogger summary = console.CreateLogger("Review.Database");
    private readonly Lock counting = new();
    private long? said;
    private int unsaid;

    /// <summary>Puts itself before the console of a host that is being built.</summary>
    public static void Quieten(IServiceCollection services)
    {
        services.RemoveAll<ILoggerProvider>();
        services.AddSingleton<ConsoleLoggerProvider>();
        services.AddSingleton<ILoggerProvider>(provider => new QuietLogs(
            provider.GetRequiredService<ConsoleLoggerProvider>(),
            TimeProvider.System
        ));
    }

    public ILogger CreateLogger(string categoryName) => new Quiet(this, console.CreateLogger(categoryName));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) =>
        (console as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose() => console.Dispose();

    private static string? ReasonOf(Exception? exception) =>
        exception is StartException start ? start.Message : DatabaseTrouble.Of(exception)?.Reason;

    private void Count(string reason)
    {
        int more;
        lock (counting)
        {
            if (said is { } before && time.GetElapsedTime(before) < Between)
            {
                unsaid++;
                return;
            }

            (said, more, unsaid) = (time.GetTimestamp(), unsaid, 0);
        }

        summary.Log(
            LogLevel.Warning,
            0,
            $"The database is away: {reason}{(more > 0 ? $" ({more:N0} more such failures since this was last said)" : "")}",
            null,
            static (text, _) => text
        );
    }

    private sealed class Quiet(QuietLogs owner, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (ReasonOf(exception) is { } reason)
            {
                owner.Count(reason);
            }
            else
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
