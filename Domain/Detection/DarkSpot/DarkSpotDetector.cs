using System.Text.Json;
using Review.Domain.Slicks;

namespace Review.Domain.Detection.DarkSpot;

/// <summary>
/// Finds dark spots without any weights: speckle filter, the sea's surface, regions whose outlines lie on edges, and their features.
/// </summary>
/// <remarks>
/// The steps of Solberg et al. (1999) and Brekke and Solberg (2005): dark-spot detection, feature extraction, classification.
/// </remarks>
public sealed class DarkSpotDetector(DarkSpotParameters parameters) : IDetector
{
    public DetectorCard Card { get; } =
        new(
            IDetectors.Usual,
            "5",
            [SlickClass.VesselId, SlickClass.AmbiguousId],
            ["VV/HH"],
            new IslandThresholds(0.5, 0.5, 0.6),
            ContextPixels: 64,
            FixedSize: null,
            Environment.ProcessorCount,
            "none needed",
            JsonSerializer.Serialize(parameters)
        )
        {
            SeenInAllSetsAbovePixels = parameters.SeenInAllSetsAbovePixels,
        };

    public ClassProbabilities Detect(PixelWindow window, CancellationToken cancellation)
    {
        var (width, height) = (window.Width, window.Height);
        var (intensity, isData) = NoData.Separate(window);
        var isAlone = !window.IsPartOfScene;
        var least = isAlone ? parameters.AloneLikelihood : DarkSpotView.Marked;
        var fine = DarkSpotView.Of(intensity, isData, width, height, parameters, least, isAlone);
        var any = fine?.Answer() ?? new float[width * height];
        if (fine?.SpeckleSteps[1] > parameters.CoarseAboveDb)
        {
            var (halved, isKnown) = Multilook.Halve(intensity, isData, width, height);
            if (DarkSpotView.Of(halved, isKnown, Multilook.Half(width), Multilook.Half(height), parameters, least, false) is { } coarse)
            {
                Add(coarse, any, width, height);
            }
        }

        return new ClassProbabilities([new float[any.Length], any]);
    }

    // What the finer view has marked the larger part of stands as it saw it: its outline is better.
    private static void Add(DarkSpotView coarse, float[] any, int width, int height)
    {
        var columns = Multilook.Half(width);
        var (seen, marked) = (coarse.Answer(), new float[columns * Multilook.Half(height)]);
        foreach (var (region, _) in coarse.Regions)
        {
            var isSlick =
                seen[region.Pixels[0]] > 0.5f
                && 2 * region.Pixels.Count(pixel => any[(2 * (pixel / columns) * width) + (2 * (pixel % columns))] > 0.5f)
                    < region.Pixels.Length;
            foreach (var pixel in region.Pixels)
            {
                marked[pixel] = isSlick ? 1 : 0;
            }
        }

        var inside = Multilook.Double(marked, width, height);
        for (var i = 0; i < any.Length; i++)
        {
            any[i] = inside[i] >= 0.5f ? Math.Max(any[i], Math.Max(0.5001f, seen[(i / width / 2 * columns) + (i % width / 2)])) : any[i];
        }
    }

    public void Dispose() { }
}
