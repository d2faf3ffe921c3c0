using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Somebody is signed in in one browser. The browser holds the key, the database its hash.</summary>
public sealed class PersonSession
{
    /// <summary>However often it is used, a session ends so long after its sign-in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public long Id { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; init; }

    public long PersonId { get; set; }

    /// <summary>The person's at the sign-in: a new password or role gives them another, and the session is over.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>What the cookie would have held.</summary>
    public required byte[] Ticket { get; set; }

    public DateTimeOffset SignedInAt { get; init; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Those that are not over: of people who may sign in and have had no other password or role since.</summary>
    public static IQueryable<PersonSession> Living(IReviewDb db, DateTimeOffset now) =>
        db
            .Sessions.AsNoTracking()
            .Where(session =>
                session.ExpiresAt > now
                && db.People.Any(person =>
                    person.Id == session.PersonId && person.SecurityStamp == session.SecurityStamp && person.LockedAt == null
                )
            );

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
