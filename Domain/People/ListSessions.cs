using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>The sessions of somebody that are not over, the newest first.</summary>
public sealed record ListSessions(string Name) : IRequest<IReadOnlyList<SessionRow>>;

/// <param name="Id">Its number.</param>
/// <param name="ExpiresAt">When it ends if it is not used until then.</param>
public sealed record SessionRow(long Id, DateTimeOffset SignedInAt, DateTimeOffset ExpiresAt);

internal sealed class ListSessionsHandler(IReviewDb db, TimeProvider time) : IRequestHandler<ListSessions, IReadOnlyList<SessionRow>>
{
    public async Task<IReadOnlyList<SessionRow>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var name = request.Name.ToUpperInvariant();
        return await PersonSession
            .Living(db, time.GetUtcNow())
            .Where(session => db.People.Any(person => person.Id == session.PersonId && person.NormalizedUserName == name))
            .OrderByDescending(session => session.Id)
            .Select(session => new SessionRow(session.Id, session.SignedInAt, session.ExpiresAt))
            .ToListAsync(cancellationToken);
    }
}
