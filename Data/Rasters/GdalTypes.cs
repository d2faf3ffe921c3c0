using System.Runtime.InteropServices;

namespace Review.Data.Rasters;

/// <summary><c>GDALDataType</c>.</summary>
internal enum PixelType
{
    Unknown,
    Byte,
    UInt16,
    Int16,
    UInt32,
    Int32,
    Float32,
    Float64,
}

/// <summary><c>GDALColorInterp</c>.</summary>
internal enum BandColour
{
    Undefined,
    Grey,
    Palette,
    Red,
    Green,
    Blue,
    Alpha,
    Hue,
    Saturation,
    Lightness,
    Cyan,
    Magenta,
    Yellow,
    Black,
    Luminance,
    ChrominanceBlue,
    ChrominanceRed,
}

/// <summary><c>GDAL_GCP</c>: a place in the image, in pixels from its upper left edge, and on the map.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePoint
{
    public nint Id;
    public nint Info;
    public double Pixel;
    public double Line;
    public double X;
    public double Y;
    public double Z;
}
