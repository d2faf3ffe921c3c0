using MediatR;

namespace Review.Domain.People;

/// <summary>Writes down that somebody signed out, or in without a password.</summary>
/// <param name="Event">One of <see cref="AuditEvents"/>.</param>
public sealed record NoteSession(string Event, string Name, string Address, string? Detail = null) : IRequest;

internal sealed class NoteSessionHandler(IReviewDb db, TimeProvider time) : IRequestHandler<NoteSession>
{
    public Task Handle(NoteSession request, CancellationToken cancellationToken)
    {
        db.Audit.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            Event = request.Event,
            Name = request.Name,
            ByWhom = request.Name,
            Address = request.Address,
            Detail = request.Detail,
        });
        return db.SaveChangesAsync(cancellationToken);
    }
}
