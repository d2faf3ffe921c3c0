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

    /// <summary>A person put it under AMBIGUOUS, by validating it or by giving it the class: it is decided on, and not validated.</summary>
    Ambiguous,
}

/// <summary>How the database derives the state, for what a person has just said of a slick.</summary>
internal static class SlickStates
{
    public static SlickState Said(int @class, bool validated) =>
        SlickClass.NotOil.Includes(@class) ? SlickState.Rejected
        : SlickClass.Ambiguous.Includes(@class) ? SlickState.Ambiguous
        : validated ? SlickState.Validated
        : SlickState.Pending;
}
