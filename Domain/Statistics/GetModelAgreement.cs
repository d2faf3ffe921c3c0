using MediatR;
using Review.Domain.Slicks;

namespace Review.Domain.Statistics;

/// <summary>What the model said of the active slicks that people validated or rejected, against what people said.</summary>
public sealed record GetModelAgreement(SlickFilter Filter) : IRequest<ModelAgreement>;

/// <param name="Cells">Those that are not empty.</param>
public sealed record ModelAgreement(DateTimeOffset AsOf, IReadOnlyList<AgreementCell> Cells)
{
    public long Total => Cells.Sum(cell => cell.Slicks);

    /// <summary>Both said the same class.</summary>
    public long Same => Cells.Where(cell => cell.ModelClass == cell.Class).Sum(cell => cell.Slicks);
}

/// <param name="ModelClass">What the model said.</param>
/// <param name="Class">What people made of it.</param>
public sealed record AgreementCell(int ModelClass, int Class, long Slicks);

internal sealed class GetModelAgreementHandler(IStatisticsQueries queries, TimeProvider time)
    : IRequestHandler<GetModelAgreement, ModelAgreement>
{
    public async Task<ModelAgreement> Handle(GetModelAgreement request, CancellationToken cancellationToken) =>
        new(time.GetUtcNow(), await queries.Agreement(request.Filter, cancellationToken));
}
