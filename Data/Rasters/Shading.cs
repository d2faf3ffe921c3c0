using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Review.Domain.Scenes;

namespace Review.Data.Rasters;

/// <summary>Turns values into shades of grey: 0 is "no data", 1 black, 255 white.</summary>
internal sealed class Shading
{
    // So many entries for each doubling of a value: steps of 0.05 dB, where a shade is usually 0.1 dB or more.
    private const int StepsBits = 6;
    private const int Shift = 23 - StepsBits;

    // Settings are moved by hand: a few at a time are in use.
    private const int MostKept = 64;
    private static readonly ConcurrentDictionary<(PictureStyle Style, PixelUnit Unit), Shading> Kept = new();

    private readonly byte[] ramp;
    private readonly float low;
    private readonly float perUnit;
    private readonly byte[]? byLogarithm;

    private Shading(PictureStyle style, PixelUnit unit)
    {
        var span = style.High - style.Low;
        (low, perUnit) = ((float)style.Low, (float)((span > 0 ? 1023 : float.MaxValue / 1e9) / (span > 0 ? span : 1)));
        ramp = new byte[1024];
        for (var index = 0; index < ramp.Length; index++)
        {
            ramp[index] = (byte)Math.Clamp(Math.Round(1 + (254 * Math.Pow(index / 1023.0, 1 / style.Gamma))), 1, 255);
        }

        byLogarithm = null;
        if (style.Db != (unit == PixelUnit.Decibel))
        {
            byLogarithm = unit == PixelUnit.Decibel ? null : Table(unit);
        }

        Power = !style.Db && unit == PixelUnit.Decibel;
    }

    public static Shading Of(PictureStyle style, PixelUnit unit)
    {
        if (Kept.Count > MostKept)
        {
            Kept.Clear();
        }

        return Kept.GetOrAdd((style, unit), key => new Shading(key.Style, key.Unit));
    }

    // Stored in dB, shown as power.
    private bool Power { get; }

    public void Apply(ReadOnlySpan<float> values, Span<byte> shades)
    {
        if (byLogarithm is { } table)
        {
            ByLogarithm(table, values, shades);
            return;
        }

        for (var index = 0; index < values.Length; index++)
        {
            var value = Power ? MathF.Pow(10, values[index] / 10) : values[index];
            shades[index] = float.IsNaN(value) ? (byte)0 : Shade(value);
        }
    }

    private byte Shade(float value) => ramp[(int)Math.Clamp((value - low) * perUnit, 0, 1023)];

    // The upper bits of a positive float are its logarithm's: exponent and the first digits of the fraction.
    private static void ByLogarithm(byte[] table, ReadOnlySpan<float> values, Span<byte> shades)
    {
        var bits = MemoryMarshal.Cast<float, uint>(values);
        for (var index = 0; index < bits.Length; index++)
        {
            shades[index] = table[bits[index] >> Shift];
        }
    }

    private byte[] Table(PixelUnit unit)
    {
        var table = new byte[1 << (32 - Shift)];
        for (var index = 0; index < table.Length; index++)
        {
            var value = BitConverter.UInt32BitsToSingle(((uint)index << Shift) | (1u << (Shift - 1)));
            // Zero and below have no logarithm, and are as dark as can be.
            table[index] =
                float.IsNaN(value) ? (byte)0
                : value > 1e-30f ? Shade((float)Backscatter.ToDecibel(value, unit))
                : ramp[0];
        }

        return table;
    }
}
