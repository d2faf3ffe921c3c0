namespace Review.Domain.Decisions;

/// <summary>One act of review by one person, as table <c>decision</c> keeps it.</summary>
public sealed class Decision
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string Reviewer { get; init; }

    public string? Reason { get; init; }

    public string? Comment { get; init; }

    public required long[] Inputs { get; init; }

    public required long[] Outputs { get; init; }

    public long? Undoes { get; init; }

    /// <summary>For queries: nothing is left of what the decision put in. Slick by slick, it may be taken back in part.</summary>
    public static bool IsTakenBack(long decision) =>
        throw new NotSupportedException($"Whether decision {decision} is taken back is asked in a query.");
}
