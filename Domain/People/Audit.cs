namespace Review.Domain.People;

/// <summary>What happened around signing in, people and keys; kept for ever.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="AuditEvents"/>.</summary>
    public required string Event { get; init; }

    /// <summary>The person or key that it is about, as it was written; of a failed sign-in, perhaps nobody's.</summary>
    public required string Name { get; init; }

    /// <summary>Who did it.</summary>
    public required string ByWhom { get; init; }

    /// <summary>Where the request came from; null on the command line.</summary>
    public string? Address { get; init; }

    public string? Detail { get; init; }
}

/// <summary>The words of <see cref="AuditEntry.Event"/>.</summary>
public static class AuditEvents
{
    public static readonly string SignedIn = "signed-in";
    public static readonly string SignInFailed = "sign-in-failed";
    public static readonly string SignInRefused = "sign-in-refused";
    public static readonly string SignedOut = "signed-out";
    public static readonly string PersonAdded = "person-added";
    public static readonly string RoleChanged = "role-changed";
    public static readonly string PasswordChanged = "password-changed";
    public static readonly string KeyCreated = "key-created";
    public static readonly string KeyRevoked = "key-revoked";
    public static readonly string PasswordConfirmed = "password-confirmed";
    public static readonly string PersonLocked = "person-locked";
    public static readonly string PersonUnlocked = "person-unlocked";
    public static readonly string SessionsEnded = "sessions-ended";
}

internal static class AuditWriting
{
    /// <summary>Writes down what a use case of people did, with the changes that wait to be saved.</summary>
    /// <param name="address">Where the request came from; null on the command line.</param>
    public static Task<int> Note(
        this IReviewDb db,
        TimeProvider time,
        string what,
        string name,
        string by,
        CancellationToken cancellation,
        string? detail = null,
        string? address = null
    )
    {
        db.Audit.Add(
            new AuditEntry
            {
                At = time.GetUtcNow(),
                Event = what,
                Name = name,
                ByWhom = by,
                Address = address,
                Detail = detail,
            }
        );
        return db.SaveChangesAsync(cancellation);
    }
}
