namespace Review.Domain.Decisions;

/// <summary>
/// Slicks changed. Who listens hears <see cref="Listening"/> at once, so that the other side knows that it hears, and then notices as they
/// come.
/// </summary>
/// <param name="Decision">Null for an import.</param>
/// <param name="Slicks">The versions touched, at most <see cref="MostSlicks"/> of them.</param>
/// <param name="Missed">Other notices were lost before this one: look at everything again.</param>
public sealed record SlickNotice(long? Decision, string Kind, string Reviewer, IReadOnlyList<long> Slicks, bool Missed = false)
{
    public const int MostSlicks = 200;

    /// <summary>Nothing changed yet; from here on, nothing is missed without being said.</summary>
    public static SlickNotice Listening { get; } = new(null, "listening", "", []);
}
