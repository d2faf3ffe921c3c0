using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Review.Domain.Decisions;

namespace Review.Domain.People;

/// <summary>Makes an API key. The answer is the only time that the key can be read.</summary>
public sealed record CreateApiKey(string Name, Role Role) : IRequest<string>
{
    internal sealed class Rules : AbstractValidator<CreateApiKey>
    {
        public Rules() => RuleFor(command => command.Name).NotEmpty().MaximumLength(100).WithMessage("A key has a name of 1 to 100 characters.");
    }
}

public sealed record ListApiKeys : IRequest<IReadOnlyList<ApiKeyRow>>;

public sealed record ApiKeyRow(string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>Ends a key; requests with it are refused from now on.</summary>
public sealed record RevokeApiKey(string Name) : IRequest;

/// <summary>Whose key this is; null when nobody's, or when it was revoked.</summary>
public sealed record FindApiKey(string Key) : IRequest<ApiKeyOwner?>;

/// <param name="Key">The key's number; a name may be given again after its key was revoked.</param>
public sealed record ApiKeyOwner(string Name, Role Role, long Key);

/// <summary>Whether a key was not revoked.</summary>
/// <param name="Key">Its number.</param>
public sealed record IsApiKeyInUse(long Key) : IRequest<bool>;

internal sealed class ManageApiKeysHandler(IReviewDb db, TimeProvider time) :
    IRequestHandler<CreateApiKey, string>,
    IRequestHandler<ListApiKeys, IReadOnlyList<ApiKeyRow>>,
    IRequestHandler<RevokeApiKey>,
    IRequestHandler<FindApiKey, ApiKeyOwner?>,
    IRequestHandler<IsApiKeyInUse, bool>
{
    // How stale "last used" may be: a write for every request would cost more than it tells.
    private static readonly TimeSpan UsedPrecision = TimeSpan.FromMinutes(5);

    public async Task<string> Handle(CreateApiKey request, CancellationToken cancellationToken)
    {
        if (await db.ApiKeys.AnyAsync(key => key.Name == request.Name && key.RevokedAt == null, cancellationToken))
        {
            throw new RuleBrokenException("name", $"There is a key called {request.Name} already. Revoke it first, or choose another name.");
        }

        var key = "sr_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.ApiKeys.Add(new ApiKey { Name = request.Name, Role = request.Role, Hash = HashOf(key), CreatedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }

    public async Task<IReadOnlyList<ApiKeyRow>> Handle(ListApiKeys request, CancellationToken cancellationToken) =>
        await db.ApiKeys.OrderBy(key => key.Id)
            .Select(key => new ApiKeyRow(key.Name, key.Role, key.CreatedAt, key.LastUsedAt, key.RevokedAt))
            .ToListAsync(cancellationToken);

    public async Task Handle(RevokeApiKey request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revoked = await db.ApiKeys.Where(key => key.Name == request.Name && key.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), cancellationToken);
        if (revoked == 0)
        {
            throw new NotFoundException($"There is no key called {request.Name} in use.");
        }
    }

    public async Task<ApiKeyOwner?> Handle(FindApiKey request, CancellationToken cancellationToken)
    {
        var hash = HashOf(request.Key);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Hash == hash && key.RevokedAt == null, cancellationToken);
        if (key is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (key.LastUsedAt is null || now - key.LastUsedAt > UsedPrecision)
        {
            await db.ApiKeys.Where(used => used.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(used => used.LastUsedAt, now), cancellationToken);
        }

        return new ApiKeyOwner(key.Name, key.Role, key.Id);
    }

    public Task<bool> Handle(IsApiKeyInUse request, CancellationToken cancellationToken) =>
        db.ApiKeys.AnyAsync(key => key.Id == request.Key && key.RevokedAt == null, cancellationToken);

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
