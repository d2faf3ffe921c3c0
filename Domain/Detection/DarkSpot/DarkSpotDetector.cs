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
        var view = DarkSpotView.Of(window, parameters);
        return view is null ? new ClassProbabilities([new float[window.Width * window.Height], new float[window.Width * window.Height]]) : view.Answer();
    }

    public void Dispose()
    {
    }
}
