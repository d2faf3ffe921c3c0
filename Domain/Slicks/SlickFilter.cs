namespace Review.Domain.Slicks;

/// <summary>Which versions a map, a list or an export shows. Absent members do not filter.</summary>
/// <param name="Class">Takes the whole subtree.</param>
/// <param name="Active">Ignored with <paramref name="AsOf"/>, which shows what was active then. Absent means active only.</param>
/// <param name="From">Slick (acquisition) time, inclusive.</param>
/// <param name="To">Slick (acquisition) time, exclusive.</param>
/// <param name="MinConfidence">Of the machine, 0 to 1.</param>
/// <param name="Scene">A scene's name; when no scene is called exactly that, every scene with that in its name, in any case of
/// letters.</param>
/// <param name="AsOf">The ledger as it stood at this instant.</param>
/// <param name="Case">The version of this case; with <paramref name="Active"/> false, those that it had before.</param>
/// <param name="EitherClass">The class that a slick has or that the model gave it; takes the whole subtree.</param>
public sealed record SlickFilter(
    BoundingBox? Bbox = null,
    int? Class = null,
    bool? Active = null,
    bool? Validated = null,
    SlickState? State = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    double? MinConfidence = null,
    string? Scene = null,
    DateTimeOffset? AsOf = null,
    long? Case = null,
    int? EitherClass = null
)
{
    /// <summary>
    /// Without what a decision changes: the slicks that this filter shows, has shown or will show as their review goes on.
    /// </summary>
    public SlickFilter WhateverWasDecided() => this with { State = null, Validated = null, Class = null, EitherClass = Class };
}
