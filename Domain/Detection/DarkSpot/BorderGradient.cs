using System.Numerics;

namespace Review.Domain.Detection.DarkSpot;

/// <summary>
/// How much brighter it gets across each pixel's side: the difference of means over two arms, each three pixels wide, in dB.
/// </summary>
/// <remarks>
/// The border gradient of Solberg et al. (1999) and Fiscella et al. (2000), measured along the outline instead of by a Sobel filter.
/// </remarks>
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
        var (near, far) = (new Band(width, arm), new Band(width, arm));
        for (var row = 0; row < sums.Height; row++)
        {
            near.Take(sums, row - 1, row + 2);
            Band.Difference(near, 1, 1 + arm, near, 1 - arm, 1, eastwards.AsSpan(row * width, width - 1));
            if (row < sums.Height - 1)
            {
                near.Take(sums, row + 1 - arm, row + 1);
                far.Take(sums, row + 1, row + 1 + arm);
                Band.Difference(far, -1, 2, near, -1, 2, southwards.AsSpan(row * width, width));
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
    public float Across(int pixel, int dx, int dy) =>
        (dx, dy) switch
        {
            (1, 0) => eastwards[pixel],
            (-1, 0) => -eastwards[pixel - 1],
            (0, 1) => southwards[pixel],
            _ => -southwards[pixel - width],
        };

    // Sums over all rectangles from the north-west (Crow 1984), of what is above the mean of the image: an arm without data has that, which
    // is no step to speak of.
    private sealed class Sums
    {
        public Sums(float[] db, bool[] isData, int width, int height)
        {
            (Width, Height) = (width, height);
            Values = new double[(width + 1) * (height + 1)];
            Counts = new int[Values.Length];
            var mean = Mean(db, isData);
            for (var row = 0; row < height; row++)
            {
                var (sum, count) = (0d, 0);
                for (var column = 0; column < width; column++)
                {
                    var i = (row * width) + column;
                    sum += isData[i] ? db[i] - mean : 0;
                    count += isData[i] ? 1 : 0;
                    var at = ((row + 1) * (width + 1)) + column + 1;
                    Values[at] = Values[at - width - 1] + sum;
                    Counts[at] = Counts[at - width - 1] + count;
                }
            }
        }

        public int Width { get; }

        public int Height { get; }

        public double[] Values { get; }

        public int[] Counts { get; }

        private static double Mean(float[] db, bool[] isData)
        {
            var (sum, count) = (0d, 0);
            for (var i = 0; i < db.Length; i++)
            {
                sum += isData[i] ? db[i] : 0;
                count += isData[i] ? 1 : 0;
            }

            return count == 0 ? 0 : sum / count;
        }
    }

    // The sums of some rows, from the west; with a margin, in which they stay as they are.
    private sealed class Band
    {
        private readonly int width;
        private readonly int margin;
        private readonly float[] values;
        private readonly float[] counts;

        public Band(int width, int arm)
        {
            (this.width, margin) = (width, arm + 1);
            (values, counts) = (new float[width + 1 + (2 * margin)], new float[width + 1 + (2 * margin)]);
        }

        public void Take(Sums sums, int top, int bottom)
        {
            var stride = width + 1;
            var (from, to) = (Math.Max(0, top) * stride, Math.Min(sums.Height, bottom) * stride);
            for (var i = 0; i < stride; i++)
            {
                values[margin + i] = (float)(sums.Values[to + i] - sums.Values[from + i]);
                counts[margin + i] = sums.Counts[to + i] - sums.Counts[from + i];
            }

            values.AsSpan(margin + stride).Fill(values[margin + width]);
            counts.AsSpan(margin + stride).Fill(counts[margin + width]);
        }

        /// <summary>For every column, the mean of one band from and to there, less that of another.</summary>
        public static void Difference(Band one, int from, int to, Band other, int otherFrom, int otherTo, Span<float> result)
        {
            var i = 0;
            for (; i <= result.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                (one.Means(i + from, i + to) - other.Means(i + otherFrom, i + otherTo)).CopyTo(result[i..]);
            }

            for (; i < result.Length; i++)
            {
                result[i] = one.Mean(i + from, i + to) - other.Mean(i + otherFrom, i + otherTo);
            }
        }

        private Vector<float> Means(int from, int to) =>
            (new Vector<float>(values, margin + to) - new Vector<float>(values, margin + from))
            / Vector.Max(Vector<float>.One, new Vector<float>(counts, margin + to) - new Vector<float>(counts, margin + from));

        private float Mean(int from, int to) =>
            (values[margin + to] - values[margin + from]) / Math.Max(1, counts[margin + to] - counts[margin + from]);
    }
}
