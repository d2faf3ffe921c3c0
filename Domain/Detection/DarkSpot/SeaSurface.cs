namespace Review.Domain.Detection.DarkSpot;

/// <summary>What the sea would look like without dark spots: a smooth surface in dB, fitted to what is not dark.</summary>
internal static class SeaSurface
{
    // Weight on flatness of each term, as a share of the points: a surface seen at one corner must not run away at the other.
    private static readonly double[] Bowl = [1e-3, 0.02, 0.02, 0.08, 0.08, 0.08];
    private static readonly double[] Plane = [1e-3, 0.1, 0.1, 1e3, 1e3, 1e3];

    /// <summary>Fits a surface of second order over the whole window, then bends it to the local sea.</summary>
    public static float[] Fit(float[] db, bool[] isData, int width, int height, DarkSpotParameters parameters)
    {
        var (coefficients, below) = Robust(db, isData, width, height, parameters);
        return Bend(
            db,
            isData,
            Surface(coefficients, width, height),
            width,
            height,
            below,
            2 * parameters.ThresholdBelowMeanDb,
            parameters.LocalSeaShare * Math.Min(width, height)
        );
    }

    /// <summary>
    /// Fits a plane to the brighter of two levels: the sea beside a film that covers most of the window. Nothing bends it to the film.
    /// </summary>
    public static float[] OfBrightPart(TwoLevels levels, int width, int height) =>
        Surface(Solve([.. levels.BrightCells(width, height)], _ => 1, levels.Upper, Plane), width, height);

    private static float[] Surface(double[] coefficients, int width, int height)
    {
        var surface = new float[width * height];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                surface[(row * width) + column] = (float)Value(coefficients, (2.0 * column / width) - 1, (2.0 * row / height) - 1);
            }
        }

        return surface;
    }

    // Where little sea is in sight, the global surface stands.
    private static float[] Bend(float[] db, bool[] isData, float[] surface, int width, int height, double below, double above, double sigma)
    {
        // What is smoothed over hundreds of pixels may as well be smoothed in cells of some.
        var cell = Math.Max(1, (int)(sigma / 16));
        var (columns, rows) = ((width + cell - 1) / cell, (height + cell - 1) / cell);
        for (var round = 0; round < 2; round++)
        {
            var (values, weights) = (new float[columns * rows], new float[columns * rows]);
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    var i = (row * width) + column;
                    if (isData[i] && db[i] - surface[i] is var residual && residual > -below && residual < above)
                    {
                        values[(row / cell * columns) + (column / cell)] += residual;
                        weights[(row / cell * columns) + (column / cell)]++;
                    }
                }
            }

            var (sums, counts) = (
                Smoothing.Gaussian(values, columns, rows, sigma / cell),
                Smoothing.Gaussian(weights, columns, rows, sigma / cell)
            );
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] /= counts[i] + (0.25f * cell * cell);
            }

            Add(surface, sums, width, height, cell, columns, rows);
        }

        return surface;
    }

    // Straight between the middles of cells.
    private static void Add(float[] surface, float[] cells, int width, int height, int cell, int columns, int rows)
    {
        for (var row = 0; row < height; row++)
        {
            var y = Math.Clamp(((row + 0.5f) / cell) - 0.5f, 0, rows - 1);
            var (north, south) = ((int)y * columns, Math.Min((int)y + 1, rows - 1) * columns);
            var down = y - (int)y;
            for (var column = 0; column < width; column++)
            {
                var x = Math.Clamp(((column + 0.5f) / cell) - 0.5f, 0, columns - 1);
                var (west, east) = ((int)x, Math.Min((int)x + 1, columns - 1));
                var right = x - west;
                var above = cells[north + west] + (right * (cells[north + east] - cells[north + west]));
                var below = cells[south + west] + (right * (cells[south + east] - cells[south + west]));
                surface[(row * width) + column] += above + (down * (below - above));
            }
        }
    }

    private static (double[] Coefficients, double Below) Robust(
        float[] db,
        bool[] isData,
        int width,
        int height,
        DarkSpotParameters parameters
    )
    {
        var darkDb = parameters.ThresholdBelowMeanDb;
        // A grid of some thousands of pixels says as much as all of them.
        var step = Math.Max(1, (int)Math.Sqrt(width * height / 6_000.0));
        var points = new List<(double X, double Y, double Db)>();
        for (var row = step / 2; row < height; row += step)
        {
            for (var column = step / 2; column < width; column += step)
            {
                if (isData[(row * width) + column])
                {
                    points.Add(((2.0 * column / width) - 1, (2.0 * row / height) - 1, db[(row * width) + column]));
                }
            }
        }

        var start = points.Count == 0 ? 0 : SpeckleFilter.Quantile([.. points.Select(point => (float)point.Db)], 0.75);
        // Asymmetric least squares (Newey and Powell 1987) bring it to the brighter side: a slick that covers a third of the window must
        // not draw the surface to itself.
        var (fit, below) = (new double[] { start, 0, 0, 0, 0, 0 }, darkDb);
        for (var round = 0; round < 10; round++)
        {
            var isAsymmetric = round < 4;
            fit = Solve(
                points,
                point =>
                    (point.Db - Value(fit, point.X, point.Y)) switch
                    {
                        var residual when residual > 2.5 * darkDb || (!isAsymmetric && residual < -below) => 0,
                        var residual => isAsymmetric && residual < 0 ? 1 - parameters.BrighterShare : 1,
                    },
                start,
                Bowl
            );
            below = Math.Clamp(parameters.SeaSigmas * UpperSigma(points, fit), Math.Min(parameters.LeastSeaDb, darkDb), darkDb);
        }

        return (fit, below);
    }

    // Of the sea above its surface, where no slick is.
    private static double UpperSigma(List<(double X, double Y, double Db)> points, double[] fit)
    {
        float[] above = [.. points.Select(point => (float)(point.Db - Value(fit, point.X, point.Y))).Where(residual => residual > 0)];
        return above.Length == 0 ? 0 : 1.4826 * SpeckleFilter.Quantile(above, 0.5);
    }

    // Least squares with a little weight on flatness.
    private static double[] Solve(
        List<(double X, double Y, double Db)> points,
        Func<(double X, double Y, double Db), double> weigh,
        double start,
        double[] flatness
    )
    {
        const int n = 6;
        var matrix = new double[n, n + 1];
        Span<double> terms = stackalloc double[n];
        var count = 0d;
        foreach (var point in points)
        {
            var (x, y, db) = point;
            var weight = weigh(point);
            count += weight;
            if (weight == 0)
            {
                continue;
            }

            (terms[0], terms[1], terms[2], terms[3], terms[4], terms[5]) = (1, x, y, x * y, x * x, y * y);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    matrix[i, j] += weight * terms[i] * terms[j];
                }

                matrix[i, n] += weight * terms[i] * (db - start);
            }
        }

        for (var i = 0; i < n; i++)
        {
            matrix[i, i] += flatness[i] * Math.Max(count, 3_000);
        }

        var result = Gauss(matrix, n);
        result[0] += start;
        return result;
    }

    private static double[] Gauss(double[,] matrix, int n)
    {
        for (var pivot = 0; pivot < n; pivot++)
        {
            for (var row = 0; row < n; row++)
            {
                if (row == pivot)
                {
                    continue;
                }

                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; column <= n; column++)
                {
                    matrix[row, column] -= factor * matrix[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => matrix[i, n] / matrix[i, i])];
    }

    private static double Value(double[] c, double x, double y) =>
        c[0] + (c[1] * x) + (c[2] * y) + (c[3] * x * y) + (c[4] * x * x) + (c[5] * y * y);
}
