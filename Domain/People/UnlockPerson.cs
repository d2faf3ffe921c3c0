using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Lets somebody sign in again who may not.</summary>
public sealed record UnlockPerson(string Name, string By = "") : IRequest;

internal sealed class UnlockPersonHandler(UserManager<Person> people, IReviewDb db, TimeProvider time) : IRequestHandler<UnlockPerson>
{
    public async Task Handle(UnlockPerson request, CancellationToken cancellationToken)
    {
        var person = await people.Named(request.Name);
        if (person.LockedAt is null)
        {
            return;
        }

        var administered = person.Administers();
        person.LockedAt = null;
        await people.Keep(db, person, administered, cancellationToken);
        await db.Note(time, AuditEvents.PersonUnlocked, request.Name, request.By, cancellationToken);
    }
}
