using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Gives somebody a new password; their open sessions end within seconds.</summary>
public sealed record ChangePassword(string Name, string Password, string By = "") : IRequest;

internal sealed class ChangePasswordHandler(UserManager<Person> people, IReviewDb db, TimeProvider time) : IRequestHandler<ChangePassword>
{
    public async Task Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var person = await people.Named(request.Name);
        foreach (var validator in people.PasswordValidators)
        {
            Accounts.Check(await validator.ValidateAsync(people, person, request.Password));
        }

        person.PasswordHash = people.PasswordHasher.HashPassword(person, request.Password);
        Accounts.Check(await people.UpdateSecurityStampAsync(person));
        await db.Note(time, AuditEvents.PasswordChanged, request.Name, request.By, cancellationToken);
    }
}
