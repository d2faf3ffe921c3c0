namespace Review.Domain.Detection;

/// <summary>The answers for one set of windows, side by side.</summary>
internal sealed class Stitched
{
    /// <param name="set">At most <see cref="MostPixels"/>.</param>
    public Stitched(WindowSet set, int classes)
    {
        Set = set;
        Any = new float[set.Width * set.Height];
        Array.Fill(Any, float.NaN);
        Classes = [.. Enumerable.Range(0, classes).Select(_ => new byte[Any.Length])];
    }

    /// <summary>Four bytes and one for each class a pixel: 0.5 GB with two classes.</summary>
    public const long MostPixels = 90_000_000;

    public WindowSet Set { get; }

    /// <summary>Probability of any class; NaN where there is no data or nothing was asked.</summary>
    public float[] Any { get; }

    /// <summary>Probability of each class in 255ths: enough to choose the class by.</summary>
    public IReadOnlyList<byte[]> Classes { get; }

    /// <summary>Puts a window's answer, without its context, in its place. Different windows may be put at once.</summary>
    /// <param name="seen">The pixels that were asked about; where NaN, there is no answer.</param>
    public void Put(int window, ClassProbabilities answer, float[] seen, int context)
    {
        var stride = Set.WindowWidth + (2 * context);
        for (var row = 0; row < Set.WindowHeight; row++)
        {
            var from = ((row + context) * stride) + context;
            var to = ((((window / Set.Columns) * Set.WindowHeight) + row) * Set.Width) + (window % Set.Columns * Set.WindowWidth);
            for (var column = 0; column < Set.WindowWidth; column++)
            {
                PutPixel(answer, from + column, to + column, float.IsNaN(seen[from + column]));
            }
        }
    }

    // A detector may see something in pixels that have no number (the 0 of an 8-bit image is both); where it sees nothing there, nothing is
    // known.
    private void PutPixel(ClassProbabilities answer, int from, int to, bool hasNoNumber)
    {
        var sum = 0f;
        for (var plane = 0; plane < Classes.Count; plane++)
        {
            var probability = answer.Planes[plane][from];
            sum += probability;
            Classes[plane][to] = (byte)((probability * 255) + 0.5f);
        }

        Any[to] = hasNoNumber && sum == 0 ? float.NaN : Math.Min(1, sum);
    }
}
