using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Ends all sessions of somebody but one.</summary>
/// <param name="Session">The number of the one that goes on.</param>
/// <returns>How many were ended.</returns>
public sealed record EndOtherSessions(string Name, long Session) : IRequest<int>;

internal sealed class EndOtherSessionsHandler(UserManager<Person> people, IReviewDb db, TimeProvider time)
    : IRequestHandler<EndOtherSessions, int>
{
    public async Task<int> Handle(EndOtherSessions request, CancellationToken cancellationToken)
    {
        var person = await people.Named(request.Name);
        var ended = await db
            .Sessions.Where(session => session.PersonId == person.Id && session.Id != request.Session)
            .ExecuteDeleteAsync(cancellationToken);
        if (ended > 0)
        {
            await db.Note(
                time,
                AuditEvents.SessionsEnded,
                request.Name,
                request.Name,
                cancellationToken,
                ended.ToString(CultureInfo.InvariantCulture)
            );
        }

        return ended;
    }
}
