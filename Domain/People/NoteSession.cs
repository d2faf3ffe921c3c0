using MediatR;

namespace Review.Domain.People;

/// <summary>Writes down that somebody signed out, or in without a password.</summary>
/// <param name="Event">One of <see cref="AuditEvents"/>.</param>
public sealed record NoteSession(string Event, string Name, string Address, string? Detail = null) : IRequest;

internal sealed class NoteSessionHandler(IReviewDb db, TimeProvider time) : IRequestHandler<NoteSession>
{
    public Task Handle(NoteSession request, CancellationToken cancellationToken) =>
        db.Note(time, request.Event, request.Name, request.Name, cancellationToken, request.Detail, request.Address);
}
