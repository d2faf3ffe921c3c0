namespace Review.Domain.Detection;

/// <summary>How a run goes on.</summary>
/// <param name="Share">Of the work done, from 0 to 1; null where it is not known.</param>
public sealed record RunNotice(long Run, long Scene, RunStatus Status, string? Stage, double? Share);
