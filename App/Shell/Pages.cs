using Microsoft.AspNetCore.Components.Server;

namespace Review.App.Shell;

/// <summary>The pages: what they need from the container and where they are mapped.</summary>
internal static class Pages
{
    /// <summary>Well above what the page sends (small state only), well below what a mistake would.</summary>
    private const long LargestCircuitMessageBytes = 32 * 1024;

    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestCircuitMessageBytes);
        services.Configure<CircuitOptions>(circuit => circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10));
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        routes.MapFallback("{*path:nonfile}", Missing);
    }

    /// <summary>A person who mistyped an address gets a page, a script a status.</summary>
    private static IResult Missing(HttpRequest request) =>
        request.Headers.Accept.Any(types => types?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true) && !request.Path.StartsWithSegments("/api")
            ? Results.LocalRedirect("/not-found")
            : Results.NotFound();
}
