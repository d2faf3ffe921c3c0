using System.Linq.Expressions;
using FluentValidation;
using Review.Domain.Slicks;

namespace Review.Domain.Decisions;

/// <summary>The rules that commands share, and those of their authorship.</summary>
internal abstract class DecisionRules<TCommand> : AbstractValidator<TCommand>
    where TCommand : DecisionCommand
{
    private const int MostSlicks = 100_000;

    protected DecisionRules()
    {
        RuleFor(command => command.By).SetValidator(new AuthorshipRules()).OverridePropertyName("");
        RuleFor(command => command.WhyGiven)
            .MaximumLength(AuthorshipRules.LongestText).OverridePropertyName("reason").WithMessage("The reason is longer than 10,000 characters.")
            .Must(PlainText.IsKept).OverridePropertyName("reason").WithMessage("The reason contains a character that cannot be kept (NUL, or half of a surrogate pair).");
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
            .Must(PlainText.IsKept).WithMessage("The notes contain a character that cannot be kept (NUL, or half of a surrogate pair).");
}

/// <summary>The rules of who decides and of what is kept beside the decision, for every kind and for undo.</summary>
internal sealed class AuthorshipRules : AbstractValidator<Authorship>
{
    public const int LongestText = 10_000;
    private const int LargestContext = 16_384;

    public AuthorshipRules()
    {
        RuleFor(by => by.Reviewer).NotEmpty();
        RuleFor(by => by.IdempotencyKey)
            .Must(key => key is null || (key.Length is >= 1 and <= 200 && PlainText.IsKept(key)))
            .OverridePropertyName("idempotencyKey").WithMessage("An idempotency key has 1 to 200 characters.");
        RuleFor(by => by.Comment)
            .MaximumLength(LongestText).OverridePropertyName("comment").WithMessage("The comment is longer than 10,000 characters.")
            .Must(PlainText.IsKept).OverridePropertyName("comment").WithMessage("The comment contains a character that cannot be kept (NUL, or half of a surrogate pair).");
        RuleFor(by => by.Context).Cascade(CascadeMode.Stop)
            .Must(context => context is null || context.Value.GetRawText().Length <= LargestContext)
            .OverridePropertyName("context").WithMessage("The context is larger than 16 KB: it says how a decision was made, not what it was made from.")
            .Must(context => context is null || KeptJson.Fault(context.Value) is null)
            .OverridePropertyName("context").WithMessage(by => $"The context cannot be kept: {KeptJson.Fault(by.Context!.Value)}.");
        RuleFor(by => by.SecondsSpent)
            .Must(seconds => seconds is null or (>= 0 and < 1e9))
            .OverridePropertyName("secondsSpent").WithMessage("secondsSpent is a number of seconds, 0 or more.");
    }
}

/// <summary>PostgreSQL keeps every character but NUL; half of a surrogate pair is none.</summary>
internal static class PlainText
{
    public static bool IsKept(string? text) => text is null || (!text.Contains('\0', StringComparison.Ordinal) && HasWholePairs(text));

    private static bool HasWholePairs(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[++at])))
            {
                return false;
            }
        }

        return true;
    }
}
