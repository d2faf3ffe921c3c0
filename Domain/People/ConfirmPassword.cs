using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>
/// Is it still this person who sits there? Asked before what cannot be left to an open page. A wrong password counts as one at the sign-in.
/// </summary>
/// <param name="Name">Who is signed in.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record ConfirmPassword(string Name, string Password, string Address) : IRequest<SignInAnswer>;

internal sealed class ConfirmPasswordHandler(UserManager<Person> people, IReviewDb db, TimeProvider time)
    : IRequestHandler<ConfirmPassword, SignInAnswer>
{
    public Task<SignInAnswer> Handle(ConfirmPassword request, CancellationToken cancellationToken) =>
        new PasswordCheck(people, db, time).Check(
            request.Name,
            request.Password,
            request.Address,
            AuditEvents.PasswordConfirmed,
            "confirmation",
            cancellationToken
        );
}
