namespace Review.Domain.Detection.DarkSpot;

/// <summary>Moving averages of an image. Pixels outside the image, and those of weight 0, count for nothing.</summary>
internal static class Smoothing
{
    /// <summary>Mean over a square of (2 radius + 1) pixels each way; of the whole part inside the image.</summary>
    public static float[] Box(float[] pixels, int width, int height, int radius)
    {
        var rows = new float[pixels.Length];
        for (var row = 0; row < height; row++)
        {
            Line(pixels, rows, row * width, 1, width, radius);
        }

        return Columns(rows, width, height, radius);
    }

    /// <summary>Three boxes: within 3 % of a Gaussian.</summary>
    public static float[] Gaussian(float[] pixels, int width, int height, double sigma)
    {
        // Wells 1986: three boxes of side w have variance (w² - 1) / 4.
        var radius = (int)Math.Round((Math.Sqrt((4 * sigma * sigma) + 1) - 1) / 2);
        if (radius < 1)
        {
            return sigma < 0.3 ? (float[])pixels.Clone() : Binomial(pixels, width, height);
        }

        return Box(Box(Box(pixels, width, height, radius), width, height, radius), width, height, radius);
    }

    /// <summary>Mean by weights, over a Gaussian.</summary>
    /// <returns>Sums of weighted values and of weights, both averaged; their quotient is the mean.</returns>
    public static (float[] Values, float[] Weights) Weighted(float[] pixels, float[] weights, int width, int height, double sigma)
    {
        var product = new float[pixels.Length];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = pixels[i] * weights[i];
        }

        return (Gaussian(product, width, height, sigma), Gaussian(weights, width, height, sigma));
    }

    private static float[] Binomial(float[] pixels, int width, int height)
    {
        var result = new float[pixels.Length];
        for (var row = 0; row < height; row++)
        {
            var (above, below) = (Math.Max(0, row - 1) * width, Math.Min(height - 1, row + 1) * width);
            for (var column = 0; column < width; column++)
            {
                var (left, right) = (Math.Max(0, column - 1), Math.Min(width - 1, column + 1));
                result[(row * width) + column] = (
                    (4 * pixels[(row * width) + column])
                    + (2 * (pixels[(row * width) + left] + pixels[(row * width) + right] + pixels[above + column] + pixels[below + column]))
                    + pixels[above + left] + pixels[above + right] + pixels[below + left] + pixels[below + right]) / 16;
            }
        }

        return result;
    }

    private static float[] Columns(float[] pixels, int width, int height, int radius)
    {
        var result = new float[pixels.Length];
        var sums = new double[width];
        for (var row = 0; row < Math.Min(radius, height); row++)
        {
            AddRow(sums, pixels, row * width, 1);
        }

        for (var row = 0; row < height; row++)
        {
            if (row + radius < height)
            {
                AddRow(sums, pixels, (row + radius) * width, 1);
            }

            if (row - radius - 1 >= 0)
            {
                AddRow(sums, pixels, (row - radius - 1) * width, -1);
            }

            var share = 1.0 / (Math.Min(row + radius, height - 1) - Math.Max(row - radius, 0) + 1);
            for (var column = 0; column < width; column++)
            {
                result[(row * width) + column] = (float)(sums[column] * share);
            }
        }

        return result;
    }

    private static void AddRow(double[] sums, float[] pixels, int from, int sign)
    {
        for (var column = 0; column < sums.Length; column++)
        {
            sums[column] += sign * pixels[from + column];
        }
    }

    private static void Line(float[] pixels, float[] result, int from, int step, int count, int radius)
    {
        var sum = 0d;
        for (var i = 0; i < Math.Min(radius, count); i++)
        {
            sum += pixels[from + (i * step)];
        }

        for (var i = 0; i < count; i++)
        {
            if (i + radius < count)
            {
                sum += pixels[from + ((i + radius) * step)];
            }

            if (i - radius - 1 >= 0)
            {
                sum -= pixels[from + ((i - radius - 1) * step)];
            }

            result[from + (i * step)] = (float)(sum / (Math.Min(i + radius, count - 1) - Math.Max(i - radius, 0) + 1));
        }
    }
}
