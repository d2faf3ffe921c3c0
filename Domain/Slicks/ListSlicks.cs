using MediatR;

namespace Review.Domain.Slicks;

/// <summary>What the list can be sorted by.</summary>
public enum SlickOrder
{
    Newest,
    Confidence,
    Area,
    Length,
    Time,
    Class,
}

/// <summary>A stretch of the list beside the map: facts only, no outlines.</summary>
/// <param name="Limit">1 to 200.</param>
public sealed record ListSlicks(SlickFilter Filter, SlickOrder Order, bool Descending, int Offset, int Limit) : IRequest<SlickList>;

/// <param name="Total">How many match the filter, counted up to <see cref="CountedUpTo"/>.</param>
public sealed record SlickList(int Total, IReadOnlyList<SlickRow> Rows)
{
    public const int CountedUpTo = 1_000_000;
}

public sealed record SlickRow(
    long Id,
    long Case,
    DateTimeOffset Timestamp,
    int Class,
    SlickState State,
    double? MachineConfidence,
    double? HumanConfidence,
    double AreaM2,
    double LengthM,
    string? Scene,
    double[] Bbox
);

internal sealed class ListSlicksHandler(ISlickQueries queries) : IRequestHandler<ListSlicks, SlickList>
{
    public Task<SlickList> Handle(ListSlicks request, CancellationToken cancellationToken) => queries.List(request, cancellationToken);
}
