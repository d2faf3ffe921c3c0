namespace Review.Domain.Scenes;

/// <summary>A pixel's number in dB and back.</summary>
public static class Backscatter
{
    /// <returns>NaN where the number has no logarithm.</returns>
    public static double ToDecibel(double value, PixelUnit unit) =>
        unit switch
        {
            PixelUnit.Decibel => value,
            PixelUnit.Amplitude => value > 0 ? 20 * Math.Log10(value) : double.NaN,
            _ => value > 0 ? 10 * Math.Log10(value) : double.NaN,
        };

    /// <summary>Of what is stored in dB, the power; anything else as it is.</summary>
    public static double ToLinear(double value, PixelUnit unit) => unit == PixelUnit.Decibel ? Math.Pow(10, value / 10) : value;
}
