namespace Review.Domain.Detection.DarkSpot;

/// <summary>
/// A window as two levels of darkness, split where that explains most of its variance (Otsu 1979), in squares of some pixels so that
/// speckle does not count.
/// </summary>
/// <param name="Lower">Mean of the darker part, dB.</param>
/// <param name="Upper">Mean of the brighter part, dB.</param>
/// <param name="LowerShare">How much of the window is the darker part.</param>
internal sealed record TwoLevels(double Lower, double Upper, double LowerShare)
{
    private const int CellPixels = 4;

    public double Separation => Upper - Lower;

    private float[] Cells { get; init; } = [];

    private int Columns { get; init; }

    /// <summary>What is nearer to the upper level, from -1 to 1 each way over the window.</summary>
    public IEnumerable<(double X, double Y, double Db)> BrightCells(int width, int height)
    {
        for (var i = 0; i < Cells.Length; i++)
        {
            if (Cells[i] > (Lower + Upper) / 2)
            {
                yield return (
                    (2.0 * CellPixels * ((i % Columns) + 0.5) / width) - 1,
                    (2.0 * CellPixels * ((i / Columns) + 0.5) / height) - 1,
                    Cells[i]
                );
            }
        }
    }

    /// <returns>Null when there is only one level.</returns>
    public static TwoLevels? Of(float[] db, bool[] isData, int width, int height)
    {
        var (cells, columns) = InCells(db, isData, width, height);
        var sorted = cells.Where(cell => !float.IsNaN(cell)).Order().ToArray();
        if (Split(sorted) is not { } levels)
        {
            return null;
        }

        return levels with
        {
            Cells = cells,
            Columns = columns,
        };
    }

    private static TwoLevels? Split(float[] sorted)
    {
        var total = sorted.Sum(value => (double)value);
        var (best, most, sum) = (default(TwoLevels), 0d, 0d);
        for (var i = 1; i < sorted.Length; i++)
        {
            sum += sorted[i - 1];
            var (lower, upper) = (sum / i, (total - sum) / (sorted.Length - i));
            var between = i * (double)(sorted.Length - i) / sorted.Length * (upper - lower) * (upper - lower);
            if (between > most)
            {
                (most, best) = (between, new TwoLevels(lower, upper, i / (double)sorted.Length));
            }
        }

        return best;
    }

    private static (float[] Cells, int Columns) InCells(float[] db, bool[] isData, int width, int height)
    {
        var (columns, rows) = (width / CellPixels, height / CellPixels);
        var (sums, counts) = (new float[columns * rows], new float[columns * rows]);
        for (var row = 0; row < rows * CellPixels; row++)
        {
            for (var column = 0; column < columns * CellPixels; column++)
            {
                var (i, cell) = ((row * width) + column, (row / CellPixels * columns) + (column / CellPixels));
                if (isData[i])
                {
                    sums[cell] += db[i];
                    counts[cell]++;
                }
            }
        }

        (sums, counts) = (Smoothing.Gaussian(sums, columns, rows, 1), Smoothing.Gaussian(counts, columns, rows, 1));
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = counts[i] < CellPixels * CellPixels / 2 ? float.NaN : sums[i] / counts[i];
        }

        return (sums, columns);
    }
}
