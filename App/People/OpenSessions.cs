using System.Data.Common;
using System.Globalization;
using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>Ends what a request left open, such as a stream of events, when its person's role or password is changed or its key revoked.</summary>
internal sealed class OpenSessions(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <param name="end">Called within a minute after the session ended.</param>
    /// <returns>Stops watching when disposed.</returns>
    public IDisposable Watch(ClaimsPrincipal user, Action end) => time.CreateTimer(_ => Look(user, end), null, Interval, Interval);

    // A timer's callback, so nobody awaits it.
    private async void Look(ClaimsPrincipal user, Action end)
    {
        try
        {
            if (!await IsValid(user))
            {
                end();
            }
        }
        catch (DbException)
        {
            // A database that is away for a moment ends no session: it is asked again in a minute.
        }
    }

    private async Task<bool> IsValid(ClaimsPrincipal user)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (user.FindFirst(ApiKeyAuthentication.KeyClaim) is { } key)
        {
            return await scope.ServiceProvider.GetRequiredService<ISender>().Send(new IsApiKeyInUse(long.Parse(key.Value, CultureInfo.InvariantCulture)));
        }

        return await scope.ServiceProvider.GetRequiredService<SignInManager<Person>>().ValidateSecurityStampAsync(user) is not null;
    }
}
