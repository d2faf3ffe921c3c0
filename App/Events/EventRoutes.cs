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
        IHostApplicationLifetime host,
        CancellationToken cancellation
    )
    {
        // The stream stays open as long as the page does; a shutdown must not wait for it, and it ends with the session that opened it.
        http.Response.RegisterForDispose(host.ApplicationStopping.Register(http.Abort));
        http.Response.RegisterForDispose(sessions.Watch(http.User, http.Abort));
        return TypedResults.ServerSentEvents(stream.Listen(cancellation));
    }
}
