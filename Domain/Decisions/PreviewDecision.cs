using MediatR;
using NetTopologySuite.Geometries;

namespace Review.Domain.Decisions;

/// <summary>What a decision would put in, with areas. Nothing is written.</summary>
public sealed record PreviewDecision(DecisionCommand Command) : IRequest<DecisionPreview>;

public sealed record DecisionPreview(
    string Kind,
    IReadOnlyList<long> Inputs,
    IReadOnlyList<PreviewPiece> Pieces,
    IReadOnlyList<string> Warnings
);

/// <param name="Outline">Null for a copy, whose outline stays as it is.</param>
/// <param name="Sliver">Smaller than <see cref="SplitSlick.SliverM2"/>.</param>
public sealed record PreviewPiece(
    MultiPolygon? Outline,
    double AreaM2,
    double? PerimeterM,
    double? LengthM,
    bool Sliver,
    int Class,
    long[] Parents
);

internal sealed class PreviewDecisionHandler(ILedger ledger, IServiceProvider services) : IRequestHandler<PreviewDecision, DecisionPreview>
{
    public async Task<DecisionPreview> Handle(PreviewDecision request, CancellationToken cancellationToken)
    {
        var command = request.Command;
        await Validation.Check(services, command, cancellationToken);
        var versions = await ledger.Look(command.Takes, command.NeedsOutlines, cancellationToken);
        (versions, var ruling) = Unchanged.LeftOut(command, versions, command.Rule(versions));
        cancellationToken.ThrowIfCancellationRequested();
        var drawn = ruling.Successors.OfType<Drawn>().ToList();
        var metrics = await ledger.Measure([.. drawn.Select(successor => successor.Outline)], cancellationToken);
        var pieces = drawn.Zip(
            metrics,
            (successor, measured) =>
                new PreviewPiece(
                    successor.Outline,
                    measured.AreaM2,
                    measured.PerimeterM,
                    measured.LengthM,
                    measured.AreaM2 < SplitSlick.SliverM2,
                    successor.Facts.Class,
                    successor.Parents
                )
        );
        var copies = ruling
            .Successors.OfType<Copy>()
            .Join(
                versions,
                copy => copy.Of,
                version => version.Id,
                (copy, version) =>
                    new PreviewPiece(null, version.AreaM2, null, null, false, copy.Changes.Class ?? version.Facts.Class, copy.Parents)
            );
        return new DecisionPreview(
            command.Kind.ToString().ToLowerInvariant(),
            [.. versions.Select(version => version.Id)],
            [.. pieces, .. copies],
            ruling.Warnings
        );
    }
}
