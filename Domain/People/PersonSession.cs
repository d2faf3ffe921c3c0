using System.Security.Cryptography;
using System.Text;

namespace Review.Domain.People;

/// <summary>Somebody is signed in in one browser. The browser holds the key, the database its hash.</summary>
public sealed class PersonSession
{
    /// <summary>However often it is used, a session ends so long after its sign-in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public long Id { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; init; }

    public long PersonId { get; init; }

    /// <summary>The person's at the sign-in: a new password or role gives them another, and the session is over.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>What the cookie would have held.</summary>
    public required byte[] Ticket { get; set; }

    public DateTimeOffset SignedInAt { get; init; }

    public DateTimeOffset ExpiresAt { get; set; }

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
