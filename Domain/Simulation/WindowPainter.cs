using Review.Domain.Detection.DarkSpot;

namespace Review.Domain.Simulation;

/// <summary>Paints one <see cref="SimulatedWindow"/>: the sea in dB, a film, look-alikes, speckle, ships, 8 bits, and the drawn outline.</summary>
internal sealed class WindowPainter
{
    private static readonly int[] Sizes = [256, 256, 320, 416, 512];
    private static readonly string[] WithoutSlicks = ["sea", "ships", "lull", "front", "rain"];

    private readonly Random random;
    private readonly ulong seed;
    private readonly int size;
    private readonly Noise sea;
    private readonly Noise shape;
    private readonly Noise hand;
    private readonly double[] seaDb;
    private readonly double[] film;

    public WindowPainter(int seed)
    {
        (random, this.seed) = (new Random(seed), Noise.Mix((ulong)(uint)seed));
        size = Sizes[random.Next(Sizes.Length)];
        (sea, shape, hand) = (new Noise(Noise.Mix(this.seed + 1)), new Noise(Noise.Mix(this.seed + 2)), new Noise(Noise.Mix(this.seed + 3)));
        (seaDb, film) = (new double[size * size], new double[size * size]);
    }

    public SimulatedWindow Paint()
    {
        var kind = random.NextDouble() switch { < 0.18 => "line", < 0.58 => "area", < 0.7 => "patches", _ => WithoutSlicks[random.Next(WithoutSlicks.Length)] };
        Sea();
        Films(kind);
        var slick = Drawn(Array.ConvertAll(film, thickness => thickness > 0.5));
        if (!slick.Contains(true))
        {
            // Too little of it to draw: then it is not there.
            kind = WithoutSlicks.Contains(kind) ? kind : WithoutSlicks[0];
            Array.Clear(film);
        }

        Weather(kind);
        return new SimulatedWindow(kind, size, EightBits(Amplitude(kind)), slick);
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
        var (height, scale) = (1.8 * LogBetween(0.2, 2.4), Between(0.15, 0.9) * size);
        var (east, south) = (Between(-2, 2) / size, Between(-2, 2) / size);
        AddToSea((x, y) => (height * sea.Fractal((x / scale) + 100, (y / scale) + 50, 5)) + (east * x) + (south * y));
    }

    private void Films(string kind)
    {
        switch (kind)
        {
            case "line":
                Line();
                break;
            case "area":
                Patch(Between(0.12, 0.5), 0);
                break;
            case "patches":
                for (var number = random.Next(2, 6); number > 0; number--)
                {
                    Patch(Between(0.05, 0.16), number);
                }

                break;
        }
    }

    // A wandering line whose width changes along it.
    private void Line()
    {
        var (x, y, heading) = (Between(0.1, 0.9) * size, Between(0.1, 0.9) * size, Between(0, 2 * Math.PI));
        var (length, half, bend, edge, growth) = (Between(0.3, 1.3) * size, LogBetween(2, 15), Between(-1.5, 1.5) / size, Between(0.25, 1), Between(0.3, 1.8));
        const double step = 0.7;
        (x, y) = (x - (Math.Cos(heading) * length / 2), y - (Math.Sin(heading) * length / 2));
        for (var along = 0d; along < length; along += step)
        {
            heading += (bend + (0.03 * shape.At(along / 40, 0))) * step;
            (x, y) = (x + (Math.Cos(heading) * step), y + (Math.Sin(heading) * step));
            var share = along / length;
            Dot(x, y, half * (1 + ((growth - 1) * share)) * (1 + (0.5 * shape.At(along / 15, 5))) * Math.Min(1, (6 * Math.Min(share, 1 - share)) + 0.3), edge);
        }
    }

    private void Dot(double x, double y, double radius, double edge)
    {
        var reach = (int)(radius + (8 * edge) + 1);
        for (var row = Math.Max(0, (int)y - reach); row <= Math.Min(size - 1, (int)y + reach); row++)
        {
            for (var column = Math.Max(0, (int)x - reach); column <= Math.Min(size - 1, (int)x + reach); column++)
            {
                ref var thickness = ref film[(row * size) + column];
                thickness = Math.Max(thickness, Step((radius - Math.Sqrt(Math.Pow(column - x, 2) + Math.Pow(row - y, 2))) / edge));
            }
        }
    }

    // An ellipse with a ragged edge.
    private void Patch(double radius, int number)
    {
        var far = Ellipse(radius * size, Between(0.25, 1), out var across);
        var (ragged, scale, edge) = (Between(0.2, 0.9), Between(0.2, 0.7) * radius * size, Between(0.6, 4));
        for (var i = 0; i < film.Length; i++)
        {
            var (x, y) = (i % size, i / size);
            var inside = 1 - far(x, y) + (ragged * shape.Fractal((x / scale) + (17 * number), (y / scale) - (11 * number), 5));
            film[i] = Math.Max(film[i], Step(inside * across / edge));
        }
    }

    // Distance from the middle of an ellipse somewhere, in radii.
    private Func<double, double, double> Ellipse(double radius, double flattening, out double across)
    {
        var (x, y, heading, least) = (Between(0, 1) * size, Between(0, 1) * size, Between(0, Math.PI), radius * flattening);
        var (cos, sin) = (Math.Cos(heading), Math.Sin(heading));
        across = least;
        return (column, row) => Math.Sqrt(
            Math.Pow((((column - x) * cos) + ((row - y) * sin)) / radius, 2) + Math.Pow((((row - y) * cos) - ((column - x) * sin)) / least, 2));
    }

    private void Weather(string kind)
    {
        var isSlick = !WithoutSlicks.Contains(kind);
        var also = isSlick ? random.NextDouble() switch { < 0.25 => "lull", < 0.38 => "front", < 0.44 => "rain", _ => "" } : kind;
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

    private void Lull(double depthDb)
    {
        var radius = Between(0.15, 0.5) * size;
        var far = Ellipse(radius, Between(0.4, 1), out _);
        var (edge, scale) = (Between(0.05, 0.25), Between(0.3, 0.7) * radius);
        AddToSea((x, y) => -depthDb * Step((1 - far(x, y) - (0.4 * shape.Fractal((x / scale) + 171, (y / scale) + 113, 4))) / edge));
    }

    private void Front(double depthDb)
    {
        var (heading, offset, edge) = (Between(0, 2 * Math.PI), Between(-0.3, 0.3) * size, Between(2, 25));
        var (scale, wander) = (Between(0.2, 0.6) * size, Between(0.02, 0.12) * size);
        AddToSea(
            (x, y) => -depthDb * Step(
                (((x - (size / 2d)) * Math.Cos(heading)) + ((y - (size / 2d)) * Math.Sin(heading)) + offset + (wander * shape.Fractal((x / scale) + 71, (y / scale) + 13, 4))) / edge));
    }

    // Damped by the drops in the middle, roughened by the gusts around.
    private void RainCell(int number)
    {
        var radius = Between(0.05, 0.15) * size;
        var far = Ellipse(radius, 1, out _);
        var (gustsDb, dampedDb) = (Between(1, 3.5), Between(1, 4));
        AddToSea(
            (x, y) =>
            {
                var distance = far(x, y) + (0.25 * shape.Fractal((x / radius) + (31 * number), (y / radius) + 213, 4));
                return (gustsDb * Math.Exp(-Math.Pow(distance - 1.3, 2) / 0.18)) - (dampedDb * Math.Exp(-distance * distance / 0.5));
            });
    }

    private float[] Amplitude(string kind)
    {
        var (dampingDb, uneven, scale, noiseFloor) = (Between(1.8, 7), Between(0.1, 0.6), Between(0.05, 0.3) * size, Between(0.01, 0.08));
        var (looks, resolution) = (LogBetween(2, 40), Between(0, 1));
        var speckle = new float[film.Length];
        for (var row = 0; row < size; row++)
        {
            var own = new RowRandom(seed, row);
            for (var column = 0; column < size; column++)
            {
                speckle[(row * size) + column] = (float)own.Speckle(looks);
            }
        }

        speckle = Smoothing.Gaussian(speckle, size, size, resolution);
        var amplitude = new float[film.Length];
        for (var i = 0; i < amplitude.Length; i++)
        {
            var evenness = 1 - (uneven * (0.5 + (0.5 * Math.Clamp(sea.Fractal((i % size / scale) + 900, (i / size / scale) + 700, 4), -1, 1))));
            amplitude[i] = (float)Math.Sqrt((Math.Pow(10, (seaDb[i] - (dampingDb * film[i] * evenness)) / 10) + noiseFloor) * speckle[i]);
        }

        for (var ships = kind == "ships" ? random.Next(2, 9) : random.Next(4) == 0 ? random.Next(1, 4) : 0; ships > 0; ships--)
        {
            var (x, y, width, height) = (random.Next(size), random.Next(size), Between(1, 4), Between(2, 8));
            for (var i = 0; i < amplitude.Length; i++)
            {
                amplitude[i] += (float)(height * Math.Exp(-(Math.Pow((i % size) - x, 2) + Math.Pow((i / size) - y, 2)) / (2 * width * width)));
            }
        }

        return amplitude;
    }

    private byte[] EightBits(float[] amplitude)
    {
        var level = (random.Next(5) == 0 ? Between(8, 25) : LogBetween(22, 150)) / amplitude.Average();
        return Array.ConvertAll(amplitude, value => (byte)Math.Clamp(Math.Round(value * level), 0, 255));
    }

    // People draw smoother than films are, a little beside them, and rather too large.
    private bool[] Drawn(bool[] slick)
    {
        var (scale, beside, smooth, share) = (Between(0.03, 0.15) * size, Between(0, 6), LogBetween(1, 9), Between(0.2, 0.6));
        var moved = new float[slick.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            var (x, y) = (i % size, i / size);
            var column = (int)Math.Clamp(x + (beside * hand.Fractal(x / scale, y / scale, 3)), 0, size - 1);
            var row = (int)Math.Clamp(y + (beside * hand.Fractal((x / scale) + 50, (y / scale) + 70, 3)), 0, size - 1);
            moved[i] = slick[(row * size) + column] ? 1 : 0;
        }

        return Array.ConvertAll(Smoothing.Gaussian(moved, size, size, smooth), value => value > share);
    }

    private static double Step(double x) => 1 / (1 + Math.Exp(-x));
}
