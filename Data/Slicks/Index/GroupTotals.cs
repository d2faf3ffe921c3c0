using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>
/// How many versions there are of each class and state, and the extent of each such group, kept as they come and go: what a page asks
/// without looking at rows.
/// </summary>
internal sealed class GroupTotals
{
    private const int Classes = 32;
    private static readonly int States = Enum.GetValues<SlickState>().Length;

    private readonly long[] counts = new long[Classes * States];
    private readonly Extent[] extents = [.. Enumerable.Repeat(new Extent(), Classes * States)];
    private readonly HashSet<int> stale = [];

    public void Add(int slickClass, int state, in DegreeBox box)
    {
        var group = Group(slickClass, state);
        counts[group]++;
        extents[group].Add(in box);
    }

    public void Remove(int slickClass, int state, in DegreeBox box)
    {
        var group = Group(slickClass, state);
        if (--counts[group] == 0)
        {
            extents[group] = new Extent();
            stale.Remove(group);
        }
        else if (extents[group].RestsOn(in box))
        {
            stale.Add(group);
        }
    }

    /// <summary>Measures anew the groups that lost what their extent rested on: one pass, about 10 ms for a million, and rare.</summary>
    public void Refresh(SlickColumns all)
    {
        if (stale.Count == 0)
        {
            return;
        }

        foreach (var group in stale)
        {
            extents[group] = new Extent();
        }

        for (var row = 0; row < all.End; row++)
        {
            var group = Group(all.Class[row], all.State[row]);
            if (all.Id[row] != 0 && stale.Contains(group))
            {
                extents[group].Add(in all.Box[row]);
            }
        }

        stale.Clear();
    }

    /// <returns>Of the groups that are not empty.</returns>
    public IEnumerable<(int Class, SlickState State, long Count)> Counts() =>
        counts.Select((count, group) => (group / States, (SlickState)(group % States), count)).Where(one => one.count != 0);

    /// <param name="classes">A bit for each.</param>
    /// <param name="states">A bit for each.</param>
    public SlickSummary Of(uint classes, int states)
    {
        var sums = new long[States];
        var extent = new Extent();
        for (var group = 0; group < counts.Length; group++)
        {
            if (counts[group] > 0 && (classes & (1u << (group / States))) != 0 && (states & (1 << (group % States))) != 0)
            {
                sums[group % States] += counts[group];
                extent.Add(in extents[group]);
            }
        }

        return Summary(sums, extent);
    }

    /// <param name="sums">By state.</param>
    public static SlickSummary Summary(long[] sums, Extent extent) =>
        new(
            sums.Sum(),
            sums[(int)SlickState.Pending],
            sums[(int)SlickState.Validated],
            sums[(int)SlickState.Rejected],
            sums[(int)SlickState.Ambiguous],
            extent.Box()
        );

    private static int Group(int slickClass, int state) => (slickClass * States) + state;
}
