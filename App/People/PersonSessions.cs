using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>
/// Keeps who is signed in in the database, so that a session that was ended is over in every browser and process that has its cookie.
/// </summary>
/// <remarks>What was read is believed for <see cref="Believed"/>: a page with a hundred tiles asks once.</remarks>
internal sealed class PersonSessions(IServiceScopeFactory scopes, CostlyReads costly, TimeProvider time) : ITicketStore, IDisposable
{
    /// <summary>The claim with the session's number.</summary>
    public const string SessionClaim = "session";

    /// <summary>An ended session may be taken for a living one for so long.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);

    // What Identity puts a person's stamp into.
    private static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    private readonly MemoryCache read = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IReviewDb>();
        var now = time.GetUtcNow();
        var person = PersonOf(ticket);
        await db.Sessions.Where(session => session.ExpiresAt < now).ExecuteDeleteAsync();
        db.Sessions.Add(
            new PersonSession
            {
                KeyHash = PersonSession.HashOf(key),
                PersonId = person,
                SecurityStamp = await db.People.Where(one => one.Id == person).Select(one => one.SecurityStamp!).SingleAsync(),
                Ticket = TicketSerializer.Default.Serialize(ticket),
                SignedInAt = now,
                ExpiresAt = End(ticket, now, now),
            }
        );
        await db.SaveChangesAsync();
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IReviewDb>();
        var hash = PersonSession.HashOf(key);
        if (await db.Sessions.SingleOrDefaultAsync(session => session.KeyHash == hash) is { } kept)
        {
            // Signed in anew over an open session, perhaps as somebody else or with a new password: it is theirs from now on.
            kept.PersonId = PersonOf(ticket);
            kept.SecurityStamp = ticket.Principal.FindFirstValue(StampClaim) ?? kept.SecurityStamp;
            kept.ExpiresAt = End(ticket, kept.SignedInAt, time.GetUtcNow());
            kept.Ticket = TicketSerializer.Default.Serialize(ticket);
            await db.SaveChangesAsync();
        }

        read.Remove(key);
    }

    /// <returns>Null when the session was ended, is over, or its person has another password or role since.</returns>
    public Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        read.GetOrCreateAsync(
            key,
            entry =>
            {
                entry.AbsoluteExpirationRelativeToNow = Believed;
                entry.Size = 1;
                return Read(key);
            }
        );

    public async Task RemoveAsync(string key)
    {
        await using var scope = scopes.CreateAsyncScope();
        var hash = PersonSession.HashOf(key);
        await scope.ServiceProvider.GetRequiredService<IReviewDb>().Sessions.Where(session => session.KeyHash == hash).ExecuteDeleteAsync();
        read.Remove(key);
    }

    /// <summary>Whether the session that a request came with goes on, as the database knows it now.</summary>
    public async Task<bool> GoesOn(long session)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Living(scope.ServiceProvider.GetRequiredService<IReviewDb>()).AnyAsync(one => one.Id == session);
    }

    public void Dispose() => read.Dispose();

    // Of hundreds of requests at once none has been read yet: they take turns, and leave the pool to others.
    private async Task<AuthenticationTicket?> Read(string key)
    {
        using var place = await costly.Enter(CostlyRead.Identity, "", CancellationToken.None);
        await using var scope = scopes.CreateAsyncScope();
        var hash = PersonSession.HashOf(key);
        var kept = await Living(scope.ServiceProvider.GetRequiredService<IReviewDb>())
            .SingleOrDefaultAsync(session => session.KeyHash == hash);
        if (kept is null || TicketSerializer.Default.Deserialize(kept.Ticket) is not { } ticket)
        {
            return null;
        }

        ((ClaimsIdentity)ticket.Principal.Identity!).AddClaim(
            new Claim(SessionClaim, kept.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );
        return ticket;
    }

    private IQueryable<PersonSession> Living(IReviewDb db) => PersonSession.Living(db, time.GetUtcNow());

    private static long PersonOf(AuthenticationTicket ticket) =>
        long.Parse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier)!, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset End(AuthenticationTicket ticket, DateTimeOffset signedIn, DateTimeOffset now)
    {
        var last = signedIn + PersonSession.Longest;
        return ticket.Properties.ExpiresUtc is { } expires && expires < last ? expires
            : last < now ? now
            : last;
    }
}

/// <summary>
/// Behind TLS the cookie is called <c>__Host-…</c>, which a browser takes from this very host only and never without TLS (RFC 6265bis,
/// 4.1.3.2).
/// </summary>
internal sealed class HostCookies : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, Named(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, Named(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        cookies.DeleteCookie(context, Named(context, key), options);

    private static string Named(HttpContext context, string key) => context.Request.IsHttps ? $"__Host-{key}" : key;
}
