namespace Review.Domain.Detection.DarkSpot;

/// <summary>Lets outlines grow from sure seeds into what is dark beside them: hysteresis, as Canny (1986) does with edges.</summary>
internal static class Growth
{
    /// <summary>The pixels that a seed reaches over neighbours that belong to nothing else.</summary>
    /// <param name="belongs">May a pixel be taken? Seeds need not.</param>
    /// <param name="most">A seed that reaches more pixels than this has leaked into a lull, and keeps its own outline.</param>
    /// <returns>Without the seed; empty when it leaked.</returns>
    public static IReadOnlyList<int> From(int[] seed, int width, int height, Func<int, bool> belongs, int most, bool[] isTaken)
    {
        var reached = new List<int>();
        foreach (var pixel in seed)
        {
            Spread(pixel);
        }

        for (var next = 0; next < reached.Count && reached.Count <= most; next++)
        {
            Spread(reached[next]);
        }

        foreach (var pixel in reached)
        {
            isTaken[pixel] = false;
        }

        return reached.Count > most ? [] : reached;

        void Spread(int pixel)
        {
            var column = pixel % width;
            Take(column > 0 ? pixel - 1 : -1);
            Take(column < width - 1 ? pixel + 1 : -1);
            Take(pixel - width);
            Take(pixel + width < width * height ? pixel + width : -1);
        }

        void Take(int pixel)
        {
            if (pixel >= 0 && !isTaken[pixel] && belongs(pixel))
            {
                isTaken[pixel] = true;
                reached.Add(pixel);
            }
        }
    }
}
