using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.Decisions;

/// <summary>The newest decision of a reviewer of which something is left: what Ctrl+Z takes back. Null when there is none.</summary>
public sealed record GetLastDecision(string Reviewer) : IRequest<DecisionSummary?>;

internal sealed class GetLastDecisionHandler(IReviewDb db) : IRequestHandler<GetLastDecision, DecisionSummary?>
{
    public async Task<DecisionSummary?> Handle(GetLastDecision request, CancellationToken cancellationToken) =>
        await db.Decisions
            .Where(decision => decision.Reviewer == request.Reviewer && decision.Kind != "restore" && decision.Kind != "external")
            .Where(decision => !Decision.IsTakenBack(decision.Id))
            .OrderByDescending(decision => decision.Id)
            .Select(decision => new DecisionSummary(decision.Id, decision.Kind, decision.Reviewer, decision.At, decision.Inputs, decision.Outputs))
            .FirstOrDefaultAsync(cancellationToken);
}
