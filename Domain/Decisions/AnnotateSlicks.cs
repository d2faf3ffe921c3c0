using FluentValidation;

namespace Review.Domain.Decisions;

/// <summary>Replaces the notes of slicks. Empty notes clear them.</summary>
/// <param name="Notes">Plain text, never markup, up to <see cref="LongestNotes"/> characters.</param>
public sealed record AnnotateSlicks(IReadOnlyList<long> Slicks, string? Notes, Authorship By) : DecisionCommand(By)
{
    public const int LongestNotes = 100_000;

    public override DecisionKind Kind => DecisionKind.Annotate;

    public override IReadOnlyList<long> Takes => Slicks;

    public override Ruling Rule(IReadOnlyList<SlickVersion> taken)
    {
        var changes = new FactChanges(Notes: Notes);
        return new Ruling([.. taken.Select(version => new Copy(version.Id, changes))]);
    }

    internal sealed class Rules : DecisionRules<AnnotateSlicks>
    {
        public Rules()
        {
            SomeSlicks(command => command.Slicks);
            RuleFor(command => command.Notes).NotNull().WithMessage("Give the notes; an empty text clears them.");
            ShortNotes(command => command.Notes);
        }
    }
}
