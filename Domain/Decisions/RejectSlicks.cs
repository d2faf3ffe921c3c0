using FluentValidation;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>Says that slicks are not oil, and why. Nothing is deleted: they stay in the ledger, in a class under NOT_OIL.</summary>
/// <param name="Class">In the subtree of <see cref="SlickClass.NotOil"/>, which is the default.</param>
public sealed record RejectSlicks(
    IReadOnlyList<long> Slicks,
    int? Class,
    double? HumanConfidence,
    string? Reason,
    Authorship By,
    string? Notes = null
) : DecisionCommand(By)
{
    public override DecisionKind Kind => DecisionKind.Reject;

    public override IReadOnlyList<long> Takes => Slicks;

    public override string? WhyGiven => Reason;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        var changes = new FactChanges(Class ?? SlickClass.NotOilId, HumanConfidence, Validated: false, Notes: Notes);
        return new Ruling([.. taken.Select(version => new Copy(version.Id, changes))]);
    }

    internal sealed class Rules : DecisionRules<RejectSlicks>
    {
        public Rules()
        {
            SomeSlicks(command => command.Slicks);
            KnownClass(command => command.Class);
            RuleFor(command => command.Class)
                .Must(id => id is null || SlickClass.Find(id.Value) is null || SlickClass.NotOil.Includes(id.Value))
                .WithMessage($"A rejected slick goes into a class under Not oil ({Choices()}); to give it another class, reclassify it.");
            RuleFor(command => command.Reason).NotEmpty().WithMessage("Say why it is not oil: a rejection needs a reason.");
            Confidence(command => command.HumanConfidence);
            ShortNotes(command => command.Notes);
        }

        private static string Choices()
        {
            int[] ids = [.. SlickClass.NotOil.Subtree().Order()];
            return $"{string.Join(", ", ids[..^1])} or {ids[^1]}";
        }
    }
}
