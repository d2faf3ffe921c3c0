namespace Review.Domain.Detection.DarkSpot;

/// <summary>How much brighter it gets across each pixel's side: the difference of means over two arms, each three pixels wide, in dB.</summary>
/// <remarks>The border gradient of Solberg et al. (1999) and Fiscella et al. (2000), measured along the outline instead of by a Sobel filter.</remarks>
internal sealed class BorderGradient
{
    private readonly int width;
    private readonly float[] eastwards;
    private readonly float[] southwards;

    private BorderGradient(Sums sums, int arm)
    {
        width = sums.Width;
        eastwards = new float[width * sums.Height];
        southwards = new float[eastwards.Length];
        for (var row = 0; row < sums.Height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var i = (row * width) + column;
                eastwards[i] = column + 1 < width ? sums.Mean(column + 1, row - 1, column + 1 + arm, row + 2) - sums.Mean(column + 1 - arm, row - 1, column + 1, row + 2) : 0;
                southwards[i] = row + 1 < sums.Height ? sums.Mean(column - 1, row + 1, column + 2, row + 1 + arm) - sums.Mean(column - 1, row + 1 - arm, column + 2, row + 1) : 0;
            }
        }
    }

    /// <param name="arms">Lengths of the arms, pixels.</param>
    public static BorderGradient[] Measure(float[] db, bool[] isData, int width, int height, IReadOnlyList<int> arms)
    {
        var sums = new Sums(db, isData, width, height);
        return [.. arms.Select(arm => new BorderGradient(sums, arm))];
    }

    /// <param name="dx">1 or -1 with <paramref name="dy"/> 0, or the other way round.</param>
    public float Across(int pixel, int dx, int dy) => (dx, dy) switch
    {
        (1, 0) => eastwards[pixel],
        (-1, 0) => -eastwards[pixel - 1],
        (0, 1) => southwards[pixel],
        _ => -southwards[pixel - width],
    };

    // Sums over all rectangles from the north-west (Crow 1984); an arm without data has the mean of the image, that is no step to speak of.
    private sealed class Sums
    {
        private readonly double[] values;
        private readonly int[] counts;
        private readonly double all;

        public Sums(float[] db, bool[] isData, int width, int height)
        {
            (Width, Height) = (width, height);
            values = new double[(width + 1) * (height + 1)];
            counts = new int[values.Length];
            for (var row = 0; row < height; row++)
            {
                var (sum, count) = (0d, 0);
                for (var column = 0; column < width; column++)
                {
                    var i = (row * width) + column;
                    sum += isData[i] ? db[i] : 0;
                    count += isData[i] ? 1 : 0;
                    var at = ((row + 1) * (width + 1)) + column + 1;
                    values[at] = values[at - width - 1] + sum;
                    counts[at] = counts[at - width - 1] + count;
                }
            }

            all = counts[^1] == 0 ? 0 : values[^1] / counts[^1];
        }

        public int Width { get; }

        public int Height { get; }

        public float Mean(int left, int top, int right, int bottom)
        {
            (left, top, right, bottom) = (Math.Max(0, left), Math.Max(0, top), Math.Min(Width, right), Math.Min(Height, bottom));
            var stride = Width + 1;
            var (a, b, c, d) = ((top * stride) + left, (top * stride) + right, (bottom * stride) + left, (bottom * stride) + right);
            var count = counts[d] - counts[b] - counts[c] + counts[a];
            return (float)(count == 0 ? all : (values[d] - values[b] - values[c] + values[a]) / count);
        }
    }
}
