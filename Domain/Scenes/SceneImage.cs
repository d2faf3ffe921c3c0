using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace Review.Domain.Scenes;

/// <summary>The image of a scene, as it was registered.</summary>
/// <param name="Revision">Grows whenever the image, or what it is shown from, changes: pictures of one revision never change.</param>
/// <param name="Message">Why it failed.</param>
/// <param name="Source">The file that was registered; it is never changed.</param>
/// <param name="GivenBounds">Of a file that does not say where it lies.</param>
/// <param name="GivenUnit">When it was registered with one.</param>
/// <param name="File">What pixels are read from: the source or a copy with overviews; null until there is one.</param>
/// <param name="Bounds">The smallest box around the image.</param>
/// <param name="Footprint">A Polygon, or a MultiPolygon when the image lies over the antimeridian.</param>
/// <param name="Missing">Bands that the product should have and has not.</param>
/// <param name="PixelSizeM">In metres, at the image's middle.</param>
/// <param name="Statistics">Null until it is ready.</param>
public sealed record SceneImage(
    long Scene,
    int Revision,
    ImageState State,
    string? Message,
    string Source,
    GeoBox? GivenBounds,
    PixelUnit? GivenUnit,
    string? File,
    string Crs,
    GeoBox Bounds,
    NetTopologySuite.Geometries.Geometry Footprint,
    IReadOnlyList<string> Bands,
    IReadOnlyList<string> Missing,
    PixelUnit Unit,
    int Width,
    int Height,
    double PixelSizeM,
    IReadOnlyList<BandStatistics>? Statistics
)
{
    /// <summary>Nothing said what the numbers stand for when it was registered.</summary>
    public bool UnitIsGuess { get; init; }

    /// <summary>What the first band is called when nothing says its polarisation; the next are B2, B3.</summary>
    public const string UnnamedBand = "B1";

    // An edge is straight when its points lie within a metre of a line.
    private const double StraightDegrees = 1e-5;

    /// <summary>An image that was opened, as it is registered.</summary>
    /// <param name="name">Of the scene: that of a Sentinel-1 product tells what bands are called which have no names of their own.</param>
    internal static SceneImage Of(string name, string source, GeoBox? bounds, PixelUnit? unit, IScenePixels pixels) =>
        new(
            0,
            1,
            ImageState.Preparing,
            null,
            source,
            bounds,
            unit,
            null,
            pixels.Facts.Crs,
            pixels.Bounds,
            OutlineOf(pixels.Facts.Footprint),
            Named(pixels.Bands, name),
            pixels.Facts.Missing,
            pixels.Unit,
            pixels.Size.Width,
            pixels.Size.Height,
            pixels.Facts.PixelSizeM,
            null
        )
        {
            UnitIsGuess = pixels.Facts.UnitIsGuess,
        };

    private static IReadOnlyList<string> Named(IReadOnlyList<string> bands, string name)
    {
        IReadOnlyList<string> polarisations = SceneName.TryParse(name)?.Polarisation switch
        {
            null => [],
            "SV" => ["VV"],
            "DV" => ["VV", "VH"],
            "SH" => ["HH"],
            "DH" => ["HH", "HV"],
            var one => [one],
        };
        return bands[0] == UnnamedBand && bands.Count <= polarisations.Count ? [.. polarisations.Take(bands.Count)] : bands;
    }

    // Counter-clockwise. What lies east of 180 is cut off and put in the west.
    private static NetTopologySuite.Geometries.Geometry OutlineOf(IReadOnlyList<(double Longitude, double Latitude)> ring)
    {
        var factory = Domain.Geometry.Outline.Factory;
        var every = factory.CreatePolygon([.. ring.Select(point => new Coordinate(point.Longitude, point.Latitude))]);
        var simple = DouglasPeuckerSimplifier.Simplify(every, StraightDegrees);
        // An image of a few metres has no straight edges of so many.
        var whole = Orient(simple.IsEmpty ? every : simple);
        if (whole.EnvelopeInternal.MaxX <= 180)
        {
            return whole;
        }

        var west = whole.Intersection(factory.ToGeometry(new Envelope(-180, 180, -90, 90)));
        var east = whole.Intersection(factory.ToGeometry(new Envelope(180, 540, -90, 90)));
        east.Apply(new ATurnBack());
        return Orient(factory.CreateMultiPolygon([.. Polygons(west), .. Polygons(east)]));
    }

    private static NetTopologySuite.Geometries.Geometry Orient(NetTopologySuite.Geometries.Geometry geometry)
    {
        var parts = Polygons(geometry).Select(part => part.Shell.IsCCW ? part : (Polygon)part.Reverse()).ToArray();
        return parts.Length == 1 ? parts[0] : geometry.Factory.CreateMultiPolygon(parts);
    }

    private static IEnumerable<Polygon> Polygons(NetTopologySuite.Geometries.Geometry geometry) =>
        Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>().Where(polygon => !polygon.IsEmpty);

    private sealed class ATurnBack : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence sequence, int index) => sequence.SetX(index, sequence.GetX(index) - 360);
    }
}

public enum ImageState
{
    Preparing,
    Ready,
    Failed,
}

/// <summary>How the values of a band are spread, in its own unit and in dB.</summary>
/// <param name="ValidShare">Of the pixels that have data, from 0 to 1.</param>
/// <param name="Linear">In the band's unit; null when no pixel has data.</param>
/// <param name="Decibel">Null when no pixel has a value above 0.</param>
public sealed record BandStatistics(string Name, PixelUnit Unit, double ValidShare, Spread? Linear, Spread? Decibel);

/// <param name="Percentiles">Keyed by the percentage as text, such as <c>0.1</c> and <c>98</c>.</param>
/// <param name="Histogram">Between the percentiles 0.1 and 99.9, so that a few bright ships do not flatten it; its bars at both ends hold
/// what lies beyond.</param>
public sealed record Spread(
    double Min,
    double Max,
    double Mean,
    double StdDev,
    IReadOnlyDictionary<string, double> Percentiles,
    Histogram Histogram
);

/// <param name="Counts">256 bars of the same width.</param>
public sealed record Histogram(double From, double To, int[] Counts);
