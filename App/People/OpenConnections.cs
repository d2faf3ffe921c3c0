using System.Collections.Concurrent;
using Review.Domain;

namespace Review.App.People;

/// <summary>
/// Requests that last as long as a page is open (the circuit's socket, the stream of events): from this site only, so many for one person
/// or key, and no longer than their session.
/// </summary>
internal sealed class OpenConnections(OpenSessions sessions)
{
    public const int MostOfOne = 40;

    private readonly ConcurrentDictionary<string, int> open = new();

    /// <summary>Put around the requests of the two kinds.</summary>
    public async Task Guard(HttpContext http, RequestDelegate next)
    {
        if (!Lasts(http))
        {
            await next(http);
            return;
        }

        if (!IsOfThisSite(http.Request))
        {
            await Results
                .Problem("This connection was asked for by a page of another site.", statusCode: StatusCodes.Status403Forbidden)
                .ExecuteAsync(http);
            return;
        }

        var name = http.User.Identity?.Name;
        if (name is null)
        {
            await next(http);
            return;
        }

        if (open.AddOrUpdate(name, 1, (_, count) => count + 1) > MostOfOne)
        {
            Leave(name);
            throw new BusyException($"{MostOfOne} pages or streams are open under this name already. Close some.");
        }

        using var watch = sessions.Watch(http.User, http.Abort);
        try
        {
            await next(http);
        }
        finally
        {
            Leave(name);
        }
    }

    private void Leave(string name) => open.AddOrUpdate(name, 0, (_, count) => count - 1);

    private static bool Lasts(HttpContext http) =>
        http.Request.Headers.Upgrade.Any(protocol => "websocket".Equals(protocol, StringComparison.OrdinalIgnoreCase))
        || http.Request.Path == "/api/events";

    // A browser says where the page is from; scripts do not.
    private static bool IsOfThisSite(HttpRequest request) =>
        request.Headers.Origin is not [{ Length: > 0 } origin, ..]
        || (
            Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
        );
}
