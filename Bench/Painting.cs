using NetTopologySuite.Geometries;
using Review.Domain.Scenes;
using Review.Domain.Slicks;

namespace Review.Bench;

/// <summary>Polygons into pixels: those whose middle lies inside.</summary>
internal static class Painting
{
    public static bool[] Mask(IEnumerable<Detection> detections, GeoBox bounds, int width, int height)
    {
        var mask = new bool[width * height];
        foreach (var detection in detections)
        {
            Fill(mask, (MultiPolygon)detection.Outline, bounds, width, height);
        }

        return mask;
    }

    private static void Fill(bool[] mask, MultiPolygon outline, GeoBox bounds, int width, int height)
    {
        var (lon, lat) = (bounds.Width / width, bounds.Height / height);
        foreach (var part in outline.Geometries.Cast<Polygon>())
        {
            var box = part.EnvelopeInternal;
            var rings = part.Holes.Prepend(part.Shell).Select(ring => ring.Coordinates).ToList();
            for (
                var row = Math.Max(0, (int)((bounds.North - box.MaxY) / lat));
                row < Math.Min(height, (int)((bounds.North - box.MinY) / lat) + 1);
                row++
            )
            {
                var crossings = Crossings(rings, bounds.North - ((row + 0.5) * lat));
                for (var i = 0; i + 1 < crossings.Count; i += 2)
                {
                    var from = Math.Max(0, (int)Math.Ceiling(((crossings[i] - bounds.West) / lon) - 0.5));
                    var to = Math.Min(width - 1, (int)Math.Floor(((crossings[i + 1] - bounds.West) / lon) - 0.5));
                    for (var column = from; column <= to; column++)
                    {
                        mask[(row * width) + column] = true;
                    }
                }
            }
        }
    }

    private static List<double> Crossings(List<Coordinate[]> rings, double y)
    {
        var crossings = new List<double>();
        foreach (var ring in rings)
        {
            for (var i = 1; i < ring.Length; i++)
            {
                var (a, b) = (ring[i - 1], ring[i]);
                if (a.Y > y != b.Y > y)
                {
                    crossings.Add(a.X + ((y - a.Y) / (b.Y - a.Y) * (b.X - a.X)));
                }
            }
        }

        crossings.Sort();
        return crossings;
    }
}
