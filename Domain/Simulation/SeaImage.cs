namespace Review.Domain.Simulation;

/// <summary>A simulated radar image with what is true about each pixel.</summary>
/// <param name="Sigma0">Linear; NaN where there is no data.</param>
/// <param name="Film">Index of the film, from 1, whose outline a pixel lies in; 0 for none.</param>
/// <param name="Land">Is the pixel land?</param>
internal sealed record SeaImage(SeaPlan Plan, float[] Sigma0, short[] Film, bool[] Land)
{
    /// <summary>A film's outline is where it is thicker than this, relative to its thickest.</summary>
    internal const double OutlineThickness = 0.3;

    /// <summary>Paints what is planned.</summary>
    /// <remarks>
    /// σ⁰ grows with the wind's power and falls with incidence as in the C-band models (Hersbach 2010, here as straight lines in dB); films
    /// damp most at 3–7 m/s and hardly above 12 (Gade et al. 1998); speckle is gamma distributed.
    /// </remarks>
    public static SeaImage Paint(SeaPlan plan)
    {
        var count = plan.Width * plan.Height;
        var (film, damping) = Films(plan);
        var land = new bool[count];
        var sigma0 = new float[count];
        Parallel.For(0, plan.Height, row => PaintRow(plan, row, damping, land, sigma0));
        foreach (var reflector in plan.Reflectors)
        {
            Shine(plan, reflector, sigma0);
        }

        for (var i = 0; i < count; i++)
        {
            if (land[i] || float.IsNaN(sigma0[i]))
            {
                film[i] = 0;
            }
        }

        return new SeaImage(plan, sigma0, film, land);
    }

    private static void PaintRow(SeaPlan plan, int row, float[] damping, bool[] land, float[] sigma0)
    {
        var random = new RowRandom(plan.Seed ^ 0xA5A5, row);
        var wind = new Noise(plan.Seed + 1);
        var gust = new Noise(plan.Seed + 2);
        var texture = new Noise(plan.Seed + 3);
        var gain = new Noise(plan.Seed + 4);
        var (cos, sin) = (Math.Cos(plan.WindTowards), Math.Sin(plan.WindTowards));
        var y = (row + 0.5) * plan.MetresPerPixel;
        for (var column = 0; column < plan.Width; column++)
        {
            var at = (row * plan.Width) + column;
            if (IsOutside(plan, column, row))
            {
                sigma0[at] = float.NaN;
                continue;
            }

            var x = (column + 0.5) * plan.MetresPerPixel;
            var speckle = random.Speckle(plan.Looks);
            if (IsLand(plan, x, y))
            {
                land[at] = true;
                sigma0[at] = (float)(speckle * Power(-9 + (5 * texture.Fractal(x / 2_000, y / 2_000, 4))));
                continue;
            }

            var (along, across) = ((x * cos) + (y * sin), (y * cos) - (x * sin));
            // Streaks lie along the wind.
            var speed =
                plan.WindMetresPerSecond
                * (
                    1
                    + (plan.WindVariation * wind.Fractal(x / 30_000, y / 30_000, 4))
                    + (0.35 * plan.WindVariation * gust.Fractal(along / 6_000, across / 1_200, 3))
                );
            var (factor, rainDb) = Change(plan, x, y);
            speed = Math.Max(0.2, speed * factor);
            var db = SeaDb(speed, Incidence(plan, column)) + rainDb - (damping[at] * Visibility(speed));
            db += plan.ScallopingDb * gain.At(column / 7.0, 0.5);
            db += plan.SwellDb * Math.Sin(2 * Math.PI * ((x * cos) + (y * sin) + (120 * texture.At(x / 900, y / 900))) / plan.SwellMetres);
            sigma0[at] = (float)(speckle * (Power(db) + Power(plan.NoiseFloorDb)));
        }
    }

    internal static double SeaDb(double windMetresPerSecond, double incidenceDegrees)
    {
        // Below some 2 m/s the short waves die out.
        var calm = windMetresPerSecond < 2.2 ? 9 * (2.2 - windMetresPerSecond) / 2.2 : 0;
        return -12.5 + (14 * Math.Log10(windMetresPerSecond / 6)) - (0.32 * (incidenceDegrees - 36)) - calm;
    }

    private static double Visibility(double wind) =>
        wind < 4 ? Math.Clamp((wind - 0.8) / 3.2, 0, 1)
        : wind < 7 ? 1
        : Math.Clamp(1 - ((wind - 7) / 9), 0.1, 1);

    private static double Incidence(SeaPlan plan, int column) =>
        plan.IncidenceDegrees.West + ((plan.IncidenceDegrees.East - plan.IncidenceDegrees.West) * column / plan.Width);

    private static double Power(double db) => Math.Pow(10, db / 10);

    private static bool IsOutside(SeaPlan plan, int column, int row)
    {
        var shift = plan.Wedge * plan.Width * row / plan.Height;
        return plan.Wedge > 0 && (column < shift || column >= plan.Width - (plan.Wedge * plan.Width) + shift);
    }

    private static bool IsLand(SeaPlan plan, double x, double y)
    {
        foreach (var shore in plan.Shores)
        {
            var inland = ((x - shore.X) * Math.Cos(shore.Heading)) + ((y - shore.Y) * Math.Sin(shore.Heading));
            if (
                inland + (shore.WanderMetres * new Noise(shore.Seed).Fractal(x / (4 * shore.WanderMetres), y / (4 * shore.WanderMetres), 5))
                > 0
            )
            {
                return true;
            }
        }

        return false;
    }

    private static (double Factor, double RainDb) Change(SeaPlan plan, double x, double y)
    {
        var (factor, db) = (1d, 0d);
        foreach (var weather in plan.Weather)
        {
            var noise = new Noise(weather.Seed);
            var (dx, dy) = (x - weather.X, y - weather.Y);
            var (cos, sin) = (Math.Cos(weather.Heading), Math.Sin(weather.Heading));
            var (along, across) = ((dx * cos) + (dy * sin), (dy * cos) - (dx * sin));
            var wander = noise.Fractal(x / (0.8 * weather.RadiusMetres), y / (0.8 * weather.RadiusMetres), 4);
            switch (weather.Kind)
            {
                case WeatherKind.Front:
                    var behind = across + (0.35 * weather.RadiusMetres * wander);
                    factor *= 1 + (weather.Strength * Smooth(behind / weather.EdgeMetres));
                    break;
                case WeatherKind.Lull:
                    var lull =
                        Math.Sqrt((along * along) + (across * across / (weather.Stretch * weather.Stretch)))
                        - (weather.RadiusMetres * (1 + (0.5 * wander)));
                    factor *= 1 + (weather.Strength * (1 - Smooth(lull / weather.EdgeMetres)));
                    break;
                default:
                    // Splashes roughen the middle, the downdraught its rim; between them rain damps.
                    var radius = Math.Sqrt((dx * dx) + (dy * dy)) / weather.RadiusMetres * (1 + (0.25 * wander));
                    db +=
                        weather.Strength
                        * (
                            (5 * Math.Exp(-radius * radius * 9))
                            - (4 * Math.Exp(-Math.Pow((radius - 0.65) / 0.28, 2)))
                            + (3 * Math.Exp(-Math.Pow((radius - 1.15) / 0.18, 2)))
                        );
                    break;
            }
        }

        return (factor, db);
    }

    // 0 to 1 over about one unit each way.
    private static double Smooth(double t) => 0.5 + (0.5 * Math.Tanh(1.5 * t));

    private static (short[] Film, float[] DampingDb) Films(SeaPlan plan)
    {
        var film = new short[plan.Width * plan.Height];
        var damping = new float[film.Length];
        for (var index = 0; index < plan.Films.Count; index++)
        {
            Spread(plan, plan.Films[index], (short)(index + 1), film, damping);
        }

        return (film, damping);
    }

    private static void Spread(SeaPlan plan, Film one, short index, short[] film, float[] damping)
    {
        var reach = (one.HalfWidths.Max() * (1 + (2 * one.Ragged))) + one.FeatherMetres;
        var (left, right) = (
            Pixel(one.Spine.Min(point => point.X) - reach, plan.Width),
            Pixel(one.Spine.Max(point => point.X) + reach, plan.Width)
        );
        var (top, bottom) = (
            Pixel(one.Spine.Min(point => point.Y) - reach, plan.Height),
            Pixel(one.Spine.Max(point => point.Y) + reach, plan.Height)
        );
        int Pixel(double metres, int most) => (int)Math.Clamp(metres / plan.MetresPerPixel, 0, most);
        var edge = new Noise(one.Seed);
        var patches = new Noise(one.Seed + 9);
        Parallel.For(
            top,
            bottom,
            row =>
            {
                for (var column = left; column < right; column++)
                {
                    var (x, y) = ((column + 0.5) * plan.MetresPerPixel, (row + 0.5) * plan.MetresPerPixel);
                    var (distance, half) = Nearest(one, x, y);
                    if (distance > half + reach)
                    {
                        continue;
                    }

                    var scale = Math.Max(2 * half, 6 * plan.MetresPerPixel);
                    var ragged = half * one.Ragged * edge.Fractal(x / scale / 1.5, y / scale / 1.5, 4);
                    var inside = half + ragged - distance;
                    var thickness = Math.Clamp(0.5 + (inside / one.FeatherMetres), 0, 1);
                    if (one.Gaps > 0)
                    {
                        thickness *= Math.Clamp(
                            ((patches.Fractal(x / scale / 2.2, y / scale / 2.2, 3) - (2.2 * one.Gaps) + 1.1) * 3) + 0.5,
                            0,
                            1
                        );
                    }

                    // Thinner towards the ends, and unevenly thick.
                    var felt = thickness * (0.8 + (0.25 * patches.Fractal(x / scale, y / scale, 3)));
                    var at = (row * plan.Width) + column;
                    damping[at] = Math.Max(damping[at], (float)(one.DampingDb * Math.Max(0, felt)));
                    if (thickness > OutlineThickness)
                    {
                        film[at] = index;
                    }
                }
            }
        );
    }

    private static (double Distance, double HalfWidth) Nearest(Film film, double x, double y)
    {
        if (film.Spine.Count == 1)
        {
            return (Math.Sqrt(Square(x - film.Spine[0].X) + Square(y - film.Spine[0].Y)), film.HalfWidths[0]);
        }

        var (best, half) = (double.MaxValue, 0d);
        for (var i = 1; i < film.Spine.Count; i++)
        {
            var (ax, ay) = film.Spine[i - 1];
            var (bx, by) = film.Spine[i];
            var t = Math.Clamp((((x - ax) * (bx - ax)) + ((y - ay) * (by - ay))) / (Square(bx - ax) + Square(by - ay) + 1e-9), 0, 1);
            var squared = Square(x - ax - (t * (bx - ax))) + Square(y - ay - (t * (by - ay)));
            if (squared < best)
            {
                best = squared;
                half = film.HalfWidths[i - 1] + (t * (film.HalfWidths[i] - film.HalfWidths[i - 1]));
            }
        }

        return (Math.Sqrt(best), half);
    }

    private static double Square(double value) => value * value;

    private static void Shine(SeaPlan plan, Reflector ship, float[] sigma0)
    {
        var reach = (int)Math.Ceiling(Math.Max(ship.LengthMetres * 2, 6 * plan.MetresPerPixel) / plan.MetresPerPixel);
        var (cx, cy) = ((int)(ship.X / plan.MetresPerPixel), (int)(ship.Y / plan.MetresPerPixel));
        for (var row = Math.Max(0, cy - reach); row < Math.Min(plan.Height, cy + reach + 1); row++)
        {
            for (var column = Math.Max(0, cx - reach); column < Math.Min(plan.Width, cx + reach + 1); column++)
            {
                var (dx, dy) = (((column + 0.5) * plan.MetresPerPixel) - ship.X, ((row + 0.5) * plan.MetresPerPixel) - ship.Y);
                var along =
                    ((dx * Math.Cos(ship.Heading)) + (dy * Math.Sin(ship.Heading))) / ((ship.LengthMetres / 2) + (plan.MetresPerPixel / 2));
                var across =
                    ((dy * Math.Cos(ship.Heading)) - (dx * Math.Sin(ship.Heading))) / ((ship.LengthMetres / 8) + (plan.MetresPerPixel / 2));
                // The body, and side lobes along rows and columns.
                var body = Math.Exp(-((along * along) + (across * across)));
                var lobes =
                    0.004
                    * (Math.Exp(-Math.Abs(dx / plan.MetresPerPixel)) + Math.Exp(-Math.Abs(dy / plan.MetresPerPixel)))
                    * Math.Exp(-(Math.Abs(dx) + Math.Abs(dy)) / (ship.LengthMetres + (2 * plan.MetresPerPixel)));
                sigma0[(row * plan.Width) + column] += (float)(Power(ship.PeakDb) * (body + lobes));
            }
        }
    }
}
