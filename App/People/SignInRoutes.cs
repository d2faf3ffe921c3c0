using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Review.App.Shell;
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

    private static async Task<IResult> SignIn(
        [FromForm] string? user,
        [FromForm] string? password,
        [FromForm] string? returnUrl,
        HttpContext http,
        ISender sender,
        SignInManager<Person> signIn
    )
    {
        var back = LocalAddress.Of(returnUrl);
        var answer = await sender.Send(new SignPersonIn(user ?? "", password ?? "", http.CallerAddress()), http.RequestAborted);
        if (answer.Person is { } person)
        {
            await signIn.SignInAsync(person, isPersistent: true);
            return Results.LocalRedirect(back);
        }

        var name = user is { Length: <= SignPersonIn.LongestName } ? user : "";
        return Results.LocalRedirect(
            $"/signin?problem={ProblemOf(answer)}&user={Uri.EscapeDataString(name)}&returnUrl={Uri.EscapeDataString(back)}"
        );
    }

    private static string ProblemOf(SignInAnswer answer) =>
        answer.TooMany ? "locked"
        : answer.Locked ? "closed"
        : "wrong";

    private static async Task<IResult> SignOut([FromForm] string? returnUrl, HttpContext http, ISender sender, SignInManager<Person> signIn)
    {
        await sender.Send(new NoteSession(AuditEvents.SignedOut, http.User.ReviewerName(), http.CallerAddress()), http.RequestAborted);
        await signIn.SignOutAsync();
        return Results.LocalRedirect(LocalAddress.Of(returnUrl) is "/" ? "/signin" : LocalAddress.Of(returnUrl));
    }

    private static async Task<IResult> Once(
        string? token,
        HttpContext http,
        OneTimeSignIn links,
        UserManager<Person> people,
        SignInManager<Person> signIn,
        ISender sender
    )
    {
        if (
            http.Connection.RemoteIpAddress is not { } address
            || !IPAddress.IsLoopback(address)
            || links.Redeem(token) is not { } name
            || await people.FindByNameAsync(name) is not { LockedAt: null } person
        )
        {
            return Results.LocalRedirect("/signin?problem=link");
        }

        await sender.Send(new NoteSession(AuditEvents.SignedIn, name, http.CallerAddress(), "link"), http.RequestAborted);
        await signIn.SignInAsync(person, isPersistent: true);
        return Results.LocalRedirect("/");
    }
}

/// <summary>Addresses that a link or a form says to go to.</summary>
internal static class LocalAddress
{
    private static readonly Uri Here = new("http://here.invalid/");

    /// <returns>The address as a header can carry it, when it is one of this site; the first page, for all others.</returns>
    public static string Of(string? url) =>
        url is { Length: > 0 and <= 8_000 }
        && url[0] == '/'
        && !url.Any(char.IsControl)
        && !url.Contains('\\', StringComparison.Ordinal)
        && !url.StartsWith("//", StringComparison.Ordinal)
        && Uri.TryCreate(Here, url, out var whole)
        && whole.Authority == Here.Authority
            ? whole.PathAndQuery + whole.Fragment
            : "/";
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
    public string? Redeem(string? token) =>
        token is not null && tokens.TryRemove(token, out var link) && link.Until > time.GetUtcNow() ? link.Name : null;
}

/// <summary>Puts the role into the cookie.</summary>
internal sealed class PersonClaims(UserManager<Person> people, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person>(people, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(ClaimTypes.Role, user.Role.ToString()));
        return identity;
    }
}
