using MediatR;
using Review.Domain.Slicks;

namespace Review.Domain.Features;

/// <summary>A page of what a version came from, or of what came of it, with outlines and the decisions between.</summary>
/// <exception cref="NotFoundException">No version has this id, or it was made later.</exception>
public sealed record GetLineage(LineagePage Page) : IRequest<LineageFeatures>;

internal sealed class GetLineageHandler(IFeatureQueries queries) : IRequestHandler<GetLineage, LineageFeatures>
{
    public async Task<LineageFeatures> Handle(GetLineage request, CancellationToken cancellationToken) =>
        await queries.Lineage(request.Page, cancellationToken) ?? throw GetFeature.Missing(request.Page.Id, request.Page.AsOf);
}
