using Microsoft.AspNetCore.Components.Server;
using MudBlazor.Services;
using Review.App.Shell.Frame;
using Review.App.Shell.Look;

namespace Review.App.Shell;

/// <summary>The pages: what they need from the container and where they are mapped.</summary>
internal static class Pages
{
    /// <summary>Well above what the page sends (small state only), well below what a mistake would.</summary>
    private const long LargestCircuitMessageBytes = 32 * 1024;

    public static void AddPages(this IServiceCollection services)
    {
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestCircuitMessageBytes);
        services.Configure<CircuitOptions>(circuit => circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10));
        services.AddMudServices();
        services.AddSingleton<ThemeSheet>();
        services.AddScoped<Toasts>();
        services.AddScoped<PageWork>();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        ThemeSheet.Map(routes);
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode().WithStaticAssets();
    }

    /// <summary>A person who mistyped an address gets a page, a script a status.</summary>
    /// <remarks>Not a fallback route: it would stand in for the answers 405 and 415 of every address that exists.</remarks>
    public static void UseMissingPage(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (!IsMistyped(http))
                {
                    return next(http);
                }

                http.Response.Redirect("/not-found");
                return Task.CompletedTask;
            }
        );

    private static bool IsMistyped(HttpContext http) =>
        http.GetEndpoint() is null
        && HttpMethods.IsGet(http.Request.Method)
        && http.Request.Headers.Accept.Any(types => types?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true)
        && !http.Request.Path.StartsWithSegments("/api")
        && !http.Request.Path.StartsWithSegments("/tiles")
        && !Path.HasExtension(http.Request.Path);
}
