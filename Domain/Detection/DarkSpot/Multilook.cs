namespace Review.Domain.Detection.DarkSpot;

/// <summary>Averages pixels in squares: fewer of them, and less speckle in each.</summary>
internal static class Multilook
{
    /// <summary>Squares of 2 × 2; the last row and column of an odd size are squares of their own.</summary>
    /// <returns>Mean intensity of the pixels with data; a square has data when half of its pixels have.</returns>
    public static (float[] Intensity, bool[] IsData) Halve(float[] intensity, bool[] isData, int width, int height)
    {
        var (columns, rows) = (Half(width), Half(height));
        var (means, known) = (new float[columns * rows], new bool[columns * rows]);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (sum, filled, count, all) = (0f, 0f, 0, 0);
                for (var y = 2 * row; y < Math.Min(height, (2 * row) + 2); y++)
                {
                    for (var x = 2 * column; x < Math.Min(width, (2 * column) + 2); x++)
                    {
                        var i = (y * width) + x;
                        all++;
                        filled += intensity[i];
                        (sum, count) = isData[i] ? (sum + intensity[i], count + 1) : (sum, count);
                    }
                }

                var at = (row * columns) + column;
                known[at] = 2 * count >= all;
                means[at] = count > 0 ? sum / count : filled / all;
            }
        }

        return (means, known);
    }

    /// <summary>Back to the size that was halved, straight between the middles of the squares.</summary>
    public static float[] Double(float[] halved, int width, int height)
    {
        var (columns, rows) = (Half(width), Half(height));
        var result = new float[width * height];
        for (var row = 0; row < height; row++)
        {
            var y = Math.Clamp(((row + 0.5f) / 2) - 0.5f, 0, rows - 1);
            var (north, south, down) = ((int)y * columns, Math.Min((int)y + 1, rows - 1) * columns, y - (int)y);
            for (var column = 0; column < width; column++)
            {
                var x = Math.Clamp(((column + 0.5f) / 2) - 0.5f, 0, columns - 1);
                var (west, east, right) = ((int)x, Math.Min((int)x + 1, columns - 1), x - (int)x);
                var above = halved[north + west] + (right * (halved[north + east] - halved[north + west]));
                var below = halved[south + west] + (right * (halved[south + east] - halved[south + west]));
                result[(row * width) + column] = above + (down * (below - above));
            }
        }

        return result;
    }

    public static int Half(int pixels) => (pixels + 1) / 2;
}
