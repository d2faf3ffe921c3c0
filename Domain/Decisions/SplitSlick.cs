using FluentValidation;
using NetTopologySuite.Geometries;
using Review.Domain.Geometry;

namespace Review.Domain.Decisions;

/// <summary>Makes two or more slicks of one, in exactly one of four ways. Every piece keeps the slick's facts.</summary>
/// <param name="Line">Along a line that leaves the slick on both sides.</param>
/// <param name="Polygon">Into what lies inside and what lies outside.</param>
/// <param name="Parts">Into one slick for each polygon of the outline.</param>
/// <param name="MaxVertices">Into boxes with at most so many vertices each, 5 or more.</param>
/// <param name="DiscardBelowM2">Pieces smaller than this are left out, because the analyst said so; at least one piece must stay.</param>
public sealed record SplitSlick(
    IReadOnlyList<long> Slicks,
    LineString? Line,
    NetTopologySuite.Geometries.Geometry? Polygon,
    bool Parts,
    int? MaxVertices,
    double? DiscardBelowM2,
    string? Reason,
    Authorship By
) : DecisionCommand(By)
{
    /// <summary>Pieces below this are offered for discarding: 5 × 5 pixels of 10 m.</summary>
    public const double SliverM2 = 2_500;

    public override DecisionKind Kind => DecisionKind.Split;

    public override IReadOnlyList<long> Takes => Slicks;

    public override bool NeedsOutlines => true;

    public override string? WhyGiven => Reason;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        var version = taken[0];
        var pieces = Pieces(version.Outline!);
        var kept = pieces.Where(piece => DiscardBelowM2 is not { } least || SpheroidArea.OfM2(piece) >= least).ToList();
        if (kept.Count == 0)
        {
            throw new RuleBrokenException("discardBelowM2", "Every piece is smaller than that, so nothing would be left of the slick.");
        }

        return new Ruling([.. kept.Select(piece => new Drawn(version.Id, piece, version.Facts, [version.Id]))], Warnings(pieces, kept));
    }

    private IReadOnlyList<MultiPolygon> Pieces(MultiPolygon outline)
    {
        var pieces = this switch
        {
            { Line: { } line } => Splitting.ByLine(outline, line),
            { Polygon: { } polygon } => Splitting.ByPolygon(outline, polygon),
            { MaxVertices: { } most } => Splitting.ByVertexCount(outline, most),
            _ => Splitting.IntoParts(outline),
        };
        return pieces.Count <= Splitting.MostPieces
            ? pieces
            : throw new OutlineException($"That would make {pieces.Count:N0} pieces; one split makes at most {Splitting.MostPieces:N0}.");
    }

    private List<string> Warnings(IReadOnlyList<MultiPolygon> pieces, List<MultiPolygon> kept)
    {
        List<string> warnings = Polygon is { IsValid: false } ? [Outline.AreaCrossesItself] : [];
        var slivers = kept.Count(piece => SpheroidArea.OfM2(piece) < SliverM2);
        if (slivers > 0)
        {
            warnings.Add(
                $"{slivers} of {kept.Count} pieces {(slivers == 1 ? "is" : "are")} smaller than {SliverM2:N0} m²; they are kept "
                    + "unless you discard them."
            );
        }

        if (kept.Count < pieces.Count)
        {
            warnings.Add($"{pieces.Count - kept.Count} of {pieces.Count} pieces will be discarded.");
        }

        return warnings;
    }

    internal sealed class Rules : DecisionRules<SplitSlick>
    {
        public Rules()
        {
            OneSlick(command => command.Slicks);
            RuleFor(command => command)
                .Must(command =>
                    new[] { command.Line is not null, command.Polygon is not null, command.Parts, command.MaxVertices is not null }.Count(
                        given => given
                    ) == 1
                )
                .OverridePropertyName("line")
                .WithMessage("Say how to split: give exactly one of line, polygon, parts and maxVertices.");
            RuleFor(command => command.MaxVertices).Must(most => most is null or >= 5).WithMessage("maxVertices is 5 or more.");
            RuleFor(command => command.DiscardBelowM2)
                .Must(least => least is null or >= 0)
                .WithMessage("discardBelowM2 is an area in m², 0 or more.");
        }
    }
}
