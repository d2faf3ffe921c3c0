namespace Review.Domain;

/// <summary>What was asked for does not exist.</summary>
public sealed class NotFoundException(string sentence) : Exception(sentence.Bounded());

/// <summary>A rule of review is broken. The message is a sentence that the analyst can act on.</summary>
/// <param name="field">The member of the request that breaks it.</param>
public sealed class RuleBrokenException(string field, string sentence) : Exception(sentence.Bounded())
{
    public string Field { get; } = field.Shortened();
}

/// <summary>An outline, a line or a polygon cannot be used. The message is a sentence that the analyst can act on.</summary>
public sealed class OutlineException(string sentence) : Exception(sentence.Bounded());

/// <summary>The idempotency key was used before, for something else or by somebody else.</summary>
public sealed class IdempotencyException(string sentence) : Exception(sentence);
