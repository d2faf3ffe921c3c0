using NetTopologySuite.Geometries;
using Review.Domain.Geometry;

namespace Review.Domain.Detection;

/// <summary>Turns pixels into polygons, exactly: every edge of an outline is an edge of pixels, holes are holes.</summary>
internal static class MaskTracing
{
    /// <param name="mask">Row-major from the north-west.</param>
    /// <returns>
    /// In pixels, x eastwards and y southwards from the mask's corner. Valid: pixels that touch at a corner only are different polygons, or
    /// one whose hole touches its outline. Its area is the number of pixels.
    /// </returns>
    public static MultiPolygon Trace(bool[] mask, int width, int height)
    {
        var (shells, holes) = (new List<LinearRing>(), new List<LinearRing>());
        var isTraced = new bool[(width + 1) * (height + 1)];
        for (var row = 0; row <= height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                // Every ring has a northern side of a pixel that is walked eastwards (a shell) or westwards (a hole).
                if (IsIn(column, row) != IsIn(column, row - 1) && !isTraced[(row * (width + 1)) + column])
                {
                    foreach (var ring in Loops(Walk(column, row)))
                    {
                        // With y southwards, what goes round its inside clockwise counts as counter-clockwise.
                        (NetTopologySuite.Algorithm.Orientation.IsCCW(ring.CoordinateSequence) ? shells : holes).Add(ring);
                    }
                }
            }
        }

        return Assemble(shells, holes);

        bool IsIn(int column, int row) => column >= 0 && row >= 0 && column < width && row < height && mask[(row * width) + column];

        // Walks with the inside on the right hand (y southwards), turning right where two pixels touch at a corner.
        List<Coordinate> Walk(int column, int row)
        {
            var isShellSide = IsIn(column, row);
            var (x, y) = isShellSide ? (column, row) : (column + 1, row);
            var (dx, dy) = isShellSide ? (1, 0) : (-1, 0);
            var (startX, startY, startDx, startDy) = (x, y, dx, dy);
            var points = new List<Coordinate>();
            do
            {
                if (dy == 0)
                {
                    isTraced[(y * (width + 1)) + (dx > 0 ? x : x - 1)] = true;
                }

                x += dx;
                y += dy;
                var (rightX, rightY) = (-dy, dx);
                if (Ahead(x, y, dx, dy, right: true) is false)
                {
                    points.Add(new Coordinate(x, y));
                    (dx, dy) = (rightX, rightY);
                }
                else if (Ahead(x, y, dx, dy, right: false))
                {
                    points.Add(new Coordinate(x, y));
                    (dx, dy) = (-rightX, -rightY);
                }
            } while ((x, y, dx, dy) != (startX, startY, startDx, startDy));

            return points;
        }

        // The pixel ahead on the right or left hand of somebody who stands on a corner.
        bool Ahead(int x, int y, int dx, int dy, bool right)
        {
            var (sideX, sideY) = right ? (-dy, dx) : (dy, -dx);
            var column = dx + sideX > 0 ? x : x - 1;
            var row = dy + sideY > 0 ? y : y - 1;
            return IsIn(column, row);
        }
    }

    // A way that comes through a corner twice is two rings that touch there.
    private static IEnumerable<LinearRing> Loops(List<Coordinate> way)
    {
        var open = new List<Coordinate>();
        var places = new Dictionary<(double, double), int>();
        foreach (var point in way)
        {
            if (places.TryGetValue((point.X, point.Y), out var from))
            {
                yield return Closed(open[from..]);
                foreach (var gone in open[(from + 1)..])
                {
                    places.Remove((gone.X, gone.Y));
                }

                open.RemoveRange(from + 1, open.Count - from - 1);
                continue;
            }

            places[(point.X, point.Y)] = open.Count;
            open.Add(point);
        }

        if (open.Count > 3)
        {
            yield return Closed(open);
        }
    }

    private static LinearRing Closed(List<Coordinate> points) => Outline.Factory.CreateLinearRing([.. points, points[0].Copy()]);

    private static MultiPolygon Assemble(List<LinearRing> shells, List<LinearRing> holes)
    {
        var inner = shells.Select(_ => new List<LinearRing>()).ToList();
        foreach (var hole in holes)
        {
            // A corner pixel of the hole, seen from the shells: the smallest that contains it.
            var point = new Coordinate(hole.Coordinates[0].X, hole.Coordinates[0].Y);
            var probe = Inside(hole);
            var home = -1;
            for (var i = 0; i < shells.Count; i++)
            {
                if (
                    shells[i].EnvelopeInternal.Contains(point)
                    && NetTopologySuite.Algorithm.PointLocation.IsInRing(probe, shells[i].Coordinates)
                    && (home < 0 || shells[i].EnvelopeInternal.Area < shells[home].EnvelopeInternal.Area)
                )
                {
                    home = i;
                }
            }

            inner[home].Add(hole);
        }

        return Outline.Factory.CreateMultiPolygon([.. shells.Select((shell, i) => Outline.Factory.CreatePolygon(shell, [.. inner[i]]))]);
    }

    // Half a pixel into the hole from its first edge.
    private static Coordinate Inside(LinearRing hole)
    {
        var (a, b) = (hole.Coordinates[0], hole.Coordinates[1]);
        var length = a.Distance(b);
        var (dx, dy) = ((b.X - a.X) / length, (b.Y - a.Y) / length);
        // The inside of the mask is on the right hand; the hole on the left.
        return new Coordinate(a.X + (dx / 2) + (dy / 2), a.Y + (dy / 2) - (dx / 2));
    }
}
