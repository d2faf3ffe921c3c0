using Review.Domain.Detection.DarkSpot;

namespace Review.Domain.Simulation;

/// <summary>The films of one <see cref="SimulatedWindow"/>, and the outlines that a person draws around them.</summary>
internal sealed class FilmPainter
{
    private readonly Random random;
    private readonly int size;
    private readonly Noise shape;
    private readonly Noise hand;
    private readonly double[] film;

    public FilmPainter(Random random, ulong seed, int size)
    {
        (this.random, this.size, film) = (random, size, new double[size * size]);
        (shape, hand) = (new Noise(Noise.Mix(seed + 2)), new Noise(Noise.Mix(seed + 3)));
    }

    /// <summary>How thick the film is, 0 to 1; people draw around what is above a half.</summary>
    /// <param name="kind">Other kinds than <c>line</c>, <c>area</c>, <c>patches</c> and <c>most</c> have none.</param>
    public double[] Paint(string kind)
    {
        switch (kind)
        {
            case "line":
                Line();
                break;
            case "area":
                Patch(Between(0.15, 0.5), 0);
                break;
            case "patches":
                for (var number = random.Next(2, 6); number > 0; number--)
                {
                    Patch(Between(0.05, 0.16), number);
                }

                break;
            case "most":
                Most(Between(0.4, 0.95));
                break;
        }

        return film;
    }

    /// <summary>People draw smoother than films are, a little beside them, over their gaps, and rather too large.</summary>
    public bool[] Drawn()
    {
        var (scale, beside, smooth, share) = (Between(0.03, 0.15) * size, Between(0, 0.05) * size, LogBetween(1.5, 14), Between(0.2, 0.75));
        var moved = new float[film.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            var (x, y) = (i % size, i / size);
            var column = (int)Math.Clamp(x + (beside * hand.Fractal(x / scale, y / scale, 3)), 0, size - 1);
            var row = (int)Math.Clamp(y + (beside * hand.Fractal((x / scale) + 50, (y / scale) + 70, 3)), 0, size - 1);
            moved[i] = film[(row * size) + column] > 0.5 ? 1 : 0;
        }

        return Array.ConvertAll(Smoothing.Gaussian(moved, size, size, smooth), value => value > share);
    }

    private double Between(double least, double most) => least + ((most - least) * random.NextDouble());

    private double LogBetween(double least, double most) => Math.Exp(Between(Math.Log(least), Math.Log(most)));

    // A wandering line whose width changes along it.
    private void Line()
    {
        var (x, y, heading) = (Between(0.1, 0.9) * size, Between(0.1, 0.9) * size, Between(0, 2 * Math.PI));
        var (length, half, bend, edge, growth) = (
            Between(0.3, 1.3) * size,
            LogBetween(2, 15),
            Between(-1.5, 1.5) / size,
            Between(0.25, 1),
            Between(0.3, 1.8)
        );
        const double step = 0.7;
        (x, y) = (x - (Math.Cos(heading) * length / 2), y - (Math.Sin(heading) * length / 2));
        for (var along = 0d; along < length; along += step)
        {
            heading += (bend + (0.03 * shape.At(along / 40, 0))) * step;
            (x, y) = (x + (Math.Cos(heading) * step), y + (Math.Sin(heading) * step));
            var share = along / length;
            Dot(
                x,
                y,
                half
                    * (1 + ((growth - 1) * share))
                    * (1 + (0.5 * shape.At(along / 15, 5)))
                    * Math.Min(1, (6 * Math.Min(share, 1 - share)) + 0.3),
                edge
            );
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
                thickness = Math.Max(thickness, Ramp.Of((radius - Math.Sqrt(Math.Pow(column - x, 2) + Math.Pow(row - y, 2))) / edge));
            }
        }
    }

    // An ellipse with a ragged edge.
    private void Patch(double radius, int number)
    {
        var far = new Ellipse(
            Between(0, 1) * size,
            Between(0, 1) * size,
            Between(0, Math.PI),
            radius * size,
            radius * size * Between(0.25, 1)
        );
        var (ragged, scale, edge) = (Between(0.2, 0.9), Between(0.2, 0.7) * radius * size, LogBetween(0.8, 6));
        for (var i = 0; i < film.Length; i++)
        {
            var (x, y) = (i % size, i / size);
            var inside = 1 - far.Radii(x, y) + (ragged * shape.Fractal((x / scale) + (17 * number), (y / scale) - (11 * number), 5));
            film[i] = Math.Max(film[i], Ramp.Of(inside * far.Across / EdgeAt(x, y, edge)));
        }
    }

    // A film of which the window shows a part: the sea is left in a corner, or in gaps.
    private void Most(double share)
    {
        var (scale, heading, tilt, edge) = (Between(0.15, 0.7) * size, Between(0, 2 * Math.PI), Between(0, 2.5), LogBetween(0.8, 6));
        var height = new float[film.Length];
        for (var i = 0; i < height.Length; i++)
        {
            var (x, y) = (i % size, i / size);
            var along = ((x * Math.Cos(heading)) + (y * Math.Sin(heading))) / size;
            height[i] = (float)(shape.Fractal((x / scale) + 300, (y / scale) + 200, 5) + (tilt * along));
        }

        var least = height.Order().ElementAt((int)((1 - share) * (height.Length - 1)));
        for (var i = 0; i < film.Length; i++)
        {
            film[i] = Ramp.Of((height[i] - least) * scale / EdgeAt(i % size, i / size, edge));
        }
    }

    // Sharp on one side, where the wind presses the film together, and soft on others.
    private double EdgeAt(int x, int y, double edge) =>
        edge * Math.Exp(1.2 * shape.Fractal((3.0 * x / size) + 500, (3.0 * y / size) + 600, 2));
}

/// <summary>Distance from the middle of an ellipse, in radii.</summary>
/// <param name="Along">The longer radius, pixels.</param>
/// <param name="Across">The shorter one, pixels.</param>
internal readonly record struct Ellipse(double X, double Y, double Heading, double Along, double Across)
{
    public double Radii(double column, double row)
    {
        var (cos, sin) = (Math.Cos(Heading), Math.Sin(Heading));
        return Math.Sqrt(
            Math.Pow((((column - X) * cos) + ((row - Y) * sin)) / Along, 2)
                + Math.Pow((((row - Y) * cos) - ((column - X) * sin)) / Across, 2)
        );
    }
}

/// <summary>The logistic function: 0 far below 0, 1 far above it.</summary>
internal static class Ramp
{
    public static double Of(double x) => 1 / (1 + Math.Exp(-x));
}
