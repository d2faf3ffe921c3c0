using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Everybody who may sign in, in the order of their names.</summary>
public sealed record ListPeople : IRequest<IReadOnlyList<PersonRow>>;

/// <param name="LockedUntil">Too many wrong passwords: nobody signs in under this name before that; null otherwise.</param>
public sealed record PersonRow(string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? LockedUntil);

internal sealed class ListPeopleHandler(IReviewDb db, TimeProvider time) : IRequestHandler<ListPeople, IReadOnlyList<PersonRow>>
{
    public async Task<IReadOnlyList<PersonRow>> Handle(ListPeople request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.People.OrderBy(person => person.NormalizedUserName)
            .Select(person => new PersonRow(person.UserName!, person.Role, person.CreatedAt, person.LockoutEnd > now ? person.LockoutEnd : null))
            .ToListAsync(cancellationToken);
    }
}
