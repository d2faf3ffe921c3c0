namespace Review.Domain.Detection.DarkSpot;

/// <summary>Measures the features of dark regions in one window.</summary>
/// <param name="contrast">How far below the sea, dB.</param>
/// <param name="owner">Number of the region that each pixel is in.</param>
internal sealed class RegionMeasure(float[] contrast, bool[] isData, int width, int height, Borders borders, int[] owner)
{
    // So far outside the outline lies the ring that tells what surrounds a region.
    private const int RingPixels = 8;

    // Added to what is divided by, so that the features of weak regions in smooth water stay of the usual size.
    private const double LeastContrastDb = 0.3;
    private const double LeastStepDb = 0.1;

    public RegionFeatures Of(DarkRegion region)
    {
        var contrastDb = Math.Max(LeastContrastDb, region.ContrastDb);
        var outline = Walk(region, contrastDb / 2);
        var count = Math.Max(1, outline.Edges);
        var speckle = borders.SpeckleSteps;
        return new RegionFeatures(
            region.Pixels.Length,
            outline.Steps.Select((sum, arm) => sum / count / (speckle[arm] + LeastStepDb)).Max(),
            outline.Steps[^2] / Math.Max(LeastStepDb * count, outline.Steps[^1]),
            outline.OnEdges / (double)count,
            Math.Clamp(outline.Steps[0] / count / contrastDb, 0, 1),
            outline.RingPixels == 0 ? 0 : outline.RingContrast / outline.RingPixels / contrastDb,
            outline.AtRim / (double)(outline.Edges + outline.AtRim + 1),
            Deviation(region) / contrastDb,
            outline.Halved / (double)count
        );
    }

    private double Deviation(DarkRegion region) =>
        Math.Sqrt(region.Pixels.Average(pixel => Math.Pow(contrast[pixel] - region.ContrastDb, 2)));

    /// <param name="Steps">Sum of the steps across it on each arm, dB.</param>
    /// <param name="Edges">Sides of pixels that it is made of, without those at the rim.</param>
    /// <param name="OnEdges">Of these, where an edge is.</param>
    /// <param name="Halved">Where the step on the middle arm is more than half of the contrast.</param>
    /// <param name="AtRim">Sides at the rim of the image or of what is known.</param>
    private readonly record struct Outlined(
        double[] Steps,
        int Edges,
        int OnEdges,
        int Halved,
        int AtRim,
        double RingContrast,
        int RingPixels
    );

    private Outlined Walk(DarkRegion region, double halfDb)
    {
        var (steps, edges, onEdges, halved, atRim) = (new double[borders.SpeckleSteps.Length], 0, 0, 0, 0);
        var (ringContrast, ringPixels) = (0d, 0);
        Span<(int X, int Y)> sides = [(1, 0), (-1, 0), (0, 1), (0, -1)];
        foreach (var pixel in region.Pixels)
        {
            var (column, row) = (pixel % width, pixel / width);
            foreach (var (dx, dy) in sides)
            {
                var (x, y) = (column + dx, row + dy);
                var isInside = x >= 0 && y >= 0 && x < width && y < height;
                if (isInside && owner[(y * width) + x] == region.Number)
                {
                    continue;
                }

                if (!isInside || !isData[(y * width) + x])
                {
                    atRim++;
                    continue;
                }

                edges++;
                for (var arm = 0; arm < steps.Length; arm++)
                {
                    steps[arm] += borders.Step(arm, pixel, dx, dy);
                }

                onEdges += borders.Gain(pixel, dx, dy) > 0 ? 1 : 0;
                halved += borders.Step(steps.Length - 2, pixel, dx, dy) > halfDb ? 1 : 0;
                var outer =
                    (Math.Clamp(row + (RingPixels * dy), 0, height - 1) * width) + Math.Clamp(column + (RingPixels * dx), 0, width - 1);
                if (isData[outer] && owner[outer] != region.Number)
                {
                    ringContrast += contrast[outer];
                    ringPixels++;
                }
            }
        }

        return new Outlined(steps, edges, onEdges, halved, atRim, ringContrast, ringPixels);
    }
}
