using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Review.Domain.People;

/// <summary>Keeps somebody from signing in, and ends their sessions within seconds. What they decided stays under their name.</summary>
/// <exception cref="RuleBrokenException">It is their own name, or no admin would be left who may sign in.</exception>
public sealed record LockPerson(string Name, string By = "") : IRequest;

internal sealed class LockPersonHandler(UserManager<Person> people, IReviewDb db, TimeProvider time) : IRequestHandler<LockPerson>
{
    public async Task Handle(LockPerson request, CancellationToken cancellationToken)
    {
        var person = await people.Named(request.Name);
        if (string.Equals(person.UserName, request.By, StringComparison.OrdinalIgnoreCase))
        {
            throw new RuleBrokenException("name", "Nobody can lock themselves. Ask another admin.");
        }

        if (person.LockedAt is not null)
        {
            return;
        }

        var administered = person.Administers();
        person.LockedAt = time.GetUtcNow();
        await people.Keep(db, person, administered, cancellationToken);
        await db.Note(time, AuditEvents.PersonLocked, request.Name, request.By, cancellationToken);
    }
}
