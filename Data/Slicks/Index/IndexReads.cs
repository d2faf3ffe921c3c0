using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>Answers of the index that need a word of the database too.</summary>
internal static class IndexReads
{
    /// <summary>The filter as the index takes it: with the scenes that its name means, and without the versions whose outline misses its box though their box meets it.</summary>
    public static async Task<RowFilter> Filter(SlickIndex index, SlickIndexFeed feed, SlickFilter asked, CancellationToken cancellation)
    {
        var scenes = await feed.Scenes(asked, cancellation);
        var filter = new RowFilter(asked, scenes);
        if (asked.Bbox is not { } box)
        {
            return filter;
        }

        var rim = index.Read((all, _) => Enumerable.Range(0, all.End).Where(row => filter.IsOnTheRim(all, row) && filter.Matches(all, row)).Select(row => all.Id[row]).ToArray());
        return rim.Length == 0 ? filter : new RowFilter(asked, scenes, await feed.Outside(box, rim, cancellation));
    }
}
