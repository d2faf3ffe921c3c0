using MediatR;

namespace Review.Domain.Slicks;

/// <summary>How many slicks match a filter, by state, and where they are.</summary>
public sealed record GetSummary(SlickFilter Filter) : IRequest<SlickSummary>;

/// <param name="Bbox">West, south, east, north; null when nothing matches.</param>
public sealed record SlickSummary(long Total, long Pending, long Validated, long Rejected, long Ambiguous, double[]? Bbox);

internal sealed class GetSummaryHandler(ISlickQueries queries) : IRequestHandler<GetSummary, SlickSummary>
{
    public Task<SlickSummary> Handle(GetSummary request, CancellationToken cancellationToken) =>
        queries.Summary(request.Filter, cancellationToken);
}
