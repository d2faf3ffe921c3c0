using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>Signing in and out. The form itself is a page.</summary>
internal static class SignInRoutes
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/signin", SignIn).AllowAnonymous();
        routes.MapPost("/signout", SignOut);
        routes.MapGet("/signin/once", Once).AllowAnonymous();
    }

    private static async Task<IResult> SignIn([FromForm] string? user, [FromForm] string? password, [FromForm] string? returnUrl, SignInManager<Person> signIn)
    {
        var back = Local(returnUrl);
        var result = await signIn.PasswordSignInAsync(user ?? "", password ?? "", isPersistent: true, lockoutOnFailure: true);
        return result.Succeeded
            ? Results.LocalRedirect(back)
            : Results.LocalRedirect($"/signin?problem={(result.IsLockedOut ? "locked" : "wrong")}&user={Uri.EscapeDataString(user ?? "")}&returnUrl={Uri.EscapeDataString(back)}");
    }

    private static async Task<IResult> SignOut([FromForm] string? returnUrl, SignInManager<Person> signIn)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect(Local(returnUrl) is "/" ? "/signin" : Local(returnUrl));
    }

    private static async Task<IResult> Once(string? token, HttpContext http, OneTimeSignIn links, UserManager<Person> people, SignInManager<Person> signIn)
    {
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address) || links.Redeem(token) is not { } name
            || await people.FindByNameAsync(name) is not { } person)
        {
            return Results.LocalRedirect("/signin?problem=link");
        }

        await signIn.SignInAsync(person, isPersistent: true);
        return Results.LocalRedirect("/");
    }

    private static string Local(string? url) => url is { Length: > 0 } && url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) ? url : "/";
}

/// <summary>Links that sign somebody in once, from this machine only; printed at the first start.</summary>
internal sealed class OneTimeSignIn(TimeProvider time)
{
    private static readonly TimeSpan ValidFor = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (string Name, DateTimeOffset Until)> tokens = new();

    public string Issue(string name)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        tokens[token] = (name, time.GetUtcNow() + ValidFor);
        return token;
    }

    /// <returns>Who the token was made for; null when it was used, is too old, or never was one.</returns>
    public string? Redeem(string? token) => token is not null && tokens.TryRemove(token, out var link) && link.Until > time.GetUtcNow() ? link.Name : null;
}

/// <summary>Puts the role into the cookie.</summary>
internal sealed class PersonClaims(UserManager<Person> people, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Person>(people, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        return identity;
    }
}
