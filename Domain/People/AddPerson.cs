using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Adds somebody who may sign in.</summary>
/// <param name="By">Who adds them.</param>
public sealed record AddPerson(string Name, Role Role, string Password, string By = "first start") : IRequest;

internal sealed class AddPersonHandler(UserManager<Person> people, IReviewDb db, TimeProvider time) : IRequestHandler<AddPerson>
{
    public async Task Handle(AddPerson request, CancellationToken cancellationToken)
    {
        Accounts.Check(await people.CreateAsync(new Person { UserName = request.Name, Role = request.Role }, request.Password));
        await db.Note(
            time,
            AuditEvents.PersonAdded,
            request.Name,
            request.By,
            cancellationToken,
            request.Role.ToString().ToLowerInvariant()
        );
    }
}
