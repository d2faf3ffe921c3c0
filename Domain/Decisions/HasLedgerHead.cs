using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;

namespace Review.Domain.Decisions;

/// <summary>
/// Is a head that somebody noted earlier still in the chain? If so, and the chain holds, nothing sealed until then was changed since.
/// </summary>
/// <param name="Noted">Position and hash, as <c>1234:ab…</c>.</param>
public sealed partial record HasLedgerHead(string Noted) : IRequest<bool>
{
    internal bool IsHead => Form().IsMatch(Noted);

    internal long Position =>
        long.Parse(Noted[..Noted.IndexOf(':', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);

    internal string Hash => Noted[(Noted.IndexOf(':', StringComparison.Ordinal) + 1)..];

    [GeneratedRegex("^[0-9]{1,18}:[0-9a-fA-F]{64}$")]
    private static partial Regex Form();
}

internal sealed class HasLedgerHeadRules : AbstractValidator<HasLedgerHead>
{
    public HasLedgerHeadRules() =>
        RuleFor(request => request.IsHead)
            .Equal(true)
            .WithName("head")
            .WithMessage("A head is a position and a hash of 64 hexadecimal digits with a colon between, as ./review check prints it.");
}

internal sealed class HasLedgerHeadHandler(ISeals seals) : IRequestHandler<HasLedgerHead, bool>
{
    public async Task<bool> Handle(HasLedgerHead request, CancellationToken cancellationToken) =>
        request.Position == 0
        || string.Equals(await seals.HashAt(request.Position, cancellationToken), request.Hash, StringComparison.OrdinalIgnoreCase);
}
