using MediatR;

namespace Review.Domain.Decisions;

/// <summary>
/// The newest decision of a reviewer of which something is left: what Ctrl+Z takes back. A redo is one too. Null when there is none.
/// </summary>
public sealed record GetLastDecision(string Reviewer) : IRequest<DecisionSummary?>;

internal sealed class GetLastDecisionHandler(ILedger ledger) : IRequestHandler<GetLastDecision, DecisionSummary?>
{
    public Task<DecisionSummary?> Handle(GetLastDecision request, CancellationToken cancellationToken) =>
        ledger.LastDecision(request.Reviewer, cancellationToken);
}
