using FluentValidation;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>
/// Says that slicks are oil of their class (or of <paramref name="Class"/>), or that they are ambiguous: that is decided too, and not
/// validated. Many ids are one decision with one successor each.
/// </summary>
/// <param name="HumanConfidence">0 to 1, required.</param>
public sealed record ValidateSlicks(
    IReadOnlyList<long> Slicks,
    double? HumanConfidence,
    int? Class,
    string? Reason,
    Authorship By,
    string? Notes = null
) : DecisionCommand(By)
{
    public override DecisionKind Kind => DecisionKind.Validate;

    public override IReadOnlyList<long> Takes => Slicks;

    public override string? WhyGiven => Reason;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        var notOil = taken.Where(version => SlickClass.NotOil.Includes(Class ?? version.Facts.Class)).ToList();
        if (notOil.Count > 0)
        {
            throw new RuleBrokenException(
                "class",
                $"Slick {notOil[0].Id} is in class {SlickClass.Find(Class ?? notOil[0].Facts.Class)!.Title}, which is not "
                    + $"oil{(notOil.Count > 1 ? $", and so are {notOil.Count - 1} more" : "")}: reject it, or validate it in a class of "
                    + "oil."
            );
        }

        var (sure, unsure) = (
            new FactChanges(Class, HumanConfidence, Validated: true, Notes: Notes),
            new FactChanges(Class, HumanConfidence, Validated: false, Notes: Notes)
        );
        return new Ruling([
            .. taken.Select(version => new Copy(version.Id, SlickClass.Ambiguous.Includes(Class ?? version.Facts.Class) ? unsure : sure)),
        ]);
    }

    internal sealed class Rules : DecisionRules<ValidateSlicks>
    {
        public Rules()
        {
            SomeSlicks(command => command.Slicks);
            RuleFor(command => command.HumanConfidence).NotNull().WithMessage("Say how sure you are: humanConfidence, from 0 to 1.");
            Confidence(command => command.HumanConfidence);
            ShortNotes(command => command.Notes);
            KnownClass(command => command.Class);
        }
    }
}
