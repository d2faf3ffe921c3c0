namespace Review.Domain.Simulation;

/// <summary>A small image of the kind that labelled collections hold: 8-bit amplitude without calibration, with what a person would have drawn.</summary>
/// <param name="Kind">What it was made to show: <c>line</c>, <c>area</c>, <c>patches</c>, or of those without slicks <c>sea</c>, <c>ships</c>, <c>lull</c>, <c>front</c>, <c>rain</c>.</param>
/// <param name="Size">Pixels each way, 256 to 512.</param>
/// <param name="Amplitude">Row-major, <paramref name="Size"/> × <paramref name="Size"/>.</param>
/// <param name="Slick">Drawn as loosely as people draw; nowhere true in a window without slicks.</param>
public sealed record SimulatedWindow(string Kind, int Size, byte[] Amplitude, bool[] Slick)
{
    /// <summary>Harder than a simulated scene: damping from 1.8 dB, sea that varies by decibels over the size of slicks, films that the rim cuts off.</summary>
    public static SimulatedWindow Make(int seed) => new WindowPainter(seed).Paint();
}
