using System.Security.Claims;

namespace Review.App.People;

/// <summary>
/// Where a request comes from, for the limits on wrong passwords. A circuit outlives its request, so what is asked over it is told by a claim.
/// </summary>
internal static class Caller
{
    /// <summary>The claim with the address.</summary>
    public const string AddressClaim = "address";

    private static readonly PathString Circuits = "/_blazor";

    public static string CallerAddress(this HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <returns>Empty where it is not known.</returns>
    public static string CallerAddress(this ClaimsPrincipal user) => user.FindFirstValue(AddressClaim) ?? "";

    /// <summary>Put after the authentication: whom a circuit is opened for has the address beside their name.</summary>
    public static Task Remember(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments(Circuits, StringComparison.Ordinal) && http.User.Identity?.IsAuthenticated == true)
        {
            // Another principal: the one that was read is shared by all requests of its session.
            http.User = new ClaimsPrincipal([.. http.User.Identities, new ClaimsIdentity([new Claim(AddressClaim, http.CallerAddress())])]);
        }

        return next(http);
    }
}
