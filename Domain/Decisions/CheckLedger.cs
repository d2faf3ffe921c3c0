using MediatR;

namespace Review.Domain.Decisions;

/// <summary>Looks whether every invariant of the ledger holds, row by row, without trusting the triggers that keep them.</summary>
public sealed record CheckLedger : IRequest<IReadOnlyList<InvariantCheck>>;

/// <param name="Sentence">What must be true.</param>
/// <param name="Examined">How many rows were looked at.</param>
/// <param name="Broken">How many break it.</param>
/// <param name="Examples">Ids of some that break it.</param>
public sealed record InvariantCheck(string Name, string Sentence, long Examined, long Broken, long[] Examples);

internal sealed class CheckLedgerHandler(ILedgerCheck check) : IRequestHandler<CheckLedger, IReadOnlyList<InvariantCheck>>
{
    public Task<IReadOnlyList<InvariantCheck>> Handle(CheckLedger request, CancellationToken cancellationToken) => check.Run(cancellationToken);
}

/// <summary>The checks, each one statement in the database, all on one snapshot.</summary>
public interface ILedgerCheck
{
    Task<IReadOnlyList<InvariantCheck>> Run(CancellationToken cancellation);
}
