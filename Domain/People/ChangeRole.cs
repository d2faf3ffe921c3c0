using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Gives somebody another role; their open sessions end within seconds.</summary>
public sealed record ChangeRole(string Name, Role Role, string By = "") : IRequest;

internal sealed class ChangeRoleHandler(UserManager<Person> people, IReviewDb db, TimeProvider time) : IRequestHandler<ChangeRole>
{
    public async Task Handle(ChangeRole request, CancellationToken cancellationToken)
    {
        var person = await people.Named(request.Name);
        var before = person.Role;
        person.Role = request.Role;
        Accounts.Check(await people.UpdateSecurityStampAsync(person));
        await db.Note(
            time,
            AuditEvents.RoleChanged,
            request.Name,
            request.By,
            cancellationToken,
            $"{before} to {request.Role}".ToLowerInvariant()
        );
    }
}
