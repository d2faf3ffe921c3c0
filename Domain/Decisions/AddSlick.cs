using FluentValidation;
using Review.Domain.Geometry;

namespace Review.Domain.Decisions;

/// <summary>Puts in a slick that the model missed.</summary>
/// <param name="Scene">The scene it was seen in; its acquisition time is the slick's.</param>
/// <param name="SceneOf">That scene, looked up; see <see cref="Scenes.FindScene"/>.</param>
public sealed record AddSlick(
    NetTopologySuite.Geometries.Geometry? Geometry,
    int? Class,
    double? HumanConfidence,
    string? Notes,
    string? Scene,
    Scenes.SceneFacts? SceneOf,
    string? Reason,
    Authorship By
) : DecisionCommand(By)
{
    public override DecisionKind Kind => DecisionKind.Add;

    public override IReadOnlyList<long> Takes => [];

    public override string? WhyGiven => Reason;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        var facts = new SlickFacts(
            SceneOf!.Acquired,
            Class!.Value,
            null,
            HumanConfidence,
            false,
            string.IsNullOrEmpty(Notes) ? null : Notes,
            SceneOf.Id
        );
        var warnings = Outline.IsRepaired(Geometry!)
            ? (string[])["The outline crosses itself and was repaired: look at it before you confirm."]
            : [];
        return new Ruling([new Drawn(null, Outline.Normalize(Geometry!), facts, [])], warnings);
    }

    internal sealed class Rules : DecisionRules<AddSlick>
    {
        public Rules()
        {
            RuleFor(command => command.Geometry).NotNull().WithMessage("Give the outline: a Polygon or a MultiPolygon.");
            RuleFor(command => command.Class).NotNull().WithMessage("Say which class the slick belongs to.");
            RuleFor(command => command.Scene).NotEmpty().WithMessage("Say in which scene the slick was seen.");
            RuleFor(command => command.SceneOf)
                .NotNull()
                .When(command => !string.IsNullOrEmpty(command.Scene))
                .OverridePropertyName("scene")
                .WithMessage(command => $"There is no scene {command.Scene}.");
            KnownClass(command => command.Class);
            Confidence(command => command.HumanConfidence);
            ShortNotes(command => command.Notes);
        }
    }
}
