using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Whose a session is, as the database knows them now; null when it is over.</summary>
/// <param name="Session">Its number.</param>
public sealed record GetSession(long Session) : IRequest<SessionOwner?>;

/// <param name="Role">Today's, and not that of the sign-in.</param>
/// <param name="CreatedAt">When the person was added.</param>
public sealed record SessionOwner(long Session, string Name, Role Role, DateTimeOffset CreatedAt);

internal sealed class GetSessionHandler(IReviewDb db, TimeProvider time) : IRequestHandler<GetSession, SessionOwner?>
{
    public Task<SessionOwner?> Handle(GetSession request, CancellationToken cancellationToken) =>
        PersonSession
            .Living(db, time.GetUtcNow())
            .Where(session => session.Id == request.Session)
            .Join(
                db.People,
                session => session.PersonId,
                person => person.Id,
                (session, person) => new SessionOwner(session.Id, person.UserName!, person.Role, person.CreatedAt)
            )
            .SingleOrDefaultAsync(cancellationToken);
}
