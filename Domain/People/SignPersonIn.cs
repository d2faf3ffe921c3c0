using MediatR;
using Microsoft.AspNetCore.Identity;

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
/// <param name="Locked">The password is right, and its person may not sign in.</param>
public sealed record SignInAnswer(Person? Person, bool TooMany = false, bool Locked = false);

internal sealed class SignPersonInHandler(UserManager<Person> people, IReviewDb db, TimeProvider time)
    : IRequestHandler<SignPersonIn, SignInAnswer>
{
    public Task<SignInAnswer> Handle(SignPersonIn request, CancellationToken cancellationToken) =>
        new PasswordCheck(people, db, time).Check(
            request.Name,
            request.Password,
            request.Address,
            AuditEvents.SignedIn,
            null,
            cancellationToken
        );
}
