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
        await people.GivePassword(person, request.Password);
        await db.Note(time, AuditEvents.PasswordChanged, request.Name, request.By, cancellationToken);
    }
}
