using FluentValidation;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>
/// Puts slicks into another class of the tree; what else is known of them stays, but what is not oil, or nobody is sure of, is not
/// validated.
/// </summary>
public sealed record ReclassifySlicks(
    IReadOnlyList<long> Slicks,
    int? Class,
    double? HumanConfidence,
    string? Reason,
    Authorship By,
    string? Notes = null
) : DecisionCommand(By)
{
    public override DecisionKind Kind => DecisionKind.Reclassify;

    public override IReadOnlyList<long> Takes => Slicks;

    public override string? WhyGiven => Reason;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        var changes = new FactChanges(
            Class,
            HumanConfidence,
            Validated: SlickClass.NotOil.Includes(Class!.Value) || SlickClass.Ambiguous.Includes(Class.Value) ? false : null,
            Notes: Notes
        );
        return new Ruling([.. taken.Select(version => new Copy(version.Id, changes))]);
    }

    internal sealed class Rules : DecisionRules<ReclassifySlicks>
    {
        public Rules()
        {
            SomeSlicks(command => command.Slicks);
            RuleFor(command => command.Class).NotNull().WithMessage("Say which class the slick belongs to.");
            KnownClass(command => command.Class);
            Confidence(command => command.HumanConfidence);
            ShortNotes(command => command.Notes);
        }
    }
}
