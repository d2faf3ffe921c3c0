using Review.Domain.Scenes;

namespace Review.Domain.Detection.DarkSpot;

/// <summary>Tells missing pixels from dark ones. In 8-bit images 0 is both: the black beside the swath, and the darkest oil.</summary>
internal static class NoData
{
    /// <returns>Linear intensity, filled in where nothing is known; and where there is data.</returns>
    public static (float[] Intensity, bool[] IsData) Separate(PixelWindow window)
    {
        var (width, height) = (window.Width, window.Height);
        var pixels = window.Bands[0];
        var intensity = new float[pixels.Length];
        var isEmpty = new bool[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            isEmpty[i] = float.IsNaN(pixels[i]) || (window.Unit != PixelUnit.Decibel && pixels[i] <= 0);
            intensity[i] = isEmpty[i] ? 0 : Linear(pixels[i], window.Unit);
        }

        var isData = Known(isEmpty, window.Unit == PixelUnit.Amplitude, width, height);
        for (var i = 0; i < pixels.Length; i++)
        {
            // What the file itself hides is never dark sea.
            isData[i] &= !float.IsNaN(pixels[i]);
        }

        Fill(intensity, isData, width, height);
        return (intensity, isData);
    }

    private static float Linear(float pixel, PixelUnit unit) =>
        unit switch
        {
            PixelUnit.Sigma0 => pixel,
            PixelUnit.Decibel => MathF.Pow(10, pixel / 10),
            _ => pixel * pixel,
        };

    // Black that reaches the rim in blocks is nodata; black grains inside, or at the rim one by one, are dark sea.
    private static bool[] Known(bool[] isEmpty, bool zeroMayBeDark, int width, int height)
    {
        if (!zeroMayBeDark || !Array.Exists(isEmpty, empty => empty))
        {
            return Array.ConvertAll(isEmpty, empty => !empty);
        }

        const int block = 3;
        var blocks = new float[isEmpty.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] = isEmpty[i] ? 1 : 0;
        }

        var full = Smoothing.Box(blocks, width, height, block);
        var open = new Queue<int>();
        var missing = new bool[isEmpty.Length];
        for (var i = 0; i < isEmpty.Length; i++)
        {
            var (column, row) = (i % width, i / width);
            if ((column == 0 || row == 0 || column == width - 1 || row == height - 1) && full[i] > 0.9999f)
            {
                missing[i] = true;
                open.Enqueue(i);
            }
        }

        while (open.TryDequeue(out var i))
        {
            foreach (var next in Neighbours(i, width, height))
            {
                // From the middle of blocks to their edges, and no further.
                if (!missing[next] && isEmpty[next] && (full[next] > 0.9999f || full[i] > 0.9999f || full[next] < full[i]))
                {
                    missing[next] = true;
                    open.Enqueue(next);
                }
            }
        }

        return Array.ConvertAll(missing, one => !one);
    }

    private static IEnumerable<int> Neighbours(int i, int width, int height)
    {
        if (i % width > 0)
        {
            yield return i - 1;
        }

        if (i % width < width - 1)
        {
            yield return i + 1;
        }

        if (i >= width)
        {
            yield return i - width;
        }

        if (i < width * (height - 1))
        {
            yield return i + width;
        }
    }

    // The filters must not see the black: it becomes the mean of what lies around.
    private static void Fill(float[] intensity, bool[] isData, int width, int height)
    {
        if (Array.TrueForAll(isData, data => data))
        {
            return;
        }

        var weights = new float[intensity.Length];
        var (sum, count) = (0d, 0);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = isData[i] ? 1 : 0;
            sum += isData[i] ? intensity[i] : 0;
            count += isData[i] ? 1 : 0;
        }

        var mean = count == 0 ? 0 : sum / count;
        var (values, sums) = Smoothing.Weighted(intensity, weights, width, height, 6);
        for (var i = 0; i < weights.Length; i++)
        {
            if (!isData[i])
            {
                intensity[i] = (float)((values[i] + (0.001 * mean)) / (sums[i] + 0.001));
            }
        }
    }
}
