using System.Text.Json;

namespace Review.Domain.Detection.DarkSpot;

/// <summary>Finds dark spots without any weights: speckle filter, the sea's surface, regions whose outlines lie on edges, and their features.</summary>
/// <remarks>The steps of Solberg et al. (1999) and Brekke and Solberg (2005): dark-spot detection, feature extraction, classification.</remarks>
public sealed class DarkSpotDetector(DarkSpotParameters parameters) : IDetector
{

    public DetectorCard Card { get; } = new(
        IDetectors.Usual, "1", [5, 9], ["VV"], new IslandThresholds(0.5, 0.5, 0.6), ContextPixels: 64, FixedSize: null, Environment.ProcessorCount, "none needed", JsonSerializer.Serialize(parameters));

    public ClassProbabilities Detect(PixelWindow window, CancellationToken cancellation)
    {
        var (width, height) = (window.Width, window.Height);
        var (intensity, isData) = NoData.Separate(window);
        var fine = DarkSpotView.Of(intensity, isData, width, height, parameters);
        var any = fine?.Answer() ?? new float[width * height];
        if (fine?.SpeckleSteps[1] > parameters.CoarseAboveDb && Coarse(intensity, isData, width, height) is { } coarse)
        {
            for (var i = 0; i < any.Length; i++)
            {
                any[i] = Math.Max(any[i], coarse[i]);
            }
        }

        return new ClassProbabilities([new float[any.Length], any]);
    }

    private float[]? Coarse(float[] intensity, bool[] isData, int width, int height)
    {
        var (halved, isKnown) = Multilook.Halve(intensity, isData, width, height);
        return DarkSpotView.Of(halved, isKnown, Multilook.Half(width), Multilook.Half(height), parameters) is { } view ? Multilook.Double(view.Answer(), width, height) : null;
    }

    public void Dispose()
    {
    }
}
