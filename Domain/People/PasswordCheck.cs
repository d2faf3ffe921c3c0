using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>How many wrong attempts are borne in a quarter of an hour.</summary>
internal static class SignInLimits
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>For one name from one address.</summary>
    public const int SamePlace = 10;

    /// <summary>From one address, for any names.</summary>
    public const int Address = 50;

    /// <summary>For one name from anywhere; whoever signed in from their address before is not counted out by it.</summary>
    public const int Name = 100;

    /// <summary>An address from which somebody signed in is theirs for so long.</summary>
    public static readonly TimeSpan Known = TimeSpan.FromDays(90);
}

/// <summary>
/// Looks at a password and writes down what came of it. All passwords that are looked at count for the same limits, wherever they are
/// asked for.
/// </summary>
internal sealed class PasswordCheck(UserManager<Person> people, IReviewDb db, TimeProvider time)
{
    // Of nobody: what is checked against it takes as long as a person's.
    private static readonly Person Nobody = new() { UserName = "nobody" };
    private static string? hashOfNobody;

    /// <param name="right">The event that a right password is.</param>
    /// <param name="detail">Where the password was asked for; null at the sign-in.</param>
    public async Task<SignInAnswer> Check(
        string given,
        string password,
        string address,
        string right,
        string? detail,
        CancellationToken cancellation
    )
    {
        var name = given.Length is > 0 and <= SignPersonIn.LongestName && PlainText.IsKept(given) ? given : "?";
        Task<int> Note(string what, string? about) => db.Note(time, what, name, name, cancellation, about, address);
        if (await TooMany(name, address, cancellation))
        {
            await Note(AuditEvents.SignInRefused, detail);
            return new SignInAnswer(null, TooMany: true);
        }

        var person = name == "?" ? null : await people.FindByNameAsync(name);
        if (!await IsRight(person, password))
        {
            await Note(AuditEvents.SignInFailed, detail);
            return new SignInAnswer(null);
        }

        if (person!.LockedAt is not null)
        {
            await Note(AuditEvents.SignInRefused, "may not sign in");
            return new SignInAnswer(null, Locked: true);
        }

        await Note(right, detail);
        return new SignInAnswer(person);
    }

    private async Task<bool> IsRight(Person? person, string password)
    {
        if (password.Length > SignPersonIn.LongestPassword)
        {
            return false;
        }

        if (person?.PasswordHash is null)
        {
            hashOfNobody ??= people.PasswordHasher.HashPassword(Nobody, Guid.NewGuid().ToString());
            people.PasswordHasher.VerifyHashedPassword(Nobody, hashOfNobody, password);
            return false;
        }

        // Hashes it anew when it was hashed with fewer rounds than today's.
        return await people.CheckPasswordAsync(person, password);
    }

    private async Task<bool> TooMany(string name, string address, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (since, lower) = (now - SignInLimits.Window, name.ToLowerInvariant());
#pragma warning disable CA1862 // In the database: lower(name) has an index.
        var failed = db.Audit.Where(entry => entry.Event == AuditEvents.SignInFailed && entry.At > since);
        if (
            await failed.CountAsync(entry => entry.Address == address, cancellation) >= SignInLimits.Address
            || await failed.CountAsync(entry => entry.Name.ToLower() == lower && entry.Address == address, cancellation)
                >= SignInLimits.SamePlace
        )
        {
            return true;
        }

        return await failed.CountAsync(entry => entry.Name.ToLower() == lower, cancellation) >= SignInLimits.Name
            && !await db.Audit.AnyAsync(
                entry =>
                    entry.Event == AuditEvents.SignedIn
                    && entry.Name.ToLower() == lower
                    && entry.Address == address
                    && entry.At > now - SignInLimits.Known,
                cancellation
            );
#pragma warning restore CA1862
    }
}
