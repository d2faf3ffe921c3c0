using MediatR;
using Review.Domain.Slicks;

namespace Review.Domain.Statistics;

/// <summary>How many active slicks there are by class and state, and how long ago the radar saw those that nobody has decided on.</summary>
public sealed record GetBacklog(SlickFilter Filter) : IRequest<Backlog>;

/// <param name="Groups">Those that are not empty, in the order of the class tree and of the states.</param>
/// <param name="Ages">All bands, the youngest first.</param>
public sealed record Backlog(DateTimeOffset AsOf, IReadOnlyList<BacklogGroup> Groups, IReadOnlyList<AgeBand> Ages)
{
    public long Total => Groups.Sum(group => group.Slicks);

    public long Of(SlickState state) => Groups.Where(group => group.State == state).Sum(group => group.Slicks);
}

public sealed record BacklogGroup(int Class, SlickState State, long Slicks);

/// <param name="FromDays">Since the radar saw them, inclusive.</param>
/// <param name="ToDays">Exclusive; null for any number.</param>
public sealed record AgeBand(int FromDays, int? ToDays, long Undecided);

internal sealed class GetBacklogHandler(IStatisticsQueries queries, TimeProvider time) : IRequestHandler<GetBacklog, Backlog>
{
    private static readonly int[] Days = [1, 7, 30, 90, 365];
    private static readonly List<int> Order = [.. SlickClass.All.Select(node => node.Id)];

    public async Task<Backlog> Handle(GetBacklog request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var counts = await queries.Backlog(request.Filter, [.. Days.Reverse().Select(days => now.AddDays(-days))], cancellationToken);
        return new Backlog(now, Groups(counts), Ages(counts));
    }

    private static List<BacklogGroup> Groups(IReadOnlyList<BacklogCount> counts) =>
        [
            .. counts
                .GroupBy(count => (count.Class, count.State))
                .OrderBy(group => Order.IndexOf(group.Key.Class))
                .ThenBy(group => group.Key.State)
                .Select(group => new BacklogGroup(group.Key.Class, group.Key.State, group.Sum(count => count.Slicks))),
        ];

    // The youngest have reached all limits.
    private static List<AgeBand> Ages(IReadOnlyList<BacklogCount> counts) =>
        [
            .. Enumerable
                .Range(0, Days.Length + 1)
                .Select(band => new AgeBand(
                    band == 0 ? 0 : Days[band - 1],
                    band < Days.Length ? Days[band] : null,
                    counts
                        .Where(count => count.State == SlickState.Pending && count.Reached == Days.Length - band)
                        .Sum(count => count.Slicks)
                )),
        ];
}
