using MediatR;
using Review.Domain.Slicks;

namespace Review.Domain.Features;

/// <summary>Writes all versions of a filter, newest first, in one state of the ledger.</summary>
/// <param name="Format">One of <see cref="FeatureFormats"/>.</param>
/// <returns>How many were written.</returns>
public sealed record ExportSlicks(SlickFilter Filter, IFeatureFormat Format, Stream Output) : IRequest<long>;

internal sealed class ExportSlicksHandler(IFeatureQueries queries) : IRequestHandler<ExportSlicks, long>
{
    public Task<long> Handle(ExportSlicks request, CancellationToken cancellationToken) =>
        request.Format.Write(queries.Features(request.Filter, cancellationToken), request.Output, cancellationToken);
}
