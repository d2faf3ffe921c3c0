namespace Review.Data.Ledger;

/// <summary>How things stood at a moment.</summary>
/// <param name="SealedUpTo">Decisions with this id or a lower one that had been committed were sealed.</param>
/// <param name="OldestOpen">No older transaction was open.</param>
/// <param name="Next">No transaction had begun with this number or a higher one.</param>
internal sealed record SealMark(long SealedUpTo, long OldestOpen, long Next);

/// <summary>
/// Up to which id there is nothing left to seal, so that looking for what waits costs the same however long the ledger is. Ids are drawn in
/// order, but a decision with a lower id may be committed later: nothing comes any more when all that was open at an earlier mark has
/// ended.
/// </summary>
internal sealed class SealedPart
{
    private SealMark? earlier;

    /// <summary>Decisions with this id or a lower one are all sealed, or were never committed.</summary>
    public long UpTo { get; private set; }

    public void Reach(SealMark now)
    {
        if (earlier is not null && now.OldestOpen < earlier.Next)
        {
            return;
        }

        if (earlier is not null)
        {
            UpTo = Math.Max(UpTo, Math.Min(earlier.SealedUpTo, now.SealedUpTo));
        }

        earlier = now;
    }

    /// <summary>Everything is looked at again.</summary>
    public void Forget()
    {
        UpTo = 0;
        earlier = null;
    }
}
