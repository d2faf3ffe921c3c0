namespace Review.Domain.Decisions;

/// <summary>What changed in the ledger, from this process, from others and from plain SQL, as it is committed.</summary>
public interface ISlickNotices
{
    /// <summary><see cref="SlickNotice.Listening"/> at once, so that the other side knows that it hears; then notices as they come. A listener that is too slow misses some, and is told by <see cref="SlickNotice.Missed"/>.</summary>
    IAsyncEnumerable<SlickNotice> Listen(CancellationToken cancellation);
}

/// <param name="Decision">Null for an import.</param>
/// <param name="Slicks">The versions touched, at most <see cref="MostSlicks"/> of them.</param>
/// <param name="Missed">Other notices were lost before this one: look at everything again.</param>
public sealed record SlickNotice(long? Decision, string Kind, string Reviewer, IReadOnlyList<long> Slicks, bool Missed = false)
{
    public const int MostSlicks = 200;

    /// <summary>Nothing changed yet; from here on, nothing is missed without being said.</summary>
    public static SlickNotice Listening { get; } = new(null, "listening", "", []);
}
