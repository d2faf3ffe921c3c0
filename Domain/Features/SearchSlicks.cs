using FluentValidation;
using MediatR;
using Review.Domain.Slicks;

namespace Review.Domain.Features;

/// <summary>A page of versions with their outlines, newest first.</summary>
/// <param name="After">The id that the page before ended with; null for the first.</param>
/// <param name="Seen">The state that the first page was read in; null for now.</param>
public sealed record SearchSlicks(SlickFilter Filter, int Limit, long? After, LedgerMoment? Seen = null) : IRequest<FeaturePage>
{
    internal sealed class Rules : AbstractValidator<SearchSlicks>
    {
        public Rules() => RuleFor(query => query.Limit).GreaterThan(0).WithMessage("limit is 1 or more.");
    }
}

internal sealed class SearchSlicksHandler(IFeatureQueries queries) : IRequestHandler<SearchSlicks, FeaturePage>
{
    public Task<FeaturePage> Handle(SearchSlicks request, CancellationToken cancellationToken) =>
        queries.Page(request.Filter, request.Limit, request.After, request.Seen, cancellationToken);
}
