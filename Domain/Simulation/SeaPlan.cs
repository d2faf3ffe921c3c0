namespace Review.Domain.Simulation;

/// <summary>
/// What a simulated image shows, before any pixel is made. Lengths are in metres from the north-west corner, x eastwards and y southwards.
/// </summary>
internal sealed record SeaPlan
{
    public required ulong Seed { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required double MetresPerPixel { get; init; }

    /// <summary>Mean wind at 10 m height, m/s.</summary>
    public double WindMetresPerSecond { get; init; } = 6;

    /// <summary>Where the wind blows to, radians from east, clockwise on the image.</summary>
    public double WindTowards { get; init; }

    /// <summary>Relative height of the wind's variations over some tens of kilometres.</summary>
    public double WindVariation { get; init; } = 0.15;

    /// <summary>Incidence angle at the western and eastern edge, degrees.</summary>
    public (double West, double East) IncidenceDegrees { get; init; } = (31, 46);

    public double Looks { get; init; } = 4.4;

    /// <summary>Noise-equivalent σ⁰, dB.</summary>
    public double NoiseFloorDb { get; init; } = -25;

    /// <summary>Height of the gain's steps between columns, dB.</summary>
    public double ScallopingDb { get; init; }

    /// <summary>Relative height of swell, and its length.</summary>
    public double SwellDb { get; init; }

    public double SwellMetres { get; init; } = 250;

    /// <summary>How much of each side the footprint's slope leaves without data, as a share of the width.</summary>
    public double Wedge { get; init; }

    public IReadOnlyList<Film> Films { get; init; } = [];

    public IReadOnlyList<Weather> Weather { get; init; } = [];

    public IReadOnlyList<Reflector> Reflectors { get; init; } = [];

    public IReadOnlyList<Shore> Shores { get; init; } = [];
}

/// <summary>Something on the water that damps the short waves: oil, or a look-alike's natural film.</summary>
/// <param name="Class">A class of the slick tree; a natural film is <see cref="Slicks.SlickClass.LookalikeId"/>.</param>
/// <param name="Spine">At least two points, or one for a patch.</param>
/// <param name="HalfWidths">Of the film at each point of the spine.</param>
/// <param name="DampingDb">Where it is thickest, at the wind at which films are seen best.</param>
/// <param name="FeatherMetres">Over which its edge thins out.</param>
/// <param name="Ragged">How far its edge wanders, as a share of its half width.</param>
/// <param name="Gaps">Share of it that has broken up, 0 to 0.8.</param>
internal sealed record Film(
    int Class,
    string Kind,
    IReadOnlyList<(double X, double Y)> Spine,
    IReadOnlyList<double> HalfWidths,
    double DampingDb,
    double FeatherMetres,
    double Ragged,
    double Gaps,
    ulong Seed
);

/// <summary>A change of the wind: a lull, a front, a rain cell.</summary>
/// <param name="Heading">Of a front, radians.</param>
/// <param name="Strength">Change of the wind in its middle or behind it, as a share.</param>
/// <param name="EdgeMetres">Over which it changes.</param>
internal sealed record Weather(
    WeatherKind Kind,
    double X,
    double Y,
    double RadiusMetres,
    double Stretch,
    double Heading,
    double Strength,
    double EdgeMetres,
    ulong Seed
);

internal enum WeatherKind
{
    Lull,
    Front,
    RainCell,
}

/// <summary>A ship or a platform.</summary>
internal sealed record Reflector(double X, double Y, double LengthMetres, double Heading, double PeakDb);

/// <summary>Land on one side of a wandering line.</summary>
internal sealed record Shore(double X, double Y, double Heading, double WanderMetres, ulong Seed);
