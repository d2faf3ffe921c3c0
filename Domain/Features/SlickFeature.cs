using Review.Domain.Slicks;

namespace Review.Domain.Features;

/// <summary>A version as it leaves the product, in whatever format: its facts and its outline.</summary>
/// <param name="Outline">A GeoJSON geometry as RFC 7946 has it: exterior rings counter-clockwise, cut at the antimeridian, at most 7
/// decimals of degrees.</param>
public sealed record SlickFeature(SlickDetails Slick, string Outline);

/// <param name="Next">Where the next page goes on; null at the end.</param>
public sealed record FeaturePage(IReadOnlyList<SlickFeature> Features, PageMark? Next);

/// <param name="After">The id that the page before ended with.</param>
/// <param name="Seen">The state of the ledger that the first page was read in.</param>
public sealed record PageMark(long After, LedgerMoment Seen);

/// <summary>A part of a lineage with the outlines of its versions.</summary>
/// <param name="Outlines">Of each version of the history, in its order, like <see cref="SlickFeature.Outline"/>.</param>
public sealed record LineageFeatures(SlickHistory History, IReadOnlyList<string> Outlines);
