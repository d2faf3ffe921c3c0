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

    /// <summary>For queries: a decision stands unless an undo of it stands. The database knows how.</summary>
    public static bool Stands(long decision) => throw new NotSupportedException($"Whether decision {decision} stands is asked in a query.");
}
