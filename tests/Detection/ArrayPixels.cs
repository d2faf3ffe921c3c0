using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.Tests.Detecting;

/// <summary>A scene in memory, read by its nearest pixels.</summary>
internal sealed class ArrayPixels(GeoBox bounds, int width, int height, float[] pixels, PixelUnit unit = PixelUnit.Amplitude) : IScenePixels
{
    public GeoBox Bounds => bounds;

    public (int Width, int Height) Size => (width, height);

    public IReadOnlyList<string> Bands => ["VV"];

    public PixelUnit Unit => unit;

    public ImageFacts Facts => throw new NotSupportedException();

    public void Read(int band, GeoBox box, int columns, int rows, Span<float> into)
    {
        for (var row = 0; row < rows; row++)
        {
            var y = (int)Math.Floor((bounds.North - box.North + ((row + 0.5) / rows * box.Height)) / bounds.Height * height);
            for (var column = 0; column < columns; column++)
            {
                var x = (int)Math.Floor((box.West - bounds.West + ((column + 0.5) / columns * box.Width)) / bounds.Width * width);
                into[(row * columns) + column] = x >= 0 && y >= 0 && x < width && y < height ? pixels[(y * width) + x] : float.NaN;
            }
        }
    }

    public float[] ReadStored(int band, int mostPixels, CancellationToken cancellation) => pixels;

    public float ValueAt(int band, double longitude, double latitude) => throw new NotSupportedException();

    public void Dispose() { }
}

/// <summary>Says that a pixel is a slick with the probability that stands in the pixel itself.</summary>
internal sealed class EchoDetector(IReadOnlyList<int>? classes = null, int? fixedSize = null, Func<float, float>? answer = null) : IDetector
{
    public DetectorCard Card { get; } = new("echo", "1", classes ?? [9], ["VV"], IslandThresholds.Usual, 0, fixedSize, 2, "none", "{}");

    public ClassProbabilities Detect(PixelWindow window, CancellationToken cancellation) =>
        new([
            .. Card.Classes.Select(
                (_, plane) =>
                    window.Bands[0].Select(pixel => plane > 0 || float.IsNaN(pixel) ? 0 : (answer ?? (same => same))(pixel)).ToArray()
            ),
        ]);

    public void Dispose() { }
}
