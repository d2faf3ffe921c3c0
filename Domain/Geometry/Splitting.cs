using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;
using SpatialFunction = NetTopologySuite.Operation.Overlay.SpatialFunction;

namespace Review.Domain.Geometry;

/// <summary>
/// Cuts an outline into pieces. The pieces do not overlap, their areas add up to the outline's (1e-9), and holes stay holes.
/// </summary>
public static class Splitting
{
    /// <summary>The most pieces that one split may make.</summary>
    public const int MostPieces = 1_000;

    /// <summary>Cuts along a line. Parts of the outline that the line misses stay with the nearest piece.</summary>
    /// <param name="line">Two neighbouring vertices more than 180° of longitude apart mean an edge over the antimeridian.</param>
    /// <returns>At least two pieces, largest first.</returns>
    /// <exception cref="OutlineException">The line cuts nothing: it misses, only touches, or ends inside.</exception>
    public static IReadOnlyList<MultiPolygon> ByLine(MultiPolygon outline, LineString line)
    {
        Outline.CheckCoordinates(line);
        var (whole, knife) = Outline.OnOneSide(outline, line);
        Entanglement.Check(Entanglement.MostCrossings, whole, knife);
        return LargestFirst(Cut(whole, knife).Select(Outline.CutAtAntimeridian));
    }

    /// <summary>What lies inside a polygon, and what lies outside.</summary>
    /// <returns>Two pieces, the inside first.</returns>
    /// <exception cref="OutlineException">All of the outline is inside, or all of it outside.</exception>
    public static IReadOnlyList<MultiPolygon> ByPolygon(MultiPolygon outline, NetTopologySuite.Geometries.Geometry polygon)
    {
        var knife = Outline.Normalize(polygon);
        Entanglement.Check(Entanglement.MostCrossings, outline, knife);
        var (inside, dustInside) = Dust.Sift(OverlayNGRobust.Overlay(outline, knife, SpatialFunction.Intersection));
        var (outside, dustOutside) = Dust.Sift(OverlayNGRobust.Overlay(outline, knife, SpatialFunction.Difference));
        return (inside.IsEmpty, outside.IsEmpty) switch
        {
            (true, _) => throw new OutlineException("The polygon does not overlap the slick, so it splits nothing."),
            (_, true) => throw new OutlineException("The whole slick lies inside the polygon, so it splits nothing."),
            _ => Dust.Joined([inside, outside], [.. dustInside, .. dustOutside]),
        };
    }

    /// <summary>One piece for each polygon of the outline, largest first.</summary>
    /// <exception cref="OutlineException">The outline has one part only.</exception>
    public static IReadOnlyList<MultiPolygon> IntoParts(MultiPolygon outline)
    {
        var (parts, dust) = Dust.Sift(Seam.Joined(outline));
        return parts.NumGeometries < 2
            ? throw new OutlineException("The slick has one part only, so there are no parts to split it into.")
            : LargestFirst(
                Dust.Joined([.. parts.Geometries.Cast<Polygon>().Select(part => Outline.Factory.CreateMultiPolygon([part]))], dust)
                    .Select(Outline.CutAtAntimeridian)
            );
    }

    /// <summary>
    /// Halves the outline's boxes, at the vertex nearest to their middle, until no piece has more than so many vertices, as PostGIS'
    /// ST_Subdivide does.
    /// </summary>
    /// <param name="maxVertices">5 or more.</param>
    /// <exception cref="OutlineException">The outline has no more vertices than that already, or there would be more than
    /// <see cref="MostPieces"/> pieces.</exception>
    public static IReadOnlyList<MultiPolygon> ByVertexCount(MultiPolygon outline, int maxVertices)
    {
        var whole = Seam.Joined(outline);
        if (whole.NumPoints <= maxVertices)
        {
            throw new OutlineException(
                $"The slick has {whole.NumPoints:N0} vertices, no more than {maxVertices:N0}, so there is nothing to split."
            );
        }

        var (pieces, dust) = (new List<MultiPolygon>(), new List<Polygon>());
        Halve(whole, maxVertices, 0, pieces, dust);
        return pieces.Count < 2
            ? throw new OutlineException("The slick is so thin that its pieces could not be told apart, so there is nothing to split.")
            : LargestFirst(Dust.Joined(pieces, dust).Select(Outline.CutAtAntimeridian));
    }

    private static IReadOnlyList<MultiPolygon> Cut(MultiPolygon outline, LineString line)
    {
        var (cut, whole, dust) = (new List<MultiPolygon>(), new List<Polygon>(), new List<Polygon>());
        foreach (var part in outline.Geometries.Cast<Polygon>())
        {
            var pieces = Pieces(part, line).ToLookup(Dust.Is);
            if (pieces[false].Count() < 2)
            {
                whole.Add(part);
            }
            else
            {
                cut.AddRange(pieces[false].Select(piece => Outline.Factory.CreateMultiPolygon([piece])));
                dust.AddRange(pieces[true]);
            }
        }

        if (cut.Count == 0)
        {
            throw new OutlineException(WhyNothingIsCut(outline, line));
        }

        var distances = cut.ConvertAll(piece => new IndexedFacetDistance(piece));
        foreach (var part in whole)
        {
            var nearest = distances.IndexOf(distances.MinBy(piece => piece.Distance(part))!);
            cut[nearest] = Outline.Factory.CreateMultiPolygon([.. cut[nearest].Geometries.Cast<Polygon>(), part]);
        }

        return Dust.Joined(cut, dust);
    }

    private static IEnumerable<Polygon> Pieces(Polygon part, LineString line)
    {
        var edges = OverlayNGRobust.Overlay(part.Boundary, line, SpatialFunction.Union);
        var polygonizer = new Polygonizer();
        polygonizer.Add(edges);
        return polygonizer
            .GetPolygons()
            .Cast<Polygon>()
            .Where(piece => SimplePointInAreaLocator.IsContained(piece.InteriorPoint.Coordinate, part));
    }

    private static string WhyNothingIsCut(MultiPolygon outline, LineString line)
    {
        if (!line.Intersects(outline))
        {
            return "The line does not cross the slick.";
        }

        var inside = OverlayNGRobust.Overlay(line, outline, SpatialFunction.Intersection);
        return inside.Length > 0 && (outline.Contains(line.StartPoint) || outline.Contains(line.EndPoint))
            ? "The line does not leave the slick: start and end it outside."
            : "The line only touches the slick: draw it from one side to the other.";
    }

    private static void Halve(MultiPolygon piece, int maxVertices, int depth, List<MultiPolygon> pieces, List<Polygon> dust)
    {
        // ST_Subdivide stops at this depth too: halves of one pixel cannot be told apart.
        const int deepest = 50;
        if (Outline.CutAtAntimeridian(piece).NumPoints <= maxVertices || depth == deepest)
        {
            if (pieces.Count == MostPieces)
            {
                throw new OutlineException($"That would make more than {MostPieces:N0} pieces. Allow more vertices in each.");
            }

            var (solid, specks) = Dust.Sift(piece);
            pieces.AddRange(solid.IsEmpty ? [] : [solid]);
            dust.AddRange(specks);
            return;
        }

        foreach (var half in Halves(piece))
        {
            var inside = Outline.WithDust(OverlayNGRobust.Overlay(piece, Outline.Factory.ToGeometry(half), SpatialFunction.Intersection));
            if (!inside.IsEmpty)
            {
                Halve(inside, maxVertices, depth + 1, pieces, dust);
            }
        }
    }

    // At a vertex, because a cut beside it leaves the same corner to cut again, down to the last digit of its coordinates.
    private static Envelope[] Halves(MultiPolygon piece)
    {
        var box = piece.EnvelopeInternal;
        var points = piece.Coordinates;
        var x = MostCentral(points.Select(point => point.X), box.MinX, box.MaxX);
        var y = MostCentral(points.Select(point => point.Y), box.MinY, box.MaxY);
        var acrossX = (x is null && y is null) || (x is not null && y is not null) ? box.Width > box.Height : x is not null;
        var (middleX, middleY) = (x ?? box.Centre.X, y ?? box.Centre.Y);
        return acrossX
            ? [new Envelope(box.MinX, middleX, box.MinY, box.MaxY), new Envelope(middleX, box.MaxX, box.MinY, box.MaxY)]
            : [new Envelope(box.MinX, box.MaxX, box.MinY, middleY), new Envelope(box.MinX, box.MaxX, middleY, box.MaxY)];
    }

    private static double? MostCentral(IEnumerable<double> ordinates, double least, double most) =>
        ordinates
            .Where(ordinate => ordinate > least && ordinate < most)
            .Select(ordinate => (double?)ordinate)
            .MinBy(ordinate => Math.Abs(ordinate!.Value - ((least + most) / 2)));

    private static List<MultiPolygon> LargestFirst(IEnumerable<MultiPolygon> pieces) => [.. pieces.OrderByDescending(piece => piece.Area)];
}
