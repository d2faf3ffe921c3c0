using Microsoft.AspNetCore.Components.Server;
using Radzen;

namespace Review.App.Shell;

/// <summary>The pages: what they need from the container and where they are mapped.</summary>
internal static class Pages
{
    /// <summary>Well above what the page sends (small state only), well below what a mistake would.</summary>
    private const long LargestCircuitMessageBytes = 32 * 1024;

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestCircuitMessageBytes);
        services.Configure<CircuitOptions>(circuit => circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10));
        services.AddAntiforgery(antiforgery => antiforgery.HeaderName = "X-XSRF-TOKEN");
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddRadzenComponents();
        services.AddSingleton<UseCases>();
        services.AddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Maps the pages and the files of wwwroot; the files hold nothing of anybody's and are public, the sign-in page needs them.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets().AllowAnonymous();
        routes.MapRazorComponents<Shell.App>().AddInteractiveServerRenderMode();
        return routes;
    }
}
