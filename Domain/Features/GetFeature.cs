using MediatR;

namespace Review.Domain.Features;

/// <summary>One version with its outline.</summary>
/// <param name="AsOf">Tells nothing that came later; null for now.</param>
/// <exception cref="NotFoundException">No version has this id, or it was made later.</exception>
public sealed record GetFeature(long Id, DateTimeOffset? AsOf) : IRequest<SlickFeature>
{
    internal static NotFoundException Missing(long id, DateTimeOffset? asof) =>
        new(asof is { } then ? $"There was no slick {id} at {then.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC." : $"There is no slick {id}.");
}

internal sealed class GetFeatureHandler(IFeatureQueries queries) : IRequestHandler<GetFeature, SlickFeature>
{
    public async Task<SlickFeature> Handle(GetFeature request, CancellationToken cancellationToken) =>
        await queries.Feature(request.Id, cancellationToken) is { } found
        && (request.AsOf is { } then ? found.Slick.AsItStood(then) : found.Slick) is { } slick
            ? found with
            {
                Slick = slick,
            }
            : throw GetFeature.Missing(request.Id, request.AsOf);
}
