using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Ends a key; requests with it are refused from now on.</summary>
public sealed record RevokeApiKey(string Name, string By = "") : IRequest;

internal sealed class RevokeApiKeyHandler(IReviewDb db, TimeProvider time) : IRequestHandler<RevokeApiKey>
{
    public async Task Handle(RevokeApiKey request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revoked = await db
            .ApiKeys.Where(key => key.Name == request.Name && key.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), cancellationToken);
        if (revoked == 0)
        {
            throw new NotFoundException($"There is no key called {request.Name} in use.");
        }

        await db.Note(time, AuditEvents.KeyRevoked, request.Name, request.By, cancellationToken);
    }
}
