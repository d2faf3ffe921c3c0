using System.Globalization;
using NetTopologySuite.Geometries;
using Review.Domain.Geometry;
using Review.Domain.Slicks;

namespace Review.Domain.Simulation;

/// <summary>
/// Makes scenes over open sea with slicks of several kinds: ribbons behind ships, seeps that drift, plumes of platforms, look-alikes.
/// </summary>
public sealed class SimulatedSea(int seed)
{
    private const double MetresPerDegree = 111_320;

    // West, south, width, height of open water where traffic, seeps or platforms are.
    private static readonly (double West, double South, double Width, double Height)[] Waters =
    [
        (32.6, 43.0, 3.2, 1.2),
        (28.0, 33.3, 2.6, 1.4),
        (11.2, 39.4, 1.6, 1.0),
        (2.6, 55.0, 2.8, 1.8),
        (-91.0, 26.6, 2.8, 1.6),
        (3.0, 2.0, 3.0, 1.8),
        (63.0, 18.0, 3.0, 2.6),
        (112.0, 12.2, 3.0, 2.4),
        (51.0, 26.7, 0.7, 0.4),
        (-43.6, -26.0, 2.6, 1.4),
        (-12.2, 40.2, 2.0, 1.8),
        (19.1, 56.6, 0.8, 1.2),
        (110.2, -5.4, 1.8, 0.9),
        (-96.0, 26.0, 1.4, 1.4),
        (16.6, 36.2, 2.2, 1.4),
    ];

    // Class and share of each kind.
    private static readonly (int Class, double Share)[] Kinds =
    [
        (SlickClass.RecentVesselId, 0.3),
        (SlickClass.OldVesselId, 0.18),
        (SlickClass.VesselId, 0.12),
        (SlickClass.InfrastructureId, 0.14),
        (SlickClass.NaturalId, 0.16),
        (SlickClass.AmbiguousId, 0.06),
        (SlickClass.LookalikeId, 0.04),
    ];

    private readonly Random random = new(seed);
    private int scenes;

    public (string Name, DateTimeOffset Acquired, IReadOnlyList<Slicks.Detection> Detections) NextScene(int slicks)
    {
        var water = Waters[scenes % Waters.Length];
        var acquired = new DateTimeOffset(2026, 1, 1, 3, 48, 59, TimeSpan.Zero).AddHours(5.3 * scenes++);
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"SIMULATED_IW_GRDH_{acquired:yyyyMMdd'T'HHmmss}_{(uint)seed:X8}_{scenes:0000}"
        );
        return (name, acquired, [.. Enumerable.Range(0, slicks).Select(_ => NextSlick(water))]);
    }

    private Slicks.Detection NextSlick((double West, double South, double Width, double Height) water)
    {
        var id = NextClass();
        var centre = new Coordinate(water.West + (random.NextDouble() * water.Width), water.South + (random.NextDouble() * water.Height));
        var outline = id switch
        {
            SlickClass.VesselId or SlickClass.OldVesselId or SlickClass.RecentVesselId => Ribbon(
                centre,
                lengthM: Between(4_000, 32_000),
                widthM: id == SlickClass.OldVesselId ? Between(350, 900) : Between(160, 420),
                bend: id == SlickClass.OldVesselId ? 0.12 : 0.04
            ),
            SlickClass.InfrastructureId => Ribbon(centre, lengthM: Between(1_500, 6_000), widthM: Between(250, 800), bend: 0.1),
            SlickClass.NaturalId => Ribbon(centre, lengthM: Between(2_500, 9_000), widthM: Between(200, 500), bend: 0.3),
            _ => Blob(centre, radiusM: Between(500, 3_500)),
        };
        var confidence = Math.Clamp(0.35 + (0.63 * Math.Pow(random.NextDouble(), 0.6)), 0, 0.995);
        return new Slicks.Detection(outline, id, Math.Round(confidence, 4));
    }

    private int NextClass()
    {
        var draw = random.NextDouble() * Kinds.Sum(kind => kind.Share);
        foreach (var (id, share) in Kinds)
        {
            draw -= share;
            if (draw < 0)
            {
                return id;
            }
        }

        return Kinds[^1].Class;
    }

    /// <summary>A band around a wandering line, widest at a third of its length.</summary>
    private Polygon Ribbon(Coordinate centre, double lengthM, double widthM, double bend)
    {
        var steps = 14 + (int)(lengthM / 1_500);
        var heading = random.NextDouble() * 2 * Math.PI;
        var (x, y) = (-Math.Cos(heading) * lengthM / 2, -Math.Sin(heading) * lengthM / 2);
        var left = new List<Coordinate>();
        var right = new List<Coordinate>();
        for (var i = 0; i <= steps; i++)
        {
            var t = i / (double)steps;
            var half = widthM / 2 * (0.15 + (0.85 * Math.Pow(Math.Sin(Math.PI * Math.Pow(t, 0.65)), 0.8))) * Between(0.75, 1.25);
            left.Add(Place(centre, x - (Math.Sin(heading) * half), y + (Math.Cos(heading) * half)));
            right.Add(Place(centre, x + (Math.Sin(heading) * half), y - (Math.Cos(heading) * half)));
            heading += (random.NextDouble() - 0.5) * 2 * bend;
            x += Math.Cos(heading) * lengthM / steps;
            y += Math.Sin(heading) * lengthM / steps;
        }

        right.Reverse();
        return Ring([.. left, .. right]);
    }

    private Polygon Blob(Coordinate centre, double radiusM)
    {
        var phases = Enumerable
            .Range(2, 5)
            .Select(n => (Times: n, Phase: random.NextDouble() * 2 * Math.PI, Size: 0.5 * random.NextDouble() / n))
            .ToList();
        var stretch = Between(0.45, 1);
        return Ring([
            .. Enumerable
                .Range(0, 48)
                .Select(i =>
                {
                    var angle = 2 * Math.PI * i / 48;
                    var radius = radiusM * (1 + phases.Sum(wave => wave.Size * Math.Sin((wave.Times * angle) + wave.Phase)));
                    return Place(centre, Math.Cos(angle) * radius, Math.Sin(angle) * radius * stretch);
                }),
        ]);
    }

    private static Polygon Ring(Coordinate[] points) => Outline.Factory.CreatePolygon([.. points, points[0].Copy()]);

    private static Coordinate Place(Coordinate centre, double eastM, double northM) =>
        new(
            Math.Round(centre.X + (eastM / (MetresPerDegree * Math.Cos(double.DegreesToRadians(centre.Y)))), 6),
            Math.Round(centre.Y + (northM / MetresPerDegree), 6)
        );

    private double Between(double least, double most) => least + (random.NextDouble() * (most - least));
}
