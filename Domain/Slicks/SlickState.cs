namespace Review.Domain.Slicks;

/// <summary>Where a version stands in review. The database derives it on insert; see docs/ledger.md.</summary>
public enum SlickState
{
    /// <summary>Nobody has said yet whether it is oil.</summary>
    Pending,

    /// <summary>A person said it is oil of its class.</summary>
    Validated,

    /// <summary>A person put it under NOT_OIL.</summary>
    Rejected,

    /// <summary>A person or the model put it under AMBIGUOUS, and nobody validated it.</summary>
    Ambiguous,
}
