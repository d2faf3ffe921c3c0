using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>Is the index what the ledger is?</summary>
internal static class IndexAudit
{
    /// <param name="truth">Counted by the database in the snapshot that the index is at.</param>
    /// <returns>A sentence for each class and state that differs.</returns>
    public static IReadOnlyList<string> Differences(SlickIndex index, IReadOnlyList<IndexTotal> truth)
    {
        var known = index.Read((all, _) => Known(all));
        var counted = truth.ToDictionary(total => (total.Class, total.State));
        return
        [
            .. known
                .Keys.Union(counted.Keys)
                .Order()
                .Select(key => (Known: known.GetValueOrDefault(key), Truth: counted.GetValueOrDefault(key)))
                .Where(pair => pair.Known != pair.Truth)
                .Select(pair => Sentence(pair.Known, pair.Truth)),
        ];
    }

    // The counts are those that are kept, the ids those of the rows: a fault of either is found.
    private static Dictionary<(int Class, SlickState State), IndexTotal> Known(SlickColumns all)
    {
        var known = all
            .Totals.Counts()
            .ToDictionary(one => (one.Class, one.State), one => new IndexTotal(one.Class, one.State, one.Count, 0));
        foreach (var row in Enumerable.Range(0, all.End).Where(row => all.Id[row] != 0))
        {
            var key = ((int)all.Class[row], all.StateOf(row));
            var total = known.GetValueOrDefault(key) ?? new IndexTotal(key.Item1, key.Item2, 0, 0);
            known[key] = total with { SumOfIds = total.SumOfIds + (ulong)all.Id[row] };
        }

        return known;
    }

    private static string Sentence(IndexTotal? known, IndexTotal? truth)
    {
        var of = (truth ?? known)!;
        return known?.Count == truth?.Count
            ? $"Of class {of.Class}, {of.State}, there are {of.Count}, but not the same ones."
            : $"Of class {of.Class}, {of.State}, there are {truth?.Count ?? 0}, and not {known?.Count ?? 0}.";
    }
}
