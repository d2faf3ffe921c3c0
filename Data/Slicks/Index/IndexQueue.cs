using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>
/// What comes next of the matching rows that nobody has decided on, in the order of a list: from behind a place on, then from the top.
/// </summary>
internal static class IndexQueue
{
    /// <param name="here">The place, which need not be that of a row; null for the top.</param>
    /// <returns>How many matching rows, decided or not, stand before the first; null when there is none.</returns>
    public static (int? Position, long[] Ids) Of(
        SlickColumns all,
        RowFilter filter,
        SlickOrder order,
        bool descending,
        IndexPage.Key? here,
        int limit
    )
    {
        var (behind, before) = (new FirstKeys(limit), new FirstKeys(limit));
        for (var row = 0; row < all.End; row++)
        {
            if (all.StateOf(row) == SlickState.Pending && all.Id[row] != here?.Id && filter.Matches(all, row))
            {
                var key = IndexPage.KeyOf(all, row, order, descending);
                (here is { } place && key.CompareTo(place) < 0 ? before : behind).Add(key);
            }
        }

        var (after, top) = (Ordered(behind), Ordered(before));
        IndexPage.Key[] next = [.. after, .. top.Take(limit - after.Length)];
        return next is [var first, ..] ? (Before(all, filter, order, descending, first), [.. next.Select(key => key.Id)]) : (null, []);
    }

    private static int Before(SlickColumns all, RowFilter filter, SlickOrder order, bool descending, IndexPage.Key first)
    {
        var count = 0;
        for (var row = 0; row < all.End; row++)
        {
            count += filter.Matches(all, row) && IndexPage.KeyOf(all, row, order, descending).CompareTo(first) < 0 ? 1 : 0;
        }

        return count;
    }

    private static IndexPage.Key[] Ordered(FirstKeys first)
    {
        var keys = first.Kept();
        keys.Sort();
        return keys.ToArray();
    }
}
