namespace Review.Domain.Detection;

/// <summary>Pixels that belong together, with their outline's mask.</summary>
/// <param name="Left">Of the mask in the stitched image, pixels.</param>
/// <param name="Mask">Pixels above the outline's threshold.</param>
internal sealed record Island(
    int Left,
    int Top,
    int Width,
    int Height,
    bool[] Mask,
    IReadOnlyList<float> Probabilities,
    int Class,
    double NoDataShare
);

/// <summary>Cuts probabilities into islands by three thresholds.</summary>
internal static class Islands
{
    /// <param name="classes">Slick class of each plane.</param>
    /// <param name="leastPixels">Islands with a smaller outline are left out.</param>
    /// <returns>In the order of their first pixel, row by row.</returns>
    public static IEnumerable<Island> Find(Stitched image, IslandThresholds thresholds, IReadOnlyList<int> classes, int leastPixels)
    {
        var isSeen = new bool[image.Any.Length];
        var pixels = new List<int>();
        for (var start = 0; start < image.Any.Length; start++)
        {
            // Not "<=": NaN is no data, and belongs to nothing.
            if (isSeen[start] || !(image.Any[start] > thresholds.Group))
            {
                continue;
            }

            var most = Collect(image, thresholds.Group, start, isSeen, pixels);
            if (most > thresholds.Keep)
            {
                pixels.RemoveAll(pixel => image.Any[pixel] <= thresholds.Outline);
                if (pixels.Count >= leastPixels)
                {
                    yield return Cut(image, pixels, classes);
                }
            }
        }
    }

    // Pixels that touch by a side or a corner.
    private static float Collect(Stitched image, double group, int start, bool[] isSeen, List<int> pixels)
    {
        var (width, height) = (image.Set.Width, image.Set.Height);
        pixels.Clear();
        pixels.Add(start);
        isSeen[start] = true;
        var most = 0f;
        for (var next = 0; next < pixels.Count; next++)
        {
            var pixel = pixels[next];
            most = Math.Max(most, image.Any[pixel]);
            var (column, row) = (pixel % width, pixel / width);
            for (var y = Math.Max(0, row - 1); y <= Math.Min(height - 1, row + 1); y++)
            {
                for (var x = Math.Max(0, column - 1); x <= Math.Min(width - 1, column + 1); x++)
                {
                    var other = (y * width) + x;
                    if (!isSeen[other] && image.Any[other] > group)
                    {
                        isSeen[other] = true;
                        pixels.Add(other);
                    }
                }
            }
        }

        return most;
    }

    private static Island Cut(Stitched image, List<int> pixels, IReadOnlyList<int> classes)
    {
        var stride = image.Set.Width;
        var (left, right) = (pixels.Min(pixel => pixel % stride), pixels.Max(pixel => pixel % stride));
        var (top, bottom) = (pixels.Min() / stride, pixels.Max() / stride);
        var (width, height) = (right - left + 1, bottom - top + 1);
        var mask = new bool[width * height];
        var sums = new double[classes.Count];
        foreach (var pixel in pixels)
        {
            mask[(((pixel / stride) - top) * width) + (pixel % stride) - left] = true;
            for (var plane = 0; plane < sums.Length; plane++)
            {
                sums[plane] += image.Classes[plane][pixel];
            }
        }

        var probabilities = pixels.Select(pixel => image.Any[pixel]).Order().ToList();
        return new Island(
            left,
            top,
            width,
            height,
            mask,
            probabilities,
            classes[Array.IndexOf(sums, sums.Max())],
            NoDataShare(image, pixels, mask, (left, top, width, height))
        );
    }

    // Share of the outline's sides that have no data on their other hand. The rim of the image itself is none: what goes on beyond it is
    // unknown.
    private static double NoDataShare(Stitched image, List<int> pixels, bool[] mask, (int Left, int Top, int Width, int Height) box)
    {
        var (all, empty) = (0, 0);
        foreach (var pixel in pixels)
        {
            var (column, row) = (pixel % image.Set.Width, pixel / image.Set.Width);
            Look(column - 1, row);
            Look(column + 1, row);
            Look(column, row - 1);
            Look(column, row + 1);
        }

        return all == 0 ? 0 : empty / (double)all;

        void Look(int column, int row)
        {
            var (x, y) = (column - box.Left, row - box.Top);
            if (x >= 0 && y >= 0 && x < box.Width && y < box.Height && mask[(y * box.Width) + x])
            {
                return;
            }

            all++;
            if (
                column >= 0
                && row >= 0
                && column < image.Set.Width
                && row < image.Set.Height
                && float.IsNaN(image.Any[(row * image.Set.Width) + column])
            )
            {
                empty++;
            }
        }
    }
}
