using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Review.Domain.People;

namespace Review.App.Shell;

/// <summary>Who may do what. Every route names one of these, or says that it is public.</summary>
internal static class Policies
{
    public const string Viewer = "viewer";
    public const string Analyst = "analyst";
    public const string Lead = "lead";
    public const string Admin = "admin";

    /// <summary>Set on requests that an API key authenticated.</summary>
    public const string ApiKeyScheme = "ApiKey";

    public static void Add(AuthorizationOptions options)
    {
        options.FallbackPolicy = options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        foreach (var role in Enum.GetValues<Role>())
        {
            options.AddPolicy(
                role.ToString().ToLowerInvariant(),
                policy => policy.RequireAuthenticatedUser().RequireAssertion(context => RoleOf(context.User) >= role)
            );
        }
    }

    public static Role? RoleOf(this ClaimsPrincipal user) =>
        Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), ignoreCase: true, out var role) ? role : null;

    /// <summary>As it stands in the ledger beside decisions.</summary>
    public static string ReviewerName(this ClaimsPrincipal user) =>
        user.Identity?.Name ?? throw new InvalidOperationException("Nobody is signed in on a route that needs somebody.");

    /// <summary>
    /// A browser sends its cookie to whoever asks; so a request with one must also bring the page's token. Keys are not sent unasked.
    /// </summary>
    public static TBuilder WithAntiforgeryForCookies<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(
            async (context, next) =>
            {
                if (context.HttpContext.User.Identity?.AuthenticationType != ApiKeyScheme)
                {
                    await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context.HttpContext);
                }

                return await next(context);
            }
        );
}
