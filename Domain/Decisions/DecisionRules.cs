using System.Linq.Expressions;
using FluentValidation;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>The rules that commands share.</summary>
internal abstract class DecisionRules<TCommand> : AbstractValidator<TCommand>
    where TCommand : DecisionCommand
{
    private const int MostSlicks = 100_000;

    protected DecisionRules()
    {
        RuleFor(command => command.By).SetValidator(new AuthorshipRules()).OverridePropertyName("");
        RuleFor(command => command.WhyGiven)
            .MaximumLength(AuthorshipRules.LongestText)
            .OverridePropertyName("reason")
            .WithMessage("The reason is longer than 10,000 characters.")
            .Must(PlainText.IsKept)
            .OverridePropertyName("reason")
            .WithMessage("The reason contains a character that cannot be kept (NUL, or half of a surrogate pair).");
    }

    protected void SomeSlicks(Expression<Func<TCommand, IReadOnlyList<long>>> slicks) =>
        RuleFor(slicks)
            .Must(ids => ids is { Count: > 0 })
            .WithMessage("Name at least one slick.")
            .Must(ids => ids is null || ids.Count <= MostSlicks)
            .WithMessage("At most 100,000 slicks go into one decision.");

    protected void OneSlick(Expression<Func<TCommand, IReadOnlyList<long>>> slicks) =>
        RuleFor(slicks).Must(ids => ids is { Count: 1 }).WithMessage("Name exactly one slick.");

    protected void Confidence(Expression<Func<TCommand, double?>> confidence) =>
        RuleFor(confidence).Must(value => value is null or (>= 0 and <= 1)).WithMessage("A confidence is a number from 0 to 1.");

    protected void KnownClass(Expression<Func<TCommand, int?>> id) =>
        RuleFor(id)
            .Must(value => value is null || SlickClass.Find(value.Value) is not null)
            .WithMessage(command =>
                $"There is no class {id.Compile()(command)}; the classes are "
                + $"{string.Join(", ", SlickClass.All.Select(node => node.Id).Order())}."
            );

    protected void ShortNotes(Expression<Func<TCommand, string?>> notes) =>
        RuleFor(notes)
            .Must(text => text is null || text.Length <= AnnotateSlicks.LongestNotes)
            .WithMessage("The notes are longer than 100,000 characters.")
            .Must(PlainText.IsKept)
            .WithMessage("The notes contain a character that cannot be kept (NUL, or half of a surrogate pair).");
}
