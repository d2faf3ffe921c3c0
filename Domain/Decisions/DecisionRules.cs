using System.Linq.Expressions;
using FluentValidation;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>The rules that commands share, and those of their authorship.</summary>
internal abstract class DecisionRules<TCommand> : AbstractValidator<TCommand>
    where TCommand : DecisionCommand
{
    private const int MostSlicks = 100_000;
    private const int LongestText = 10_000;

    protected DecisionRules()
    {
        RuleFor(command => command.By.Reviewer).NotEmpty();
        RuleFor(command => command.By.IdempotencyKey)
            .Must(key => key is null || key.Length is >= 1 and <= 200)
            .OverridePropertyName("idempotencyKey").WithMessage("An idempotency key has 1 to 200 characters.");
        RuleFor(command => command.By.Comment)
            .MaximumLength(LongestText).OverridePropertyName("comment").WithMessage("The comment is longer than 10,000 characters.");
        RuleFor(command => command.WhyGiven)
            .MaximumLength(LongestText).OverridePropertyName("reason").WithMessage("The reason is longer than 10,000 characters.");
        RuleFor(command => command.By.SecondsSpent)
            .Must(seconds => seconds is null or (>= 0 and < 1e9))
            .OverridePropertyName("secondsSpent").WithMessage("secondsSpent is a number of seconds, 0 or more.");
    }

    protected void SomeSlicks(Expression<Func<TCommand, IReadOnlyList<long>>> slicks) =>
        RuleFor(slicks)
            .Must(ids => ids is { Count: > 0 }).WithMessage("Name at least one slick.")
            .Must(ids => ids is null || ids.Count <= MostSlicks).WithMessage("At most 100,000 slicks go into one decision.");

    protected void OneSlick(Expression<Func<TCommand, IReadOnlyList<long>>> slicks) =>
        RuleFor(slicks).Must(ids => ids is { Count: 1 }).WithMessage("Name exactly one slick.");

    protected void Confidence(Expression<Func<TCommand, double?>> confidence) =>
        RuleFor(confidence).Must(value => value is null or (>= 0 and <= 1)).WithMessage("A confidence is a number from 0 to 1.");

    protected void KnownClass(Expression<Func<TCommand, int?>> id) =>
        RuleFor(id)
            .Must(value => value is null || SlickClass.Find(value.Value) is not null)
            .WithMessage(command => $"There is no class {id.Compile()(command)}; the classes are {string.Join(", ", SlickClass.All.Select(node => node.Id).Order())}.");

    protected void ShortNotes(Expression<Func<TCommand, string?>> notes) =>
        RuleFor(notes)
            .Must(text => text is null || text.Length <= AnnotateSlicks.LongestNotes).WithMessage("The notes are longer than 100,000 characters.")
            .Must(text => text is null || !text.Contains('\0', StringComparison.Ordinal)).WithMessage("The notes contain a NUL character.");
}
