using System.Globalization;
using System.Security.Claims;
using MediatR;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>
/// Ends what a request left open, such as a stream of events, when its person's role or password is changed or its key revoked.
/// </summary>
internal sealed partial class OpenSessions(
    IServiceScopeFactory scopes,
    PersonSessions sessions,
    TimeProvider time,
    ILogger<OpenSessions> log
)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <param name="end">Called within ten seconds after the session ended.</param>
    /// <returns>Stops watching when disposed.</returns>
    public IDisposable Watch(ClaimsPrincipal user, Action end)
    {
        var watch = new Watching();
        _ = Look(user, end, watch.Stopped);
        return watch;
    }

    private async Task Look(ClaimsPrincipal user, Action end, CancellationToken stopped)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopped))
            {
                if (await HasEnded(user) && !stopped.IsCancellationRequested)
                {
                    end();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
    }

    private async Task<bool> HasEnded(ClaimsPrincipal user)
    {
        try
        {
            return !await IsValid(user);
        }
        catch (Exception failed)
        {
            // Whatever keeps the question from being answered ends no session: it is asked again later.
            LogUnknown(log, failed);
            return false;
        }
    }

    private async Task<bool> IsValid(ClaimsPrincipal user)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (user.FindFirst(ApiKeyAuthentication.KeyClaim) is { } key)
        {
            return await scope
                .ServiceProvider.GetRequiredService<ISender>()
                .Send(new IsApiKeyInUse(long.Parse(key.Value, CultureInfo.InvariantCulture)));
        }

        return user.FindFirst(PersonSessions.SessionClaim) is { } session
            && await sessions.GoesOn(long.Parse(session.Value, CultureInfo.InvariantCulture));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a session has ended cannot be seen at the moment.")]
    private static partial void LogUnknown(ILogger log, Exception failed);

    private sealed class Watching : IDisposable
    {
        private readonly CancellationTokenSource stop = new();

        public CancellationToken Stopped => stop.Token;

        public void Dispose()
        {
            stop.Cancel();
            stop.Dispose();
        }
    }
}
