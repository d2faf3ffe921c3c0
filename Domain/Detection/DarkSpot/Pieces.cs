namespace Review.Domain.Detection.DarkSpot;

/// <summary>The connected pieces of a mask; pixels that touch by a side belong together.</summary>
/// <param name="Owner">Number of the piece that each pixel is in; below 0 for none.</param>
internal sealed record Pieces(int[] Owner, IReadOnlyList<int[]> Pixels)
{
    public static Pieces Of(bool[] mask, int width)
    {
        var (owner, pieces, open) = (new int[mask.Length], new List<int[]>(), new List<int>());
        Array.Fill(owner, -1);
        for (var start = 0; start < mask.Length; start++)
        {
            if (!mask[start] || owner[start] >= 0)
            {
                continue;
            }

            open.Clear();
            Take(start);
            for (var next = 0; next < open.Count; next++)
            {
                var (pixel, column) = (open[next], open[next] % width);
                Take(column > 0 ? pixel - 1 : -1);
                Take(column < width - 1 ? pixel + 1 : -1);
                Take(pixel - width);
                Take(pixel + width);
            }

            pieces.Add([.. open]);
        }

        return new Pieces(owner, pieces);

        void Take(int pixel)
        {
            if (pixel >= 0 && pixel < mask.Length && mask[pixel] && owner[pixel] < 0)
            {
                owner[pixel] = pieces.Count;
                open.Add(pixel);
            }
        }
    }
}
