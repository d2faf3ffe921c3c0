using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Review.App.Shell;

namespace Review.App.People;

/// <summary>
/// Lets scripts in that send <c>Authorization: Bearer KEY</c>. In the ledger their decisions stand under <c>key:NAME</c>.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    KeyLookups lookups
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The claim with the key's number.</summary>
    public const string KeyClaim = "key";

    private const string Prefix = "Bearer ";

    public static bool IsUsedBy(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var key = Request.Headers.Authorization.ToString()[Prefix.Length..].Trim();
        if (await lookups.Find(key, Context.RequestAborted) is not { } owner)
        {
            return AuthenticateResult.Fail("The API key is not known, or was revoked.");
        }

        Claim[] claims =
        [
            new(ClaimTypes.Name, $"key:{owner.Name}"),
            new(ClaimTypes.Role, owner.Role.ToString()),
            new(KeyClaim, owner.Key.ToString(CultureInfo.InvariantCulture)),
        ];
        var identity = new ClaimsIdentity(claims, Policies.ApiKeyScheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
