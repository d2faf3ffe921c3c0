using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>Answers of the index that need a word of the database too.</summary>
internal static class IndexReads
{
    /// <returns>Null when the ledger itself must be asked: for the past, and where nobody keeps an index.</returns>
    public static async Task<SlickIndex?> Kept(SlickIndexKeeper keeper, SlickFilter filter, CancellationToken cancellation) =>
        keeper.IsKept && RowFilter.IsAnsweredByIndex(filter) ? await keeper.Current(cancellation) : null;

    /// <summary>
    /// The filter as the index takes it: with the scenes that its name means, and without the versions whose outline misses its box though
    /// their box meets it.
    /// </summary>
    public static async Task<RowFilter> Filter(SlickIndex index, SlickIndexFeed feed, SlickFilter asked, CancellationToken cancellation)
    {
        var scenes = await feed.Scenes(asked, cancellation);
        var filter = new RowFilter(asked, scenes);
        if (asked.Bbox is not { } box)
        {
            return filter;
        }

        var rim = index.Read((all, _) => OnTheRim(all, filter));
        return rim.Length == 0 ? filter : new RowFilter(asked, scenes, await feed.Outside(box, rim, cancellation));
    }

    private static long[] OnTheRim(SlickColumns all, RowFilter filter)
    {
        var rim = new List<long>();
        for (var row = 0; row < all.End; row++)
        {
            if (filter.IsOnTheRim(all, row) && filter.Matches(all, row))
            {
                rim.Add(all.Id[row]);
            }
        }

        return [.. rim];
    }
}
