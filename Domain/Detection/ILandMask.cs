using NetTopologySuite.Geometries;
using Review.Domain.Scenes;

namespace Review.Domain.Detection;

/// <summary>Where land is, and where sea ice is when somebody says so.</summary>
public interface ILandMask
{
    /// <summary>Share of a box, 0 to 1, that is land.</summary>
    double LandShare(GeoBox box);

    /// <summary>Does an outline touch land or its buffer?</summary>
    bool IsOnLand(MultiPolygon outline);

    /// <returns>The day of the ice mask that the outline touches; null where there is no ice or no mask.</returns>
    DateOnly? SeaIce(MultiPolygon outline);
}
