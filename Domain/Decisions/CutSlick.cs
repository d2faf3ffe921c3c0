using FluentValidation;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Review.Domain.Geometry;

namespace Review.Domain.Decisions;

/// <summary>Takes what lies inside a polygon away from a slick.</summary>
public sealed record CutSlick(IReadOnlyList<long> Slicks, NetTopologySuite.Geometries.Geometry? Polygon, string? Reason, Authorship By)
    : DecisionCommand(By)
{
    public override DecisionKind Kind => DecisionKind.Cut;

    public override IReadOnlyList<long> Takes => Slicks;

    public override bool NeedsOutlines => true;

    public override string? WhyGiven => Reason;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        var version = taken[0];
        var knife = Outline.Normalize(Polygon!);
        Entanglement.Check(Entanglement.MostCrossings, version.Outline!, knife);
        var rest = Outline.Polygons(OverlayNGRobust.Overlay(version.Outline!, knife, SpatialFunction.Difference));
        if (rest.IsEmpty)
        {
            throw new OutlineException("The polygon takes the whole slick away. To say that it is not oil, reject it.");
        }

        return Outline.Polygons(OverlayNGRobust.Overlay(version.Outline!, knife, SpatialFunction.Intersection)).IsEmpty
            ? throw new OutlineException("The polygon does not overlap the slick, so it cuts nothing away.")
            : new Ruling([new Drawn(version.Id, rest, version.Facts, [version.Id])], Polygon!.IsValid ? [] : [Outline.AreaCrossesItself]);
    }

    internal sealed class Rules : DecisionRules<CutSlick>
    {
        public Rules()
        {
            OneSlick(command => command.Slicks);
            RuleFor(command => command.Polygon).NotNull().WithMessage("Give the polygon to cut away.");
        }
    }
}
