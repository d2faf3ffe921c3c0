namespace Review.Data.Slicks.Index;

/// <summary>When something last changed under a tile: a number that grows, for each tile of the zooms 0 to 8.</summary>
internal sealed class TileVersions
{
    private const int MostCells = 64;
    private readonly long[][] levels = [.. Enumerable.Range(0, CellGrid.Zoom + 1).Select(zoom => new long[1 << zoom << zoom])];
    private long everywhere;

    /// <summary>Something under this box changed.</summary>
    public void Touch(DegreeBox box, long version)
    {
        for (var zoom = CellGrid.Zoom; zoom >= 0; zoom--)
        {
            var range = CellRange.Of(box, zoom);
            if (range.Count > MostCells)
            {
                everywhere = version;
                return;
            }

            foreach (var cell in range.Indices())
            {
                levels[zoom][cell] = version;
            }
        }
    }

    public void TouchAll(long version) => everywhere = version;

    /// <param name="area">What a tile shows, with its margin.</param>
    public long Of(TileArea area)
    {
        var range = area.Cells(Math.Min(area.Zoom, CellGrid.Zoom));
        var latest = everywhere;
        foreach (var cell in range.Indices())
        {
            latest = Math.Max(latest, levels[range.Zoom][cell]);
        }

        return latest;
    }
}
