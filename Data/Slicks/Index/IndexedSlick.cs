using Review.Domain.Slicks;

namespace Review.Data.Slicks.Index;

/// <summary>What the index knows of one active version: what filters, sorts and places it, and no outline.</summary>
/// <param name="TimeMicroseconds">Of the acquisition, since 1970, UTC; the precision of the database.</param>
/// <param name="MachineConfidence">NaN when there is none.</param>
/// <param name="Scene">0 when it belongs to none.</param>
/// <param name="Vertices">Of the whole outline.</param>
/// <param name="Box">Around the outline.</param>
/// <param name="Longitude">Of the centroid.</param>
/// <param name="Latitude">Of the centroid.</param>
/// <param name="MachineClass">What the model said; 0 when no model did.</param>
internal readonly record struct IndexedSlick(
    long Id,
    int Class,
    SlickState State,
    double MachineConfidence,
    long TimeMicroseconds,
    long Scene,
    double AreaM2,
    double LengthM,
    int Vertices,
    DegreeBox Box,
    double Longitude,
    double Latitude,
    int MachineClass = 0
);

/// <summary>Degrees. East lies above 180 where the box crosses the antimeridian.</summary>
internal readonly record struct DegreeBox(double West, double South, double East, double North);
