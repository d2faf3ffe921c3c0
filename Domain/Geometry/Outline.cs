using System.Globalization;
using NetTopologySuite;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;
using SpatialFunction = NetTopologySuite.Operation.Overlay.SpatialFunction;

namespace Review.Domain.Geometry;

/// <summary>
/// The outline of a slick as the ledger keeps it: a valid, non-empty, 2-D MultiPolygon in EPSG:4326, cut at the antimeridian.
/// </summary>
/// <remarks>
/// The database does the same to what plain SQL brings (<c>slick_outline</c>); here it is done before a rule looks at the outline.
/// </remarks>
public static class Outline
{
    public const int Srid = 4326;

    /// <summary>The most vertices that a drawn outline may have.</summary>
    public const int MostVertices = 100_000;

    /// <summary>The widest and tallest that a drawn outline may be, in degrees.</summary>
    public const double LargestExtentDegrees = 20;

    /// <summary>What to say of an area that was drawn to cut or to split with.</summary>
    public const string AreaCrossesItself =
        "The area crosses itself: where it lies over itself an even number of times it counts as outside. Look at it before you confirm.";

    /// <summary>The most times that the rings of a drawn outline may cross: repair takes time with their square.</summary>
    public const int MostCrossings = 2_000;

    /// <summary>
    /// EPSG:4326 and the overlay that does not throw; set as <see cref="NtsGeometryServices.Instance"/> once at the start, so that whatever
    /// library reads a geometry makes it so.
    /// </summary>
    public static NtsGeometryServices Services { get; } =
        new(CoordinateArraySequenceFactory.Instance, new PrecisionModel(), Srid, GeometryOverlay.NG, new CoordinateEqualityComparer());

    /// <summary>Makes geometries with the robust overlay, longitude first.</summary>
    public static GeometryFactory Factory { get; } = Services.CreateGeometryFactory();

    /// <summary>Checks and repairs what a person drew.</summary>
    /// <param name="drawn">Two neighbouring vertices more than 180° of longitude apart mean an edge over the antimeridian.</param>
    /// <returns>A new geometry; repaired by the even-odd rule where rings crossed.</returns>
    /// <exception cref="OutlineException">It cannot be kept as a slick's outline.</exception>
    public static MultiPolygon Normalize(NetTopologySuite.Geometries.Geometry drawn)
    {
        if (drawn.NumPoints > MostVertices)
        {
            throw new OutlineException(
                $"The outline has {drawn.NumPoints:N0} vertices; the limit is {MostVertices:N0}. Simplify it first."
            );
        }

        CheckCoordinates(drawn);
        if (drawn.IsEmpty)
        {
            throw new OutlineException("The outline is empty: a slick needs at least one polygon.");
        }

        if (drawn is not (Polygon or MultiPolygon))
        {
            throw new OutlineException($"The outline is a {drawn.GeometryType}, but a slick is a Polygon or a MultiPolygon.");
        }

        var shifted = CrossesAntimeridian(drawn) ? ToPositiveLongitudes(drawn) : drawn;
        CheckExtent(shifted.EnvelopeInternal);
        Entanglement.Check(shifted);
        var whole = shifted.IsValid ? Polygons(shifted) : Repaired(shifted);
        if (whole.IsEmpty)
        {
            throw new OutlineException("The outline has no area.");
        }

        return CutAtAntimeridian(whole);
    }

    /// <summary>Whether <see cref="Normalize"/> repairs what was drawn; an edge over the antimeridian is nothing to repair.</summary>
    public static bool IsRepaired(NetTopologySuite.Geometries.Geometry drawn) =>
        !(CrossesAntimeridian(drawn) ? ToPositiveLongitudes(drawn) : drawn).IsValid;

    /// <summary>Checks a line or a polygon that something is cut with.</summary>
    /// <exception cref="OutlineException">A coordinate is missing, not finite or out of range, or there are too many.</exception>
    public static void CheckCoordinates(NetTopologySuite.Geometries.Geometry drawn)
    {
        if (drawn.NumPoints > MostVertices)
        {
            throw new OutlineException(
                $"What was drawn has {drawn.NumPoints:N0} vertices; the limit is {MostVertices:N0}. Simplify it first."
            );
        }

        foreach (var coordinate in drawn.Coordinates)
        {
            if (!double.IsFinite(coordinate.X) || !double.IsFinite(coordinate.Y))
            {
                throw new OutlineException("The outline has a coordinate that is not a finite number.");
            }

            if (coordinate.X is < -180 or > 180 || coordinate.Y is < -90 or > 90)
            {
                throw new OutlineException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The coordinate {coordinate.X}, {coordinate.Y} is outside longitude -180..180, latitude -90..90 (longitude "
                            + $"comes first)."
                    )
                );
            }
        }
    }

    /// <summary>The polygons of a geometry as one MultiPolygon; points, lines and <see cref="Dust"/> fall away.</summary>
    public static MultiPolygon Polygons(NetTopologySuite.Geometries.Geometry geometry) => Dust.Sift(geometry).Solid;

    /// <summary>The polygons of a geometry as one MultiPolygon, however small.</summary>
    internal static MultiPolygon WithDust(NetTopologySuite.Geometries.Geometry geometry) =>
        Factory.CreateMultiPolygon([
            .. PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(polygon => !polygon.IsEmpty && polygon.Area > 0),
        ]);

    /// <summary>Whether nothing but <see cref="Dust"/> lies in one outline and not in the other.</summary>
    internal static bool IsSame(MultiPolygon one, MultiPolygon other)
    {
        const double tellable = 1e-6;
        var (box, beside) = (one.EnvelopeInternal, other.EnvelopeInternal);
        if (
            Math.Abs(box.MinX - beside.MinX) >= tellable
            || Math.Abs(box.MaxX - beside.MaxX) >= tellable
            || Math.Abs(box.MinY - beside.MinY) >= tellable
            || Math.Abs(box.MaxY - beside.MaxY) >= tellable
        )
        {
            return false;
        }

        Entanglement.Check(Entanglement.MostCrossingsOfMany, one, other);
        return Polygons(OverlayNGRobust.Overlay(one, other, SpatialFunction.SymDifference)).IsEmpty;
    }

    /// <summary>Union of outlines; their area is kept to 1e-9 where they do not overlap.</summary>
    public static MultiPolygon Union(IEnumerable<MultiPolygon> outlines) =>
        Polygons(OverlayNGRobust.Union(Factory.BuildGeometry([.. outlines])));

    /// <summary>
    /// The same outline and line where an edge over the antimeridian is as short as on the globe: what has negative longitudes lies beyond
    /// 180, and parts that meet at 180 are one. <see cref="CutAtAntimeridian"/> is the way back.
    /// </summary>
    /// <returns>What was given, when neither of the two goes over the antimeridian.</returns>
    internal static (MultiPolygon Outline, LineString Line) OnOneSide(MultiPolygon outline, LineString line)
    {
        if (!HasLongEdge(line) && outline.EnvelopeInternal.Width <= 180)
        {
            return (outline, line);
        }

        // An outline over the meridian of Greenwich would be torn there. Nobody draws one that is at both places; plain SQL might.
        var staysInPlace = outline.Geometries.Any(part => part.EnvelopeInternal is { MinX: < 0, MaxX: > 0 });
        return staysInPlace
            ? (outline, Unrolled(line, line.StartPoint.X))
            : (Union([Polygons(ToPositiveLongitudes(outline))]), Unrolled(line, 180));
    }

    /// <summary>What was put together beyond 180, cut there and with all longitudes from −180 to 180 again.</summary>
    internal static MultiPolygon CutAtAntimeridian(MultiPolygon whole)
    {
        if (whole.EnvelopeInternal.MaxX <= 180)
        {
            return whole;
        }

        var east = OverlayNGRobust.Overlay(whole, Factory.ToGeometry(new Envelope(180, 360, -90, 90)), SpatialFunction.Intersection);
        var west = OverlayNGRobust.Overlay(whole, Factory.ToGeometry(new Envelope(0, 180, -90, 90)), SpatialFunction.Intersection);
        var moved = east.Copy();
        moved.Apply(new MoveLongitudes(x => x - 360));
        moved.GeometryChanged();
        return Factory.CreateMultiPolygon([.. WithDust(west).Geometries.Cast<Polygon>(), .. WithDust(moved).Geometries.Cast<Polygon>()]);
    }

    // Not GeometryFixer: it goes by the direction of the rings, and would fill what a ring goes round twice; ST_MakeValid does not.
    private static MultiPolygon Repaired(NetTopologySuite.Geometries.Geometry crossed)
    {
        return Union(
            PolygonExtracter.GetPolygons(crossed).Cast<Polygon>().Select(polygon => Factory.CreateMultiPolygon([.. EvenOdd(polygon)]))
        );
    }

    /// <summary>The faces between the rings that lie inside an odd number of turns of them.</summary>
    private static IEnumerable<Polygon> EvenOdd(Polygon polygon)
    {
        if (polygon.IsEmpty)
        {
            return [];
        }

        var faces = new Polygonizer();
        faces.Add(OverlayNGRobust.Union(Factory.BuildGeometry([.. Rings(polygon)])));
        return faces.GetPolygons().Cast<Polygon>().Where(face => IsInside(face, Rings(polygon)));
    }

    private static bool IsInside(NetTopologySuite.Geometries.Geometry face, IEnumerable<LineString> rings)
    {
        var point = face.InteriorPoint.Coordinate;
        var places = rings
            .Where(ring => ring.EnvelopeInternal.Contains(point))
            .Select(ring => RayCrossingCounter.LocatePointInRing(point, ring.CoordinateSequence))
            .ToList();
        if (!places.Contains(Location.Boundary))
        {
            return places.Count(place => place == Location.Interior) % 2 == 1;
        }

        // A spike of a ring runs through the middle of the face: the middle of its western half says the same.
        var box = face.EnvelopeInternal;
        var half = Polygons(
            OverlayNGRobust.Overlay(
                face,
                Factory.ToGeometry(new Envelope(box.MinX, point.X, box.MinY, box.MaxY)),
                SpatialFunction.Intersection
            )
        );
        return !half.IsEmpty && half.Area < face.Area && IsInside(half, rings);
    }

    private static void CheckExtent(Envelope envelope)
    {
        if (envelope.Width > LargestExtentDegrees || envelope.Height > LargestExtentDegrees)
        {
            throw new OutlineException(
                FormattableString.Invariant(
                    $"The outline spans {envelope.Width:0.#}° by {envelope.Height:0.#}°; the limit is {LargestExtentDegrees}° each way."
                )
            );
        }
    }

    private static bool CrossesAntimeridian(NetTopologySuite.Geometries.Geometry geometry) =>
        PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Any(polygon => Rings(polygon).Any(HasLongEdge))
        || (geometry.EnvelopeInternal.Width > 180 && geometry is MultiPolygon);

    private static bool HasLongEdge(LineString ring)
    {
        var points = ring.CoordinateSequence;
        for (var i = 1; i < points.Count; i++)
        {
            if (Math.Abs(points.GetX(i) - points.GetX(i - 1)) > 180)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<LineString> Rings(Polygon polygon) => [polygon.ExteriorRing, .. polygon.InteriorRings];

    private static NetTopologySuite.Geometries.Geometry ToPositiveLongitudes(NetTopologySuite.Geometries.Geometry geometry)
    {
        var shifted = geometry.Copy();
        shifted.Apply(new MoveLongitudes(x => x < 0 ? x + 360 : x));
        shifted.GeometryChanged();
        return shifted;
    }

    /// <summary>Every vertex in that copy of the world where it is nearest to the one before; the first, to a longitude.</summary>
    private static LineString Unrolled(LineString line, double longitude)
    {
        var before = longitude;
        var unrolled = (LineString)line.Copy();
        unrolled.Apply(new MoveLongitudes(x => before = x + (360 * Math.Round((before - x) / 360))));
        unrolled.GeometryChanged();
        return unrolled;
    }

    private sealed class MoveLongitudes(Func<double, double> move) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i) => seq.SetX(i, move(seq.GetX(i)));
    }
}
