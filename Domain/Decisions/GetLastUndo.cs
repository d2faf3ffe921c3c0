using MediatR;

namespace Review.Domain.Decisions;

/// <summary>
/// The newest undo of a reviewer that stands: what a redo takes back. Null when there is none, and as soon as that reviewer decided
/// something since: what would come back then is not what anybody expects.
/// </summary>
public sealed record GetLastUndo(string Reviewer) : IRequest<DecisionSummary?>;

internal sealed class GetLastUndoHandler(ILedger ledger) : IRequestHandler<GetLastUndo, DecisionSummary?>
{
    public Task<DecisionSummary?> Handle(GetLastUndo request, CancellationToken cancellationToken) =>
        ledger.LastUndo(request.Reviewer, cancellationToken);
}
