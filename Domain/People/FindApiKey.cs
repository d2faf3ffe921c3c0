using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Whose key this is; null when nobody's, or when it was revoked.</summary>
public sealed record FindApiKey(string Key) : IRequest<ApiKeyOwner?>;

/// <param name="Key">The key's number; a name may be given again after its key was revoked.</param>
public sealed record ApiKeyOwner(string Name, Role Role, long Key);

internal sealed class FindApiKeyHandler(IReviewDb db, TimeProvider time) : IRequestHandler<FindApiKey, ApiKeyOwner?>
{
    // How stale "last used" may be: a write for every request would cost more than it tells.
    private static readonly TimeSpan UsedPrecision = TimeSpan.FromMinutes(5);

    public async Task<ApiKeyOwner?> Handle(FindApiKey request, CancellationToken cancellationToken)
    {
        var hash = ApiKey.HashOf(request.Key);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Hash == hash && key.RevokedAt == null, cancellationToken);
        if (key is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (key.LastUsedAt is null || now - key.LastUsedAt > UsedPrecision)
        {
            await db
                .ApiKeys.Where(used => used.Id == key.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(used => used.LastUsedAt, now), cancellationToken);
        }

        return new ApiKeyOwner(key.Name, key.Role, key.Id);
    }
}
