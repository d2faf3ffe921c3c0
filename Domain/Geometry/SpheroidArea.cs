using NetTopologySuite.Geometries;

namespace Review.Domain.Geometry;

/// <summary>Area on the WGS 84 spheroid by authalic latitude; edges are straight in longitude and latitude.</summary>
/// <remarks>
/// The ledger's metrics come from the database, along geodesics; this is for decisions that cannot wait for it (slivers) and differs
/// by less than 1e-4 for outlines of the size of a slick. Snyder, Map Projections, 1987, (3-12).
/// </remarks>
internal static class SpheroidArea
{
    private const double SemiMajorMetres = 6378137;
    private const double Flattening = 1 / 298.257223563;
    private static readonly double Eccentricity = Math.Sqrt(Flattening * (2 - Flattening));

    /// <returns>m².</returns>
    public static double OfM2(MultiPolygon outline) =>
        outline
            .Geometries.Cast<Polygon>()
            .Sum(part => Math.Abs(RingM2(part.ExteriorRing)) - part.InteriorRings.Sum(hole => Math.Abs(RingM2(hole))));

    private static double RingM2(LineString ring)
    {
        var points = ring.CoordinateSequence;
        var sum = 0d;
        for (var i = 1; i < points.Count; i++)
        {
            var width = double.DegreesToRadians(points.GetX(i) - points.GetX(i - 1));
            sum += width * (Authalic(points.GetY(i)) + Authalic(points.GetY(i - 1))) / 2;
        }

        return sum * SemiMajorMetres * SemiMajorMetres / 2;
    }

    private static double Authalic(double latitude)
    {
        var sin = Math.Sin(double.DegreesToRadians(latitude));
        var esin = Eccentricity * sin;
        return (1 - (Eccentricity * Eccentricity)) * ((sin / (1 - (esin * esin))) + (Math.Atanh(esin) / Eccentricity));
    }
}
