namespace Review.Data.Slicks.Index;

/// <summary>
/// The active versions of the ledger in memory, for what looks at all of them: tiles, sums, pages of the list. Any number may read at once;
/// changes come one at a time, each with all that one snapshot of the database showed.
/// </summary>
internal sealed class SlickIndex : IDisposable
{
    private readonly ReaderWriterLockSlim gate = new();
    private readonly CellGrid grid = new();
    private readonly TileVersions versions = new();
    private readonly HashSet<long> scenes = [];
    private SlickColumns columns = new();
    private IndexMoment moment = null!;
    private long version;
    private long sceneVersion;

    public void Dispose() => gate.Dispose();

    /// <summary>Begins anew with these, as they were at a moment.</summary>
    public void Fill(SlickColumns all, IndexMoment now)
    {
        gate.EnterWriteLock();
        try
        {
            moment = now;
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
    /// <param name="now">When that was so. Where nothing changed, an earlier moment means the same.</param>
    public void Apply(IReadOnlyList<(long Id, IndexedSlick? Now)> changes, IndexMoment now)
    {
        if (changes.Count == 0)
        {
            return;
        }

        gate.EnterWriteLock();
        try
        {
            moment = now;
            version++;
            foreach (var (id, found) in changes)
            {
                if (found is { } slick)
                {
                    Add(slick);
                }
                else
                {
                    Remove(id);
                }
            }

            columns.Totals.Refresh(columns);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    /// <param name="read">Fast, and without waiting for anything: it holds up changes.</param>
    public T Read<T>(Func<SlickColumns, CellGrid, T> read) => ReadAt(read).Found;

    /// <inheritdoc cref="Read"/>
    /// <returns>What was read, and the moment of the ledger that it is of.</returns>
    public (T Found, IndexMoment Moment) ReadAt<T>(Func<SlickColumns, CellGrid, T> read)
    {
        gate.EnterReadLock();
        try
        {
            return (read(columns, grid), moment);
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
