using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Whether a key was not revoked.</summary>
/// <param name="Key">Its number.</param>
public sealed record IsApiKeyInUse(long Key) : IRequest<bool>;

internal sealed class IsApiKeyInUseHandler(IReviewDb db) : IRequestHandler<IsApiKeyInUse, bool>
{
    public Task<bool> Handle(IsApiKeyInUse request, CancellationToken cancellationToken) =>
        db.ApiKeys.AnyAsync(key => key.Id == request.Key && key.RevokedAt == null, cancellationToken);
}
