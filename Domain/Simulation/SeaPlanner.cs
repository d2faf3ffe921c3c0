using Review.Domain.Slicks;

namespace Review.Domain.Simulation;

/// <summary>Makes up what a simulated scene shows: a sea, weather, ships, slicks of several kinds and what looks like them.</summary>
/// <remarks>
/// The same seed makes the same plan. Nothing here is taken from what the detector assumes: films lie in fronts, fade at their ends, and
/// cross lulls.
/// </remarks>
internal sealed class SeaPlanner(int seed)
{
    private readonly Random random = new(seed);

    /// <param name="coast">May there be land?</param>
    public SeaPlan Scene(int width, int height, double metresPerPixel, bool coast)
    {
        var (widthM, heightM) = (width * metresPerPixel, height * metresPerPixel);
        var shores = coast && random.NextDouble() < 0.35 ? new[] { Shore(widthM, heightM) } : [];
        var films = Slicks(widthM, heightM).Concat(NaturalFilms(widthM, heightM)).ToList();
        return new SeaPlan
        {
            Seed = Noise.Mix((ulong)seed + 77),
            Width = width,
            Height = height,
            MetresPerPixel = metresPerPixel,
            WindMetresPerSecond = Between(4, 8.5),
            WindTowards = Angle(),
            WindVariation = Between(0.08, 0.25),
            Looks = 4.4 * Math.Max(1, metresPerPixel / 10),
            NoiseFloorDb = Between(-27, -23),
            ScallopingDb = random.NextDouble() < 0.3 ? Between(0.05, 0.25) : 0,
            SwellDb = random.NextDouble() < 0.3 ? Between(0.1, 0.5) : 0,
            SwellMetres = Between(150, 400),
            Wedge = Between(0.03, 0.1),
            Films = films,
            Weather = [.. Weather(widthM, heightM)],
            Shores = shores,
            Reflectors =
            [
                .. Ships(widthM, heightM),
                .. films
                    .Where(film => film.Kind == "infrastructure")
                    .Select(film => new Reflector(film.Spine[0].X, film.Spine[0].Y, 120, 0, 12)),
            ],
        };
    }

    private IEnumerable<Film> Slicks(double widthM, double heightM)
    {
        for (var i = random.Next(2, 5); i > 0; i--)
        {
            yield return Vessel(Place(widthM, heightM));
        }

        for (var i = random.Next(1, 3); i > 0; i--)
        {
            yield return OldVessel(Place(widthM, heightM));
        }

        var seeps = Place(widthM, heightM);
        var drift = Angle();
        for (var i = random.Next(0, 5); i > 0; i--)
        {
            yield return Seep((seeps.X + Between(-6_000, 6_000), seeps.Y + Between(-6_000, 6_000)), drift + Between(-0.3, 0.3));
        }

        for (var i = random.Next(0, 3); i > 0; i--)
        {
            yield return Plume(Place(widthM, heightM));
        }
    }

    private Film Vessel((double X, double Y) at)
    {
        var spine = Line(at, Angle(), Between(6_000, 30_000), 0.05, 14);
        var width = Between(120, 380);
        return Of(
            SlickClass.RecentVesselId,
            "vessel",
            spine,
            [.. spine.Select((_, i) => width * (0.35 + (0.65 * i / spine.Count)) * Between(0.85, 1.15))],
            Between(5, 10),
            Between(60, 200),
            Between(0.1, 0.3),
            0
        );
    }

    private Film OldVessel((double X, double Y) at)
    {
        var spine = Line(at, Angle(), Between(10_000, 28_000), 0.22, 16);
        return Of(
            SlickClass.OldVesselId,
            "old vessel",
            spine,
            [.. spine.Select(_ => Between(250, 700))],
            Between(3.5, 7),
            Between(150, 500),
            Between(0.3, 0.6),
            Between(0.1, 0.4)
        );
    }

    private Film Seep((double X, double Y) at, double heading)
    {
        var spine = Line(at, heading, Between(3_000, 9_000), 0.4, 10);
        return Of(
            SlickClass.NaturalId,
            "seep",
            spine,
            [.. spine.Select((_, i) => 90 + (260.0 * i / spine.Count))],
            Between(4, 8),
            Between(80, 250),
            Between(0.2, 0.4),
            0
        );
    }

    private Film Plume((double X, double Y) at)
    {
        var spine = Line(at, Angle(), Between(2_500, 9_000), 0.15, 8);
        return Of(
            SlickClass.InfrastructureId,
            "infrastructure",
            spine,
            [.. spine.Select((_, i) => 120 + (500.0 * i / spine.Count))],
            Between(4, 8),
            Between(100, 300),
            Between(0.2, 0.5),
            0
        );
    }

    // Plankton's films: thin, many, curled, and weak.
    private IEnumerable<Film> NaturalFilms(double widthM, double heightM)
    {
        if (random.NextDouble() < 0.5)
        {
            var (x, y) = Place(widthM, heightM);
            for (var i = random.Next(4, 10); i > 0; i--)
            {
                var spine = Line((x + Between(-9_000, 9_000), y + Between(-9_000, 9_000)), Angle(), Between(4_000, 14_000), 0.6, 16);
                yield return Of(
                    SlickClass.LookalikeId,
                    "natural film",
                    spine,
                    [.. spine.Select(_ => Between(60, 160))],
                    Between(1, 2.2),
                    Between(100, 300),
                    0.3,
                    Between(0, 0.3)
                );
            }
        }
    }

    private IEnumerable<Weather> Weather(double widthM, double heightM)
    {
        for (var i = random.Next(0, 3); i > 0; i--)
        {
            var (x, y) = Place(widthM, heightM);
            yield return new Weather(
                WeatherKind.Lull,
                x,
                y,
                Between(4_000, 14_000),
                Between(0.4, 1),
                Angle(),
                -Between(0.35, 0.75),
                Between(2_500, 7_000),
                Bits()
            );
        }

        if (random.NextDouble() < 0.4)
        {
            var (x, y) = Place(widthM, heightM);
            yield return new Weather(
                WeatherKind.Front,
                x,
                y,
                Between(15_000, 40_000),
                1,
                Angle(),
                Between(0.15, 0.5),
                Between(600, 4_000),
                Bits()
            );
        }

        if (random.NextDouble() < 0.3)
        {
            var (x, y) = Place(widthM, heightM);
            yield return new Weather(WeatherKind.RainCell, x, y, Between(3_000, 8_000), 1, 0, Between(0.3, 0.7), 1, Bits());
        }
    }

    private IEnumerable<Reflector> Ships(double widthM, double heightM)
    {
        for (var i = random.Next(4, 25); i > 0; i--)
        {
            var (x, y) = Place(widthM, heightM);
            yield return new Reflector(x, y, Between(60, 320), Angle(), Between(2, 14));
        }
    }

    private Shore Shore(double widthM, double heightM)
    {
        var heading = Angle();
        var reach = 0.38 * Math.Min(widthM, heightM);
        return new Shore(
            (widthM / 2) + (Math.Cos(heading) * reach),
            (heightM / 2) + (Math.Sin(heading) * reach),
            heading,
            Between(2_000, 6_000),
            Bits()
        );
    }

    private List<(double X, double Y)> Line((double X, double Y) from, double heading, double lengthM, double bend, int points)
    {
        var line = new List<(double X, double Y)>();
        var (x, y) = (from.X - (Math.Cos(heading) * lengthM / 2), from.Y - (Math.Sin(heading) * lengthM / 2));
        for (var i = 0; i < points; i++)
        {
            line.Add((x, y));
            x += Math.Cos(heading) * lengthM / points;
            y += Math.Sin(heading) * lengthM / points;
            heading += Between(-bend, bend);
        }

        return line;
    }

    private Film Of(
        int @class,
        string kind,
        IReadOnlyList<(double X, double Y)> spine,
        IReadOnlyList<double> halfWidths,
        double dampingDb,
        double featherM,
        double ragged,
        double gaps
    ) => new(@class, kind, spine, halfWidths, dampingDb, featherM, ragged, gaps, Bits());

    private (double X, double Y) Place(double widthM, double heightM) => (Between(0.15, 0.85) * widthM, Between(0.12, 0.88) * heightM);

    private double Between(double least, double most) => least + (random.NextDouble() * (most - least));

    private double Angle() => random.NextDouble() * 2 * Math.PI;

    private ulong Bits() => (ulong)random.NextInt64();
}
