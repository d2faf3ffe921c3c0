namespace Review.Data.Slicks.Index;

/// <summary>
/// The active versions of the ledger in memory, for what looks at all of them: tiles, sums, pages of the list. Any number may read at once; changes
/// come one at a time, each with all that one snapshot of the database showed.
/// </summary>
internal sealed class SlickIndex : IDisposable
{
    private readonly ReaderWriterLockSlim gate = new();
    private readonly CellGrid grid = new();
    private readonly TileVersions versions = new();
    private readonly HashSet<long> scenes = [];
    private SlickColumns columns = new();
    private long version;
    private long sceneVersion;

    public void Dispose() => gate.Dispose();

    /// <summary>Begins anew with these.</summary>
    public void Fill(SlickColumns all)
    {
        gate.EnterWriteLock();
        try
        {
            columns = all;
            grid.Clear();
            scenes.Clear();
            for (var row = 0; row < columns.End; row++)
            {
                grid.Add(row, columns.Box[row]);
                scenes.Add(columns.Scene[row]);
            }

            versions.TouchAll(++version);
            sceneVersion = version;
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <param name="changes">Each version with what it is now, or null when it is not active any more. The same may come twice.</param>
    public void Apply(IReadOnlyList<(long Id, IndexedSlick? Now)> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        gate.EnterWriteLock();
        try
        {
            version++;
            foreach (var (id, now) in changes)
            {
                if (now is { } slick)
                {
                    Add(slick);
                }
                else
                {
                    Remove(id);
                }
            }
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <param name="read">Fast, and without waiting for anything: it holds up changes.</param>
    public T Read<T>(Func<SlickColumns, CellGrid, T> read)
    {
        gate.EnterReadLock();
        try
        {
            return read(columns, grid);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    /// <param name="byScene">The filter names scenes: a new one may be what it means from now on.</param>
    /// <returns>Grows when something under the tile changes.</returns>
    public long VersionUnder(TileArea area, bool byScene)
    {
        gate.EnterReadLock();
        try
        {
            return Math.Max(versions.Of(area), byScene ? sceneVersion : 0);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    private void Add(in IndexedSlick slick)
    {
        // A version never changes, so one that is there is there already.
        if (columns.Find(slick.Id) >= 0)
        {
            return;
        }

        grid.Add(columns.Add(slick), slick.Box);
        versions.Touch(slick.Box, version);
        if (scenes.Add(slick.Scene))
        {
            sceneVersion = version;
        }
    }

    private void Remove(long id)
    {
        if (columns.Find(id) is >= 0 and var row)
        {
            grid.Remove(row, columns.Box[row]);
            versions.Touch(columns.Box[row], version);
            columns.Remove(row);
        }
    }
}
