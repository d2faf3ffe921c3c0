using FluentValidation;
using MediatR;

namespace Review.Domain.Decisions;

/// <summary>
/// Takes a decision back, by a decision of kind restore: what it put in is deactivated, and copies of what it took out come back.
/// Later decisions that build on it are undone in the same step, or the undo is refused.
/// </summary>
/// <param name="Slicks">Outputs to take back one by one; null for the whole decision. What was merged or split together goes
/// together.</param>
/// <param name="Together">Also undo the decisions that build on it.</param>
public sealed record UndoDecision(long Decision, IReadOnlyList<long>? Slicks, bool Together, Authorship By) : IRequest<DecisionResult>
{
    internal sealed class Rules : AbstractValidator<UndoDecision>
    {
        public Rules()
        {
            RuleFor(command => command.By).SetValidator(new AuthorshipRules()).OverridePropertyName("");
            RuleFor(command => command.Slicks)
                .Must(ids => ids is null || ids.Count > 0)
                .WithMessage("Name the slicks to take back, or leave slicks out to take back all.");
        }
    }
}

/// <summary>Everything that came of a decision's outputs, up to what is there now.</summary>
/// <param name="Removed">Inputs of the decision that it removed without a successor, and that still have none.</param>
/// <param name="Dependents">Later decisions among them, newest first.</param>
/// <param name="UndoneBy">The restore that took it back already and stands.</param>
public sealed record UndoReach(
    DecisionSummary Decision,
    IReadOnlyList<ReachedVersion> Versions,
    IReadOnlyList<long> Removed,
    IReadOnlyList<DecisionSummary> Dependents,
    DecisionSummary? UndoneBy
);

/// <param name="Took">Those of the parents that were active until this version took their place; the others had been removed
/// before.</param>
/// <param name="Removed">Inactive, and without a successor.</param>
public sealed record ReachedVersion(long Id, long[] Parents, long[] Took, bool HasSuccessor, bool Removed);

internal sealed class UndoDecisionHandler(ILedger ledger, IPublisher publisher) : IRequestHandler<UndoDecision, DecisionResult>
{
    public async Task<DecisionResult> Handle(UndoDecision request, CancellationToken cancellationToken)
    {
        await using var transaction = await ledger.Open(cancellationToken);
        await ledger.LockDecision(request.Decision, cancellationToken);
        if (await ledger.Replay(request.By, cancellationToken) is { } first)
        {
            return first;
        }

        var plan = await Plan(request, cancellationToken);
        var taken = await transaction.Take(plan.Takes, outlines: false, plan.Removed, cancellationToken);
        var draft = new DecisionDraft(DecisionKind.Restore, request.By, Undoes: request.Decision);
        var result = await transaction.Record(draft, taken, plan.Successors, cancellationToken);
        if (!result.Replayed)
        {
            // Not to be cancelled: what was committed is done, whatever who asked hears of it, and everybody else is told.
            await transaction.Commit(CancellationToken.None);
            await publisher.Publish(new SlicksChanged(result, request.By.Reviewer), CancellationToken.None);
        }

        return result;
    }

    private async Task<UndoPlan> Plan(UndoDecision request, CancellationToken cancellation)
    {
        var reach = await ledger.ReachOf(request.Decision, request.Slicks, cancellation);
        Check(request, reach);
        var plan = UndoPlan.Of(reach);
        return plan.Takes.Count > 0
            ? plan
            : throw new RuleBrokenException("decision", $"Nothing is left of decision {request.Decision} that could be taken back.");
    }

    private static void Check(UndoDecision request, UndoReach reach)
    {
        if (reach.UndoneBy is { } undone)
        {
            throw new LedgerConflictException(
                $"Decision {request.Decision} was already undone by {undone.Reviewer} in decision {undone.Decision}. To bring it "
                    + "back, undo that one.",
                [
                    .. reach.Decision.Outputs.Select(slick => new LedgerConflict(
                        slick,
                        undone.Decision,
                        undone.Kind,
                        undone.Reviewer,
                        undone.At,
                        undone.Outputs
                    )),
                ]
            );
        }

        if (reach.Dependents.Count > 0 && !request.Together)
        {
            throw new DependentsException(request.Decision, reach.Dependents);
        }
    }
}

/// <summary>What an undo takes and what it brings back. Pure.</summary>
/// <param name="Removed">What it takes though it is gone already, without a successor.</param>
internal sealed record UndoPlan(IReadOnlyList<long> Takes, IReadOnlyCollection<long> Removed, IReadOnlyList<Successor> Successors)
{
    public static UndoPlan Of(UndoReach reach)
    {
        var reached = reach.Versions.ToDictionary(version => version.Id);
        var children = reach
            .Versions.SelectMany(version => version.Parents, (version, parent) => (parent, version.Id))
            .ToLookup(edge => edge.parent, edge => edge.Id);
        var originals = reach.Versions.SelectMany(version => version.Took).Where(parent => !reached.ContainsKey(parent)).Distinct().Order();
        List<Copy> brought =
        [
            .. originals.Select(original => new Copy(original, FactChanges.None, LeavesUnder(original, children, reached))),
            .. reach.Removed.Select(removed => new Copy(removed, FactChanges.None)),
        ];
        var there = reach.Versions.Where(version => version is { HasSuccessor: false, Removed: false }).Select(version => version.Id);
        HashSet<long> removed = [.. reach.Removed, .. reach.Versions.Where(version => version.Removed).Select(version => version.Id)];
        return new UndoPlan([.. there.Concat(brought.SelectMany(copy => copy.Parents)).Distinct().Order()], removed, brought);
    }

    private static long[] LeavesUnder(long original, ILookup<long, long> children, Dictionary<long, ReachedVersion> reached)
    {
        var seen = new HashSet<long>();
        var open = new Stack<long>(children[original]);
        while (open.TryPop(out var id))
        {
            if (seen.Add(id))
            {
                foreach (var child in children[id])
                {
                    open.Push(child);
                }
            }
        }

        return [.. seen.Where(id => !reached[id].HasSuccessor).Order()];
    }
}
