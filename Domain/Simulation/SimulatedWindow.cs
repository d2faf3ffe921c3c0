namespace Review.Domain.Simulation;

/// <summary>
/// A small image of the kind that labelled collections hold: 8-bit amplitude without calibration, with what a person would have drawn.
/// </summary>
/// <param name="Kind">What it was made to show: <c>line</c>, <c>area</c>, <c>patches</c>, <c>most</c> (a film over most of it), or of those
/// without slicks <c>sea</c>, <c>ships</c>, <c>lull</c>, <c>front</c>, <c>rain</c>.</param>
/// <param name="Size">Pixels each way, 256 to 512.</param>
/// <param name="Amplitude">Row-major, <paramref name="Size"/> × <paramref name="Size"/>.</param>
/// <param name="Slick">Drawn as loosely as people draw; nowhere true in a window without slicks.</param>
public sealed record SimulatedWindow(string Kind, int Size, byte[] Amplitude, bool[] Slick)
{
    /// <summary>
    /// About as hard as genuine windows are: damping from 1.6 dB, uneven films with soft edges, a third of them over most of the window,
    /// sea and look-alikes that vary as much, banding, labels drawn beside and over gaps, grey values by a factor or stretched.
    /// </summary>
    public static SimulatedWindow Make(int seed) => new WindowPainter(seed).Paint();
}
