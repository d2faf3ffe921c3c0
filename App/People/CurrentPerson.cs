using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Review.App.Shell.Frame;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>
/// Who sits before a page, as the database knows them at this moment. The claims of a circuit are those of the minute in which it was opened.
/// </summary>
public sealed class CurrentPerson(PageWork work, AuthenticationStateProvider visitor)
{
    /// <summary>What is said of a session that is over.</summary>
    public const string Ended = "You are not signed in any more. Load the page again to sign in.";

    /// <returns>A problem when the session is over, is somebody else's by now, or is that of a key; or when the database is away.</returns>
    public async Task<Outcome<SessionOwner>> Find()
    {
        var user = await User();
        if (user.FindFirstValue(PersonSessions.SessionClaim) is not { } session)
        {
            return new Outcome<SessionOwner>(null, Ended);
        }

        var (owner, problem) = await work.Ask(new GetSession(long.Parse(session, CultureInfo.InvariantCulture)));
        var isTheirs = string.Equals(owner?.Name, user.Identity?.Name, StringComparison.OrdinalIgnoreCase);
        return new Outcome<SessionOwner>(isTheirs ? owner : null, problem ?? (isTheirs ? null : Ended));
    }

    /// <summary>Where the circuit was opened from.</summary>
    public async Task<string> Address() => (await User()).CallerAddress();

    private async Task<ClaimsPrincipal> User() => (await visitor.GetAuthenticationStateAsync()).User;
}
