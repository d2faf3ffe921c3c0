using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Distance;
using Review.Domain.Geometry;
using Review.Domain.Scenes;

namespace Review.Domain.Detection;

/// <summary>Land from a TopoJSON file (world-atlas, made from Natural Earth), and sea ice from a GeoJSON file if there is one.</summary>
public sealed class LandMask : ILandMask
{
    private const double MetresPerDegree = 111_320;
    private readonly IReadOnlyList<LandRing> rings;
    private readonly double bufferMetres;
    private readonly MultiPolygon? ice;
    private readonly DateOnly iceDay;

    private LandMask(IReadOnlyList<LandRing> rings, double bufferMetres, (MultiPolygon Outline, DateOnly Day)? ice)
    {
        (this.rings, this.bufferMetres) = (rings, bufferMetres);
        (this.ice, iceDay) = (ice?.Outline, ice?.Day ?? default);
    }

    /// <summary>Nothing but sea.</summary>
    public static LandMask OpenSea { get; } = new([], 0, null);

    /// <param name="land">TopoJSON with an object <c>land</c>.</param>
    /// <param name="seaIce">GeoJSON polygons with a member <c>date</c> (2026-01-31); null when there is none.</param>
    /// <exception cref="RuleBrokenException">A file is not what it should be.</exception>
    public static LandMask Read(Stream land, Stream? seaIce, double bufferMetres)
    {
        try
        {
            using var topology = JsonDocument.Parse(land);
            return new LandMask(Rings(topology.RootElement), bufferMetres, seaIce is null ? null : Ice(seaIce));
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RuleBrokenException("mask", $"The land or sea-ice mask cannot be read: {wrong.Message}");
        }
    }

    /// <inheritdoc/>
    public double LandShare(GeoBox box)
    {
        var share = 0d;
        foreach (var part in Parts(box))
        {
            foreach (var ring in rings)
            {
                share += ring.Touches(part) ? (ring.IsHole ? -1 : 1) * LandRing.Area(ring.Clip(part)) : 0;
            }
        }

        return Math.Clamp(share / (box.Width * box.Height), 0, 1);
    }

    /// <inheritdoc/>
    public bool IsOnLand(MultiPolygon outline)
    {
        var middle = Math.Max(0.05, Math.Cos(double.DegreesToRadians(outline.EnvelopeInternal.Centre.Y)));
        return outline.Geometries.Cast<Polygon>().Any(part => IsNear(part, middle));
    }

    /// <inheritdoc/>
    public DateOnly? SeaIce(MultiPolygon outline) =>
        ice is not null && ice.EnvelopeInternal.Intersects(outline.EnvelopeInternal) && ice.Intersects(outline) ? iceDay : null;

    private bool IsNear(Polygon part, double cosine)
    {
        var (dx, dy) = (bufferMetres / MetresPerDegree / cosine, bufferMetres / MetresPerDegree);
        var envelope = part.EnvelopeInternal;
        var box = new GeoBox(envelope.MinX - dx, envelope.MinY - dy, envelope.MaxX + dx, envelope.MaxY + dy);
        var near = Parts(box)
            .SelectMany(around => rings.Where(ring => ring.Touches(around)).Select(ring => (ring.IsHole, Shape: Shape(ring.Clip(around)))))
            .Where(one => one.Shape is not null)
            .ToList();
        if (near.Count == 0)
        {
            return false;
        }

        var land = Outline.Union(near.Where(one => !one.IsHole).Select(one => one.Shape!));
        foreach (var (_, hole) in near.Where(one => one.IsHole))
        {
            land = Outline.Polygons(land.Difference(hole));
        }

        // Degrees of longitude are shorter than those of latitude.
        var flat = new AffineTransformation(cosine, 0, 0, 0, 1, 0);
        return !land.IsEmpty && DistanceOp.IsWithinDistance(flat.Transform(land), flat.Transform(part), dy);
    }

    private static MultiPolygon? Shape(List<(double X, double Y)> ring)
    {
        if (ring.Count < 3 || LandRing.Area(ring) < 1e-12)
        {
            return null;
        }

        var polygon = Outline.Factory.CreatePolygon([
            .. ring.Select(point => new Coordinate(point.X, point.Y)),
            new Coordinate(ring[0].X, ring[0].Y),
        ]);
        return Outline.Polygons(polygon.IsValid ? polygon : GeometryFixer.Fix(polygon));
    }

    // A box over the antimeridian is two.
    private static IEnumerable<GeoBox> Parts(GeoBox box)
    {
        yield return box;
        if (box.East > 180)
        {
            yield return new GeoBox(box.West - 360, box.South, box.East - 360, box.North);
        }

        if (box.West < -180)
        {
            yield return new GeoBox(box.West + 360, box.South, box.East + 360, box.North);
        }
    }

    private static List<LandRing> Rings(JsonElement topology)
    {
        var transform = topology.GetProperty("transform");
        var (scale, translate) = (Pair(transform.GetProperty("scale")), Pair(transform.GetProperty("translate")));
        var arcs = topology.GetProperty("arcs").EnumerateArray().Select(arc => Arc(arc, scale, translate)).ToList();
        var rings = new List<LandRing>();
        foreach (var polygon in Polygons(topology.GetProperty("objects").GetProperty("land")))
        {
            var number = 0;
            foreach (var ring in polygon.EnumerateArray())
            {
                rings.Add(
                    new LandRing(
                        [.. ring.EnumerateArray().SelectMany((index, part) => Points(arcs, index.GetInt32()).Skip(part == 0 ? 0 : 1))],
                        number++ > 0
                    )
                );
            }
        }

        return rings;
    }

    private static IEnumerable<JsonElement> Polygons(JsonElement geometry) =>
        geometry.GetProperty("type").GetString() switch
        {
            "GeometryCollection" => geometry.GetProperty("geometries").EnumerateArray().SelectMany(Polygons),
            "MultiPolygon" => geometry.GetProperty("arcs").EnumerateArray(),
            "Polygon" => [geometry.GetProperty("arcs")],
            _ => [],
        };

    private static IEnumerable<(double X, double Y)> Points(List<(double X, double Y)[]> arcs, int index) =>
        index >= 0 ? arcs[index] : arcs[~index].Reverse();

    private static (double X, double Y)[] Arc(JsonElement arc, (double X, double Y) scale, (double X, double Y) translate)
    {
        var (x, y) = (0d, 0d);
        return
        [
            .. arc.EnumerateArray()
                .Select(step =>
                {
                    var (dx, dy) = Pair(step);
                    (x, y) = (x + dx, y + dy);
                    return ((x * scale.X) + translate.X, (y * scale.Y) + translate.Y);
                }),
        ];
    }

    private static (double X, double Y) Pair(JsonElement pair) => (pair[0].GetDouble(), pair[1].GetDouble());

    private static (MultiPolygon Outline, DateOnly Day) Ice(Stream file)
    {
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        var shapes = root.TryGetProperty("features", out var features)
            ? features.EnumerateArray().Select(feature => feature.GetProperty("geometry"))
            : [root.TryGetProperty("geometry", out var one) ? one : root];
        var day = DateOnly.ParseExact(root.GetProperty("date").GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (Outline.Union(shapes.Select(shape => Outline.Polygons(GeoJson.Read(shape)))), day);
    }
}

/// <summary>A ring of land, or of a lake in it.</summary>
internal sealed class LandRing
{
    private readonly (double X, double Y)[] points;
    private readonly GeoBox box;

    public LandRing((double X, double Y)[] points, bool isHole)
    {
        (this.points, IsHole) = (points, isHole);
        box = new GeoBox(
            points.Min(point => point.X),
            points.Min(point => point.Y),
            points.Max(point => point.X),
            points.Max(point => point.Y)
        );
    }

    public bool IsHole { get; }

    public bool Touches(GeoBox other) =>
        box.West < other.East && box.East > other.West && box.South < other.North && box.North > other.South;

    /// <summary>
    /// The part of the ring inside a box (Sutherland and Hodgman 1974); it may run back and forth along the box, which adds no area.
    /// </summary>
    public List<(double X, double Y)> Clip(GeoBox to)
    {
        var ring = new List<(double X, double Y)>(points);
        ring = Side(ring, point => point.X - to.West);
        ring = Side(ring, point => to.East - point.X);
        ring = Side(ring, point => point.Y - to.South);
        return Side(ring, point => to.North - point.Y);
    }

    /// <returns>Square degrees, not below 0.</returns>
    public static double Area(List<(double X, double Y)> ring)
    {
        var sum = 0d;
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            sum += ((a.X - ring[0].X) * (b.Y - ring[0].Y)) - ((b.X - ring[0].X) * (a.Y - ring[0].Y));
        }

        return Math.Abs(sum) / 2;
    }

    private static List<(double X, double Y)> Side(List<(double X, double Y)> ring, Func<(double X, double Y), double> inside)
    {
        var kept = new List<(double X, double Y)>();
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            var (da, db) = (inside(a), inside(b));
            if (da >= 0)
            {
                kept.Add(a);
            }

            if (da >= 0 != db >= 0)
            {
                var share = da / (da - db);
                kept.Add((a.X + (share * (b.X - a.X)), a.Y + (share * (b.Y - a.Y))));
            }
        }

        return kept;
    }
}
