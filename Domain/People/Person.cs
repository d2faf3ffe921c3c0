using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>What somebody may do; each role may do what the ones before it may.</summary>
public enum Role
{
    /// <summary>Look.</summary>
    Viewer,

    /// <summary>Import and decide.</summary>
    Analyst,

    /// <summary>Have the last word on what others decided.</summary>
    Lead,

    /// <summary>Manage people and keys.</summary>
    Admin,
}

/// <summary>Somebody who signs in.</summary>
public sealed class Person : IdentityUser<long>
{
    public Role Role { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when they may not sign in; null when they may. Nobody is deleted: the ledger names who decided.</summary>
    public DateTimeOffset? LockedAt { get; set; }
}

/// <summary>A key that a script sends as <c>Authorization: Bearer</c>. Only its hash is kept.</summary>
public sealed class ApiKey
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public Role Role { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Hash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    internal static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
