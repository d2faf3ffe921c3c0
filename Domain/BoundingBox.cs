namespace Review.Domain;

/// <summary>Longitude first, EPSG:4326. <paramref name="West"/> greater than <paramref name="East"/> crosses the antimeridian.</summary>
public sealed record BoundingBox(double West, double South, double East, double North);
