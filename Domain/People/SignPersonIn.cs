using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>
/// Is this name and password somebody's? The answer, and the time that it takes, are the same for names that exist and names that do not;
/// attempts are limited by where they come from, so that strangers who guess lock out themselves and not the person.
/// </summary>
/// <param name="Address">Where the request came from.</param>
public sealed record SignPersonIn(string Name, string Password, string Address) : IRequest<SignInAnswer>
{
    /// <summary>Longer names are nobody's.</summary>
    public const int LongestName = 100;

    /// <summary>Longer passwords are nobody's: they are not hashed.</summary>
    public const int LongestPassword = 200;
}

/// <param name="Person">Null when it was refused.</param>
/// <param name="TooMany">There were too many attempts: the password was not looked at.</param>
public sealed record SignInAnswer(Person? Person, bool TooMany = false);

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

internal sealed class SignPersonInHandler(UserManager<Person> people, IReviewDb db, TimeProvider time)
    : IRequestHandler<SignPersonIn, SignInAnswer>
{
    // Of nobody: what is checked against it takes as long as a person's.
    private static readonly Person Nobody = new() { UserName = "nobody" };
    private static string? hashOfNobody;

    public async Task<SignInAnswer> Handle(SignPersonIn request, CancellationToken cancellationToken)
    {
        var name = request.Name.Length is > 0 and <= SignPersonIn.LongestName && PlainText.IsKept(request.Name) ? request.Name : "?";
        if (await TooMany(name, request.Address, cancellationToken))
        {
            await Note(AuditEvents.SignInRefused, name, request.Address, cancellationToken);
            return new SignInAnswer(null, TooMany: true);
        }

        var person = name == "?" ? null : await people.FindByNameAsync(name);
        var right = await IsRight(person, request.Password);
        await Note(right ? AuditEvents.SignedIn : AuditEvents.SignInFailed, name, request.Address, cancellationToken);
        return new SignInAnswer(right ? person : null);
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

    private Task<int> Note(string what, string name, string address, CancellationToken cancellation) =>
        db.Note(time, what, name, name, cancellation, address: address);
}
