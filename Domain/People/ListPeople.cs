using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Everybody who was ever added, in the order of their names.</summary>
public sealed record ListPeople : IRequest<IReadOnlyList<PersonRow>>;

/// <param name="LastSignedIn">Null when they never did.</param>
/// <param name="LockedAt">Since when they may not sign in; null when they may.</param>
public sealed record PersonRow(string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? LastSignedIn, DateTimeOffset? LockedAt);

internal sealed class ListPeopleHandler(IReviewDb db) : IRequestHandler<ListPeople, IReadOnlyList<PersonRow>>
{
#pragma warning disable CA1862 // In the database: lower(name) has an index.
    public async Task<IReadOnlyList<PersonRow>> Handle(ListPeople request, CancellationToken cancellationToken) =>
        await db
            .People.OrderBy(person => person.NormalizedUserName)
            .Select(person => new PersonRow(
                person.UserName!,
                person.Role,
                person.CreatedAt,
                db.Audit.Where(entry => entry.Event == AuditEvents.SignedIn && entry.Name.ToLower() == person.UserName!.ToLower())
                    .Max(entry => (DateTimeOffset?)entry.At),
                person.LockedAt
            ))
            .ToListAsync(cancellationToken);
#pragma warning restore CA1862
}
