namespace Review.Data.Slicks.Index;

/// <summary>Is the index what the ledger is?</summary>
internal static class IndexAudit
{
    /// <param name="truth">Counted by the database in the snapshot that the index is at.</param>
    /// <returns>A sentence for each class and state that differs.</returns>
    public static IReadOnlyList<string> Differences(SlickIndex index, IReadOnlyList<IndexTotal> truth)
    {
        var known = index.Read((all, _) => Enumerable.Range(0, all.End).Where(row => all.Id[row] != 0)
            .GroupBy(row => (Class: (int)all.Class[row], State: all.StateOf(row)))
            .ToDictionary(group => group.Key, group => group.Aggregate(
                new IndexTotal(group.Key.Class, group.Key.State, 0, 0), (sum, row) => sum with { Count = sum.Count + 1, SumOfIds = sum.SumOfIds + (ulong)all.Id[row] })));
        var counted = truth.ToDictionary(total => (total.Class, total.State));
        return [.. known.Keys.Union(counted.Keys).Order()
            .Select(key => (Known: known.GetValueOrDefault(key), Truth: counted.GetValueOrDefault(key)))
            .Where(pair => pair.Known != pair.Truth)
            .Select(pair => Sentence(pair.Known, pair.Truth))];
    }

    private static string Sentence(IndexTotal? known, IndexTotal? truth)
    {
        var of = (truth ?? known)!;
        return known?.Count == truth?.Count
            ? $"Of class {of.Class}, {of.State}, there are {of.Count}, but not the same ones."
            : $"Of class {of.Class}, {of.State}, there are {truth?.Count ?? 0}, and not {known?.Count ?? 0}.";
    }
}
