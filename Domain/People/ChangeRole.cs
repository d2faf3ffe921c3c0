using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Gives somebody another role; their open sessions end within seconds. The same role changes nothing.</summary>
/// <exception cref="RuleBrokenException">No admin would be left who may sign in.</exception>
public sealed record ChangeRole(string Name, Role Role, string By = "") : IRequest;

internal sealed class ChangeRoleHandler(UserManager<Person> people, IReviewDb db, TimeProvider time) : IRequestHandler<ChangeRole>
{
    public async Task Handle(ChangeRole request, CancellationToken cancellationToken)
    {
        var person = await people.Named(request.Name);
        var before = person.Role;
        if (before == request.Role)
        {
            return;
        }

        var administered = person.Administers();
        person.Role = request.Role;
        await people.Keep(db, person, administered, cancellationToken);
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
