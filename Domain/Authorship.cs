using System.Text.Json;
using FluentValidation;

namespace Review.Domain;

/// <summary>Who decides, and what is kept beside the decision.</summary>
/// <param name="IdempotencyKey">1 to 200 characters, unique over all reviewers. The same key sent twice answers the first result.</param>
/// <param name="RequestHash">Of the request that the key came with; a key that comes again with another hash is refused.</param>
/// <param name="Context">Queue or filter, scene, image stretch, client version: a JSON object.</param>
public sealed record Authorship(
    string Reviewer,
    string? IdempotencyKey = null,
    byte[]? RequestHash = null,
    string? Comment = null,
    double? SecondsSpent = null,
    JsonElement? Context = null
);

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
            .OverridePropertyName("idempotencyKey")
            .WithMessage("An idempotency key has 1 to 200 characters.");
        RuleFor(by => by.Comment)
            .MaximumLength(LongestText)
            .OverridePropertyName("comment")
            .WithMessage("The comment is longer than 10,000 characters.")
            .Must(PlainText.IsKept)
            .OverridePropertyName("comment")
            .WithMessage("The comment contains a character that cannot be kept (NUL, or half of a surrogate pair).");
        RuleFor(by => by.Context)
            .Cascade(CascadeMode.Stop)
            .Must(context => context is null || context.Value.GetRawText().Length <= LargestContext)
            .OverridePropertyName("context")
            .WithMessage("The context is larger than 16 KB: it says how a decision was made, not what it was made from.")
            .Must(context => context is null || KeptJson.Fault(context.Value) is null)
            .OverridePropertyName("context")
            .WithMessage(by => $"The context cannot be kept: {KeptJson.Fault(by.Context!.Value)}.");
        RuleFor(by => by.SecondsSpent)
            .Must(seconds => seconds is null or (>= 0 and < 1e9))
            .OverridePropertyName("secondsSpent")
            .WithMessage("secondsSpent is a number of seconds, 0 or more.");
    }
}
