using FluentValidation;
using Review.Domain.Geometry;

namespace Review.Domain.Decisions;

/// <summary>Gives a slick a new outline, drawn by hand.</summary>
/// <param name="Geometry">A Polygon or MultiPolygon; repaired where its rings cross. A vertex that is the old outline's, as it went out,
/// stays what it was.</param>
public sealed record ReshapeSlick(IReadOnlyList<long> Slicks, NetTopologySuite.Geometries.Geometry? Geometry, string? Reason, Authorship By)
    : DecisionCommand(By)
{
    public override DecisionKind Kind => DecisionKind.Reshape;

    public override IReadOnlyList<long> Takes => Slicks;

    public override bool NeedsOutlines => true;

    public override string? WhyGiven => Reason;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        var version = taken[0];
        var warnings = Outline.IsRepaired(Geometry!)
            ? (string[])["The outline crosses itself and was repaired: look at it before you confirm."]
            : [];
        return new Ruling(
            [new Drawn(version.Id, Outline.Normalize(UnmovedVertices.Kept(Geometry!, version.Outline!)), version.Facts, [version.Id])],
            warnings
        );
    }

    internal sealed class Rules : DecisionRules<ReshapeSlick>
    {
        public Rules()
        {
            OneSlick(command => command.Slicks);
            RuleFor(command => command.Geometry).NotNull().WithMessage("Give the new outline: a Polygon or a MultiPolygon.");
        }
    }
}
