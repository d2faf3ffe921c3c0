using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Gives somebody who knows the old password a new one. All sessions end; the caller begins another one for who asked.</summary>
/// <param name="Address">Where the request came from.</param>
public sealed record ChangeOwnPassword(string Name, string OldPassword, string NewPassword, string Address) : IRequest<OwnPasswordAnswer>;

/// <param name="Person">As they are with the new password; null when they have the old one still.</param>
public sealed record OwnPasswordAnswer(OwnPassword Outcome, Person? Person = null);

/// <summary>What came of it.</summary>
public enum OwnPassword
{
    Changed,

    /// <summary>The old one is not right.</summary>
    Wrong,

    /// <summary>There were too many attempts: the old one was not looked at.</summary>
    TooMany,

    /// <summary>The new one is too short, or among those that are guessed first.</summary>
    Weak,

    /// <summary>The new one is the old one.</summary>
    Same,
}

internal sealed class ChangeOwnPasswordHandler(UserManager<Person> people, IReviewDb db, TimeProvider time)
    : IRequestHandler<ChangeOwnPassword, OwnPasswordAnswer>
{
    public async Task<OwnPasswordAnswer> Handle(ChangeOwnPassword request, CancellationToken cancellationToken)
    {
        var answer = await new PasswordCheck(people, db, time).Check(
            request.Name,
            request.OldPassword,
            request.Address,
            AuditEvents.PasswordConfirmed,
            "own password",
            cancellationToken
        );
        if (answer.Person is not { } person)
        {
            return new OwnPasswordAnswer(answer.TooMany ? OwnPassword.TooMany : OwnPassword.Wrong);
        }

        if (request.NewPassword == request.OldPassword)
        {
            return new OwnPasswordAnswer(OwnPassword.Same);
        }

        try
        {
            await people.GivePassword(person, request.NewPassword);
        }
        catch (ValidationException)
        {
            return new OwnPasswordAnswer(OwnPassword.Weak);
        }

        await db.Note(time, AuditEvents.PasswordChanged, request.Name, request.Name, cancellationToken, address: request.Address);
        return new OwnPasswordAnswer(OwnPassword.Changed, person);
    }
}
