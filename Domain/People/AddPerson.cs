using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Adds somebody who may sign in.</summary>
public sealed record AddPerson(string Name, Role Role, string Password) : IRequest;

internal sealed class AddPersonHandler(UserManager<Person> people) : IRequestHandler<AddPerson>
{
    public async Task Handle(AddPerson request, CancellationToken cancellationToken) =>
        Accounts.Check(await people.CreateAsync(new Person { UserName = request.Name, Role = request.Role }, request.Password));
}
