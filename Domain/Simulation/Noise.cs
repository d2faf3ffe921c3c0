namespace Review.Domain.Simulation;

/// <summary>Smooth random fields and random numbers that depend on nothing but a seed and a place.</summary>
/// <remarks>Value noise on a lattice with quintic weights; octaves after Mandelbrot's fractional Brownian motion.</remarks>
internal readonly struct Noise(ulong seed)
{
    /// <returns>From -1 to 1; neighbouring lattice points are independent.</returns>
    public double At(double x, double y)
    {
        var (column, row) = (Math.Floor(x), Math.Floor(y));
        var (u, v) = (Ease(x - column), Ease(y - row));
        var (i, j) = ((long)column, (long)row);
        var north = Lattice(i, j) + (u * (Lattice(i + 1, j) - Lattice(i, j)));
        var south = Lattice(i, j + 1) + (u * (Lattice(i + 1, j + 1) - Lattice(i, j + 1)));
        return north + (v * (south - north));
    }

    /// <summary>Octaves of half the size and half the height.</summary>
    /// <returns>About -1 to 1.</returns>
    public double Fractal(double x, double y, int octaves)
    {
        var (sum, height, total) = (0d, 1d, 0d);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += height * At(x + (octave * 37.7), y - (octave * 19.3));
            total += height;
            height /= 2;
            x *= 2;
            y *= 2;
        }

        return sum / total * 1.4;
    }

    private double Lattice(long i, long j) =>
        (Mix(seed ^ ((ulong)i * 0x9E3779B97F4A7C15) ^ ((ulong)j * 0xC2B2AE3D27D4EB4F)) >> 11) * (2.0 / (1UL << 53)) - 1;

    private static double Ease(double t) => t * t * t * ((t * ((6 * t) - 15)) + 10);

    internal static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}

/// <summary>Random numbers of one row, so that rows can be made in any order.</summary>
internal struct RowRandom(ulong seed, int row)
{
    private ulong state = Noise.Mix(seed + ((ulong)row * 0xD6E8FEB86659FD93));

    /// <returns>Above 0, up to 1.</returns>
    public double Next()
    {
        state += 0x9E3779B97F4A7C15;
        return ((Noise.Mix(state) >> 11) + 1) * (1.0 / (1UL << 53));
    }

    /// <summary>Gamma distributed with mean 1 and variance 1/looks: multi-look speckle in intensity.</summary>
    /// <remarks>Marsaglia and Tsang 2000, for one look and more.</remarks>
    public double Speckle(double looks)
    {
        var d = looks - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(Next())) * Math.Cos(2 * Math.PI * Next());
            var v = 1 + (c * normal);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (Math.Log(Next()) < (0.5 * normal * normal) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v / looks;
            }
        }
    }
}
