using FluentValidation;
using MediatR;

namespace Review.Domain.Slicks;

/// <summary>Writes versions as a GeoJSON FeatureCollection, newest first: a page of them, or all for an export.</summary>
/// <param name="Limit">Null for all.</param>
/// <param name="After">The id that the page before ended with.</param>
/// <param name="NextPage">Makes the link to what follows an id, in the state that this page was read in; null leaves links out.</param>
/// <param name="Seen">The state that the first page was read in; null for now.</param>
/// <returns>How many were written.</returns>
public sealed record SearchSlicks(SlickFilter Filter, int? Limit, long? After, Func<long, LedgerMoment, string>? NextPage, Stream Output, LedgerMoment? Seen = null) : IRequest<long>
{
    internal sealed class Rules : AbstractValidator<SearchSlicks>
    {
        public Rules() => RuleFor(query => query.Limit).Must(limit => limit is null or > 0).WithMessage("limit is 1 or more.");
    }
}

internal sealed class SearchSlicksHandler(ISlickQueries queries) : IRequestHandler<SearchSlicks, long>
{
    public Task<long> Handle(SearchSlicks request, CancellationToken cancellationToken) =>
        queries.WritePage(request.Filter, request.Limit, request.After, request.NextPage, request.Output, request.Seen, cancellationToken);
}
