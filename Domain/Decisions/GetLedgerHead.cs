using MediatR;

namespace Review.Domain.Decisions;

/// <summary>The end of the chain of seals, to be noted elsewhere.</summary>
public sealed record GetLedgerHead : IRequest<LedgerHead>;

internal sealed class GetLedgerHeadHandler(ISeals seals) : IRequestHandler<GetLedgerHead, LedgerHead>
{
    public Task<LedgerHead> Handle(GetLedgerHead request, CancellationToken cancellationToken) => seals.Head(cancellationToken);
}
