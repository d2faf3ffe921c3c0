using MediatR;

namespace Review.Domain.Decisions;

/// <summary>
/// Seals what waits for it, and looks whether every invariant of the ledger holds, row by row, without trusting the triggers that keep
/// them.
/// </summary>
public sealed record CheckLedger : IRequest<IReadOnlyList<InvariantCheck>>;

/// <param name="Sentence">What must be true.</param>
/// <param name="Examined">How many rows were looked at.</param>
/// <param name="Broken">How many break it.</param>
/// <param name="Examples">Ids of some that break it.</param>
/// <param name="Of">What the ids are of: a slick, a decision, a seal. Empty where the sentence says it.</param>
public sealed record InvariantCheck(string Name, string Sentence, long Examined, long Broken, long[] Examples, string Of = "");

internal sealed class CheckLedgerHandler(ILedgerCheck check, ISeals seals) : IRequestHandler<CheckLedger, IReadOnlyList<InvariantCheck>>
{
    private const int AtOnce = 5_000;

    public async Task<IReadOnlyList<InvariantCheck>> Handle(CheckLedger request, CancellationToken cancellationToken)
    {
        while (await seals.Seal(AtOnce, above: 0, patience: TimeSpan.Zero, cancellationToken) > 0) { }

        return await check.Run(cancellationToken);
    }
}

/// <summary>The checks, each one statement in the database, all on one snapshot.</summary>
public interface ILedgerCheck
{
    Task<IReadOnlyList<InvariantCheck>> Run(CancellationToken cancellation);
}
