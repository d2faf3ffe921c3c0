using MediatR;

namespace Review.Domain.Decisions;

/// <summary>
/// The decision that came with an idempotency key of this reviewer, for whoever got no answer and wants to know. Null when none did.
/// </summary>
/// <exception cref="IdempotencyException">The key is another reviewer's.</exception>
public sealed record FindDecision(string Reviewer, string IdempotencyKey) : IRequest<DecisionResult?>;

internal sealed class FindDecisionHandler(ILedger ledger) : IRequestHandler<FindDecision, DecisionResult?>
{
    public Task<DecisionResult?> Handle(FindDecision request, CancellationToken cancellationToken) =>
        ledger.Replay(new Authorship(request.Reviewer, request.IdempotencyKey), cancellationToken);
}
