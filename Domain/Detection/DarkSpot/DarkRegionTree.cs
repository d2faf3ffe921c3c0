namespace Review.Domain.Detection.DarkSpot;

/// <summary>A connected set of pixels that are darker than all around them.</summary>
/// <param name="ContrastDb">Mean of the pixels' contrast to the sea.</param>
/// <param name="Perimeter">In pixel sides, without those at the rim of the image.</param>
internal sealed record DarkRegion(int[] Pixels, double ContrastDb, int Perimeter);

/// <summary>All regions that any threshold cuts out of an image, as a tree; and those of them whose outlines run along the strongest edges.</summary>
/// <remarks>
/// The tree is built as Najman and Couprie (2006) do. Where Solberg et al. (1999) choose one adaptive threshold for a place, here each region has
/// its own: the one whose contour has the greatest sum of (step - price), so a whole slick wins over its darkest core and a lull, whose
/// contours lie on no edge, wins nothing.
/// </remarks>
internal sealed class DarkRegionTree
{
    private readonly int[] levels;
    private readonly int[] parent;
    private readonly int[] order;
    private readonly int width;
    private readonly int height;

    /// <param name="levels">Darkness in whole steps, from 0; below 0 are pixels that belong to nothing.</param>
    public DarkRegionTree(int[] levels, int width, int height)
    {
        (this.levels, this.width, this.height) = (levels, width, height);
        order = Sorted();
        parent = new int[levels.Length];
        Build();
    }

    /// <summary>Chooses regions that do not overlap, with the greatest sum of steps above their price.</summary>
    /// <param name="contrastDb">Contrast of each pixel to the sea.</param>
    /// <param name="gain">What a pixel's edge towards (dx, dy) is worth in an outline.</param>
    public List<DarkRegion> Choose(float[] contrastDb, StepAcross gain, int leastLevel, int leastPixels)
    {
        var sums = Sums(contrastDb, gain);
        var best = new double[levels.Length];
        var below = new double[levels.Length];
        var chosen = new bool[levels.Length];
        // Children come before parents in the order.
        foreach (var pixel in order)
        {
            if (parent[pixel] != pixel && levels[parent[pixel]] == levels[pixel])
            {
                continue;
            }

            var own = levels[pixel] >= leastLevel && sums.Area[pixel] >= leastPixels ? sums.Gain[pixel] : 0;
            chosen[pixel] = own > 0 && own >= below[pixel];
            best[pixel] = Math.Max(own, below[pixel]);
            if (parent[pixel] != pixel)
            {
                below[parent[pixel]] += best[pixel];
            }
        }

        return Collect(chosen, sums);
    }

    private List<DarkRegion> Collect(bool[] chosen, Attributes sums)
    {
        var owner = new int[levels.Length];
        Array.Fill(owner, -1);
        var members = new Dictionary<int, List<int>>();
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var pixel = order[i];
            var canonical = parent[pixel] != pixel && levels[parent[pixel]] == levels[pixel] ? parent[pixel] : pixel;
            var above = parent[canonical] == canonical ? -1 : owner[parent[canonical]];
            if (above >= 0)
            {
                owner[pixel] = above;
            }
            else if (chosen[canonical])
            {
                owner[pixel] = canonical;
            }

            if (owner[pixel] >= 0)
            {
                if (!members.TryGetValue(owner[pixel], out var list))
                {
                    members[owner[pixel]] = list = [];
                }

                list.Add(pixel);
            }
        }

        return [.. members.Select(pair => new DarkRegion(
            [.. pair.Value], sums.Contrast[pair.Key] / sums.Area[pair.Key], sums.Edges[pair.Key]))];
    }

    private sealed record Attributes(int[] Area, int[] Edges, double[] Gain, double[] Contrast);

    // Each pixel opens the edges towards lower neighbours and closes those towards higher ones; summed over a region, only its outline is left.
    private Attributes Sums(float[] contrastDb, StepAcross gain)
    {
        var sums = new Attributes(new int[levels.Length], new int[levels.Length], new double[levels.Length], new double[levels.Length]);
        foreach (var pixel in order)
        {
            sums.Area[pixel]++;
            sums.Contrast[pixel] += contrastDb[pixel];
            var (column, row) = (pixel % width, pixel / width);
            Edge(sums, pixel, column > 0, pixel - 1, gain, -1, 0);
            Edge(sums, pixel, column < width - 1, pixel + 1, gain, 1, 0);
            Edge(sums, pixel, row > 0, pixel - width, gain, 0, -1);
            Edge(sums, pixel, row < height - 1, pixel + width, gain, 0, 1);
            if (parent[pixel] != pixel)
            {
                sums.Area[parent[pixel]] += sums.Area[pixel];
                sums.Edges[parent[pixel]] += sums.Edges[pixel];
                sums.Gain[parent[pixel]] += sums.Gain[pixel];
                sums.Contrast[parent[pixel]] += sums.Contrast[pixel];
            }
        }

        return sums;
    }

    private void Edge(Attributes sums, int pixel, bool exists, int other, StepAcross gain, int dx, int dy)
    {
        if (!exists || levels[other] < 0 || levels[other] == levels[pixel])
        {
            return;
        }

        if (levels[other] < levels[pixel])
        {
            sums.Edges[pixel]++;
            sums.Gain[pixel] += gain(pixel, dx, dy);
        }
        else
        {
            sums.Edges[pixel]--;
            sums.Gain[pixel] -= gain(other, -dx, -dy);
        }
    }

    // Darkest first.
    private int[] Sorted()
    {
        var most = levels.Max();
        var starts = new int[most + 2];
        foreach (var level in levels)
        {
            if (level >= 0)
            {
                starts[most - level + 1]++;
            }
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        var sorted = new int[starts[^1]];
        for (var pixel = 0; pixel < levels.Length; pixel++)
        {
            if (levels[pixel] >= 0)
            {
                sorted[starts[most - levels[pixel]]++] = pixel;
            }
        }

        return sorted;
    }

    private void Build()
    {
        var root = new int[levels.Length];
        Array.Fill(root, -1);
        foreach (var pixel in order)
        {
            root[pixel] = parent[pixel] = pixel;
            var (column, row) = (pixel % width, pixel / width);
            Join(root, pixel, column > 0 ? pixel - 1 : -1);
            Join(root, pixel, column < width - 1 ? pixel + 1 : -1);
            Join(root, pixel, row > 0 ? pixel - width : -1);
            Join(root, pixel, row < height - 1 ? pixel + width : -1);
        }

        // From the brightest on: every pixel's parent becomes the one that stands for its parent's region.
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var above = parent[order[i]];
            if (levels[parent[above]] == levels[above])
            {
                parent[order[i]] = parent[above];
            }
        }
    }

    private void Join(int[] root, int pixel, int other)
    {
        if (other < 0 || root[other] < 0)
        {
            return;
        }

        var found = other;
        while (root[found] != found)
        {
            root[found] = root[root[found]];
            found = root[found];
        }

        if (found != pixel)
        {
            root[found] = pixel;
            parent[found] = pixel;
        }
    }
}

/// <summary>Something about a pixel's side towards (dx, dy), one of its four.</summary>
internal delegate float StepAcross(int pixel, int dx, int dy);
