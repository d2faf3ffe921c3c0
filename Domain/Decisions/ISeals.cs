namespace Review.Domain.Decisions;

/// <summary>The chain of seals over the decisions, kept in the database (docs/ledger.md).</summary>
public interface ISeals
{
    /// <summary>Seals some of the decisions that wait for it, in the order of their ids.</summary>
    /// <param name="most">So many at once.</param>
    /// <param name="above">Only those with a higher id.</param>
    /// <param name="patience">How long what plain SQL took out waits for its successors, which then come under the same seal.</param>
    /// <returns>How many were sealed.</returns>
    Task<int> Seal(int most, long above, TimeSpan patience, CancellationToken cancellation);

    /// <returns>The newest seal; that of position 0, whose hash is all zeros, when there is none.</returns>
    Task<LedgerHead> Head(CancellationToken cancellation);

    /// <returns>The hash of the seal at a position; null when there is none.</returns>
    Task<string?> HashAt(long position, CancellationToken cancellation);
}

/// <summary>The end of the chain of seals. Who keeps it elsewhere can tell later whether anything before it was changed.</summary>
/// <param name="Position">How many decisions are sealed.</param>
/// <param name="Hash">64 hexadecimal digits.</param>
/// <param name="Decision">The decision sealed last; 0 when there is none.</param>
public sealed record LedgerHead(long Position, string Hash, long Decision, DateTimeOffset? SealedAt);
