namespace Review.Domain.Detection.DarkSpot;

/// <summary>A connected set of pixels that are darker than all around them.</summary>
/// <param name="Number">What <see cref="DarkRegionTree.Owner"/> says of its pixels.</param>
/// <param name="ContrastDb">Mean of the pixels' contrast to the sea.</param>
internal sealed record DarkRegion(int Number, int[] Pixels, double ContrastDb);

/// <summary>
/// All regions that any threshold cuts out of an image, as a tree; and those of them whose outlines run along the strongest edges.
/// </summary>
/// <remarks>
/// The tree is built as Najman and Couprie (2006) do. Where Solberg et al. (1999) choose one adaptive threshold for a place, here each
/// region has its own: the one whose contour has the greatest sum of (step - price), so a whole slick wins over its darkest core and a
/// lull, whose contours lie on no edge, wins nothing.
/// </remarks>
internal sealed class DarkRegionTree
{
    // Regions inside that are worth less than this share of their parent are specks.
    private const double NoticedShare = 0.2;

    private readonly short[] levels;
    private readonly int[] parent;
    private readonly int[] order;
    private readonly int width;

    /// <param name="levels">Darkness in whole steps: from 1 on for what may be a region, 0 for the sea, below 0 for what belongs to
    /// nothing.</param>
    public DarkRegionTree(short[] levels, int width)
    {
        (this.levels, this.width) = (levels, width);
        order = Sorted();
        parent = new int[levels.Length];
        Owner = new int[levels.Length];
        Build();
    }

    /// <summary>The number of the chosen region that a pixel lies in; below 0 for none.</summary>
    public int[] Owner { get; }

    /// <summary>Chooses regions that do not overlap, with the greatest sum of steps above their price.</summary>
    /// <param name="contrastDb">Contrast of each pixel to the sea.</param>
    /// <param name="gain">
    /// What a pixel's edges towards lower levels are worth in an outline, less the worth of those that higher ones have towards it: summed
    /// over a region, only its outline is left. It is used up.
    /// </param>
    /// <param name="sides">In the same way, how many edges there are. It is used up.</param>
    /// <param name="yields">A region whose edges are worth less than this share of those of regions in it, one by one, yields to them: a
    /// lull with a slick in it.</param>
    public IReadOnlyList<DarkRegion> Choose(float[] contrastDb, double[] gain, int[] sides, int leastPixels, double yields)
    {
        var (area, contrast, below, sidesBelow) = (
            new int[levels.Length],
            new double[levels.Length],
            new double[levels.Length],
            new int[levels.Length]
        );
        var chosen = new bool[levels.Length];
        // Children come before parents in the order.
        foreach (var pixel in order)
        {
            area[pixel]++;
            contrast[pixel] += contrastDb[pixel];
            var (best, bestSides) = (below[pixel], sidesBelow[pixel]);
            if (Canonical(pixel) == pixel)
            {
                var own = area[pixel] >= leastPixels ? gain[pixel] : 0;
                var isWeaker = best > NoticedShare * own && own * bestSides < yields * best * sides[pixel];
                chosen[pixel] = own > 0 && own >= best && !isWeaker;
                (best, bestSides) = chosen[pixel] ? (own, sides[pixel]) : (best, bestSides);
            }

            if (parent[pixel] is var above && above != pixel)
            {
                area[above] += area[pixel];
                contrast[above] += contrast[pixel];
                gain[above] += gain[pixel];
                sides[above] += sides[pixel];
                below[above] += best;
                sidesBelow[above] += bestSides;
            }
        }

        return Collect(chosen, area, contrast);
    }

    // From the brightest on: what lies in a chosen region belongs to it.
    private DarkRegion[] Collect(bool[] chosen, int[] area, double[] contrast)
    {
        Array.Fill(Owner, -1);
        var regions = new List<DarkRegion>();
        var filled = new List<int>();
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var pixel = order[i];
            var owner = Owner[parent[pixel]];
            if (owner < 0 && chosen[pixel])
            {
                owner = regions.Count;
                regions.Add(new DarkRegion(owner, new int[area[pixel]], contrast[pixel] / area[pixel]));
                filled.Add(0);
            }

            if (owner >= 0)
            {
                Owner[pixel] = owner;
                regions[owner].Pixels[filled[owner]++] = pixel;
            }
        }

        return [.. regions];
    }

    // The pixel that stands for a region: the last of its level.
    private int Canonical(int pixel) => levels[parent[pixel]] == levels[pixel] ? parent[pixel] : pixel;

    // Darkest first.
    private int[] Sorted()
    {
        var most = levels.Max();
        var starts = new int[Math.Max(1, (int)most) + 1];
        foreach (var level in levels)
        {
            if (level > 0)
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
            if (levels[pixel] > 0)
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
            var column = pixel % width;
            Join(root, pixel, column > 0 ? pixel - 1 : -1);
            Join(root, pixel, column < width - 1 ? pixel + 1 : -1);
            Join(root, pixel, pixel - width);
            Join(root, pixel, pixel + width < levels.Length ? pixel + width : -1);
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
