using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Gives somebody another role; their open sessions end within a minute.</summary>
public sealed record ChangeRole(string Name, Role Role) : IRequest;

internal sealed class ChangeRoleHandler(UserManager<Person> people) : IRequestHandler<ChangeRole>
{
    public async Task Handle(ChangeRole request, CancellationToken cancellationToken)
    {
        var person = await people.Named(request.Name);
        person.Role = request.Role;
        Accounts.Check(await people.UpdateSecurityStampAsync(person));
    }
}
