using Microsoft.AspNetCore.Http.HttpResults;
using Review.App.People;
using Review.App.Shell;

namespace Review.App.Events;

/// <summary>What changes, told to pages and scripts as it happens.</summary>
internal static class EventRoutes
{
    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/events", Events).RequireAuthorization(Policies.Viewer).WithTags("Events");

    private static ServerSentEventsResult<object> Events(
        EventStream stream,
        HttpContext http,
        OpenSessions sessions,
        Departure departure,
        CancellationToken cancellation
    )
    {
        // The stream stays open as long as the page does; it ends with the server, which says so, and with the session that opened it.
        http.Response.RegisterForDispose(departure.Listener());
        http.Response.RegisterForDispose(sessions.Watch(http.User, http.Abort));
        return TypedResults.ServerSentEvents(stream.Listen(cancellation));
    }
}
