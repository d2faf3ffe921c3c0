using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.People;

/// <summary>Every key that was ever made, in order.</summary>
public sealed record ListApiKeys : IRequest<IReadOnlyList<ApiKeyRow>>;

public sealed record ApiKeyRow(string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

internal sealed class ListApiKeysHandler(IReviewDb db) : IRequestHandler<ListApiKeys, IReadOnlyList<ApiKeyRow>>
{
    public async Task<IReadOnlyList<ApiKeyRow>> Handle(ListApiKeys request, CancellationToken cancellationToken) =>
        await db
            .ApiKeys.OrderBy(key => key.Id)
            .Select(key => new ApiKeyRow(key.Name, key.Role, key.CreatedAt, key.LastUsedAt, key.RevokedAt))
            .ToListAsync(cancellationToken);
}
