using MediatR;

namespace Review.Domain.Decisions;

/// <summary>How every command walks: lock, rule, write, commit, tell.</summary>
internal sealed class Decide<TCommand>(ILedger ledger, IPublisher publisher) : IRequestHandler<TCommand, DecisionResult>
    where TCommand : DecisionCommand
{
    public async Task<DecisionResult> Handle(TCommand request, CancellationToken cancellationToken)
    {
        await using var transaction = await ledger.Open(cancellationToken);
        IReadOnlyList<SlickVersion> taken;
        try
        {
            taken = await transaction.Take(request.Takes, request.NeedsOutlines, removed: [], cancellationToken);
        }
        catch (LedgerConflictException)
        {
            // The successor may be this very request's, sent a second time.
            if (await ledger.Replay(request.By, cancellationToken) is { } first)
            {
                return first;
            }

            throw;
        }

        (taken, var ruling) = Unchanged.LeftOut(request, taken, request.Rule(taken));
        var result = await transaction.Record(
            new DecisionDraft(request.Kind, request.By, request.WhyGiven),
            taken,
            ruling.Successors,
            cancellationToken
        );
        if (result.Replayed)
        {
            return result;
        }

        // Not to be cancelled: what was committed is done, whatever who asked hears of it, and everybody else is told.
        await transaction.Commit(CancellationToken.None);
        await publisher.Publish(new SlicksChanged(result, request.By.Reviewer), CancellationToken.None);
        return result;
    }
}

/// <summary>The one notice after a commit: which versions a decision touched.</summary>
public sealed record SlicksChanged(DecisionResult Decision, string Reviewer) : INotification;
