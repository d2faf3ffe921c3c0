using MediatR;

namespace Review.Domain.Slicks;

/// <summary>Where a case stands: its active version, or its last one where it was taken out, split or united.</summary>
/// <exception cref="NotFoundException">No case has this number.</exception>
public sealed record FindCase(long Case) : IRequest<long>;

internal sealed class FindCaseHandler(ISlickQueries queries) : IRequestHandler<FindCase, long>
{
    public async Task<long> Handle(FindCase request, CancellationToken cancellationToken) =>
        await queries.VersionOf(request.Case, cancellationToken) ?? throw new NotFoundException($"There is no case {request.Case}.");
}
