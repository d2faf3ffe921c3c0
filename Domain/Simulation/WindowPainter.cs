using Review.Domain.Detection.DarkSpot;

namespace Review.Domain.Simulation;

/// <summary>
/// Paints one <see cref="SimulatedWindow"/>: the sea in dB, films, look-alikes, speckle, banding, ships, 8 bits, and the drawn outline.
/// </summary>
internal sealed class WindowPainter
{
    private static readonly int[] Sizes = [256, 256, 320, 416, 512];
    private static readonly string[] WithoutSlicks = ["sea", "ships", "lull", "front", "rain"];

    private readonly Random random;
    private readonly ulong seed;
    private readonly int size;
    private readonly Noise sea;
    private readonly Noise shape;
    private readonly double[] seaDb;

    public WindowPainter(int seed)
    {
        (random, this.seed) = (new Random(seed), Noise.Mix((ulong)(uint)seed));
        size = Sizes[random.Next(Sizes.Length)];
        (sea, shape) = (new Noise(Noise.Mix(this.seed + 1)), new Noise(Noise.Mix(this.seed + 2)));
        seaDb = new double[size * size];
    }

    public SimulatedWindow Paint()
    {
        var kind = random.NextDouble() switch
        {
            < 0.07 => "line",
            < 0.43 => "area",
            < 0.5 => "patches",
            < 0.74 => "most",
            _ => WithoutSlicks[random.Next(WithoutSlicks.Length)],
        };
        Sea();
        var films = new FilmPainter(random, seed, size);
        var film = films.Paint(kind);
        var slick = films.Drawn();
        if (!slick.Contains(true))
        {
            // Too little of it to draw: then it is not there.
            kind = WithoutSlicks.Contains(kind) ? kind : WithoutSlicks[0];
            Array.Clear(film);
        }

        Weather(kind);
        Banding();
        return new SimulatedWindow(kind, size, EightBits(Amplitude(kind, film)), slick);
    }

    private double Between(double least, double most) => least + ((most - least) * random.NextDouble());

    private double LogBetween(double least, double most) => Math.Exp(Between(Math.Log(least), Math.Log(most)));

    private void AddToSea(Func<int, int, double> db)
    {
        for (var i = 0; i < seaDb.Length; i++)
        {
            seaDb[i] += db(i % size, i / size);
        }
    }

    private void Sea()
    {
        var (height, scale) = (1.8 * LogBetween(0.2, 2), Between(0.15, 0.9) * size);
        var (east, south) = (Between(-3, 3) / size, Between(-3, 3) / size);
        AddToSea((x, y) => (height * sea.Fractal((x / scale) + 100, (y / scale) + 50, 5)) + (east * x) + (south * y));
    }

    // The gain of a sensor's beams, column by column.
    private void Banding()
    {
        var (db, width) = (random.Next(3) == 0 ? Between(0.1, 0.7) : 0, Between(4, 30));
        AddToSea((x, _) => db * sea.At(x / width, 0.5));
    }

    private void Weather(string kind)
    {
        var isSlick = !WithoutSlicks.Contains(kind);
        var also = isSlick
            ? random.NextDouble() switch
            {
                < 0.25 => "lull",
                < 0.45 => "front",
                < 0.51 => "rain",
                _ => "",
            }
            : kind;
        switch (also)
        {
            case "lull":
                Lull(isSlick ? Between(0.8, 4) : Between(2, 6));
                break;
            case "front":
                Front(isSlick ? Between(0.8, 3.5) : Between(1.5, 5));
                break;
            case "rain":
                for (var cells = random.Next(1, 4); cells > 0; cells--)
                {
                    RainCell(cells);
                }

                break;
        }
    }

    private Ellipse SomeEllipse(double radius, double flattening) =>
        new(Between(0, 1) * size, Between(0, 1) * size, Between(0, Math.PI), radius, radius * flattening);

    private void Lull(double depthDb)
    {
        var radius = Between(0.15, 0.5) * size;
        var ellipse = SomeEllipse(radius, Between(0.4, 1));
        var (edge, scale) = (Between(0.05, 0.25), Between(0.3, 0.7) * radius);
        AddToSea(
            (x, y) => -depthDb * Ramp.Of((1 - ellipse.Radii(x, y) - (0.4 * shape.Fractal((x / scale) + 171, (y / scale) + 113, 4))) / edge)
        );
    }

    private void Front(double depthDb)
    {
        var (heading, offset, edge) = (Between(0, 2 * Math.PI), Between(-0.3, 0.3) * size, Between(2, 25));
        var (scale, wander) = (Between(0.2, 0.6) * size, Between(0.02, 0.12) * size);
        AddToSea(
            (x, y) =>
                -depthDb
                * Ramp.Of(
                    (
                        ((x - (size / 2d)) * Math.Cos(heading))
                        + ((y - (size / 2d)) * Math.Sin(heading))
                        + offset
                        + (wander * shape.Fractal((x / scale) + 71, (y / scale) + 13, 4))
                    ) / edge
                )
        );
    }

    // Damped by the drops in the middle, roughened by the gusts around.
    private void RainCell(int number)
    {
        var radius = Between(0.05, 0.15) * size;
        var ellipse = SomeEllipse(radius, 1);
        var (gustsDb, dampedDb) = (Between(1, 3.5), Between(1, 4));
        AddToSea(
            (x, y) =>
            {
                var distance = ellipse.Radii(x, y) + (0.25 * shape.Fractal((x / radius) + (31 * number), (y / radius) + 213, 4));
                return (gustsDb * Math.Exp(-Math.Pow(distance - 1.3, 2) / 0.18)) - (dampedDb * Math.Exp(-distance * distance / 0.5));
            }
        );
    }

    private float[] Amplitude(string kind, double[] film)
    {
        var (dampingDb, uneven, scale, noiseFloor) = (
            Between(1.6, 6),
            Between(0.1, 0.9),
            LogBetween(0.03, 0.3) * size,
            Between(0.01, 0.08)
        );
        var speckle = Speckle(LogBetween(2, 40), Between(0, 1));
        var amplitude = new float[film.Length];
        for (var i = 0; i < amplitude.Length; i++)
        {
            var evenness =
                1 - (uneven * (0.5 + (0.5 * Math.Clamp(sea.Fractal((i % size / scale) + 900, (i / size / scale) + 700, 4), -1, 1))));
            amplitude[i] = (float)Math.Sqrt((Math.Pow(10, (seaDb[i] - (dampingDb * film[i] * evenness)) / 10) + noiseFloor) * speckle[i]);
        }

        for (
            var ships =
                kind == "ships" ? random.Next(2, 9)
                : random.Next(4) == 0 ? random.Next(1, 4)
                : 0;
            ships > 0;
            ships--
        )
        {
            var (x, y, width, height) = (random.Next(size), random.Next(size), Between(1, 4), Between(2, 8));
            for (var i = 0; i < amplitude.Length; i++)
            {
                amplitude[i] += (float)(
                    height * Math.Exp(-(Math.Pow((i % size) - x, 2) + Math.Pow((i / size) - y, 2)) / (2 * width * width))
                );
            }
        }

        return amplitude;
    }

    /// <param name="resolution">Standard deviation of what one pixel sees, pixels.</param>
    private float[] Speckle(double looks, double resolution)
    {
        var speckle = new float[size * size];
        for (var row = 0; row < size; row++)
        {
            var own = new RowRandom(seed, row);
            for (var column = 0; column < size; column++)
            {
                speckle[(row * size) + column] = (float)own.Speckle(looks);
            }
        }

        return Smoothing.Gaussian(speckle, size, size, resolution);
    }

    // As collections do it: a factor, a stretch between two shares of the pixels, or a stretch of dB.
    private byte[] EightBits(float[] amplitude)
    {
        switch (random.NextDouble())
        {
            case < 0.6:
                var level = (random.Next(5) == 0 ? Between(8, 25) : LogBetween(22, 150)) / amplitude.Average();
                return Array.ConvertAll(amplitude, value => (byte)Math.Clamp(Math.Round(value * level), 0, 255));
            case < 0.8:
                return Stretched(amplitude);
            default:
                return Stretched(Array.ConvertAll(amplitude, value => MathF.Log10(Math.Max(1e-3f, value))));
        }
    }

    private byte[] Stretched(float[] values)
    {
        var (sorted, clipped) = (values.Order().ToArray(), LogBetween(0.0005, 0.02));
        var (least, most) = (sorted[(int)(clipped * (sorted.Length - 1))], sorted[(int)((1 - clipped) * (sorted.Length - 1))]);
        return Array.ConvertAll(
            values,
            value => (byte)Math.Clamp(Math.Round(255 * (value - least) / Math.Max(1e-6f, most - least)), 0, 255)
        );
    }
}
