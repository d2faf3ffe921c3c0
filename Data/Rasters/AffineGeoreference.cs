using Review.Domain;

namespace Review.Data.Rasters;

/// <summary>A geotransform (rotated, mirrored or not) in degrees or in another system.</summary>
internal sealed class AffineGeoreference : Georeference
{
    private readonly double[] forth;
    private readonly double[] back;
    private readonly TransformHandle? toMap;
    private readonly TransformHandle? toDegrees;

    // Of an image in degrees of whichever datum: longitudes are brought within half a turn of its middle.
    private readonly bool isInDegrees = true;
    private double? middle;

    /// <param name="six">GDAL's order: x of the upper left edge, x per column, x per row, y, y per column, y per row.</param>
    /// <param name="system">Taken over; null when <paramref name="six"/> is in degrees.</param>
    public AffineGeoreference(double[] six, SystemHandle? system)
    {
        forth = six;
        var determinant = (six[1] * six[5]) - (six[2] * six[4]);
        back =
        [
            ((six[2] * six[3]) - (six[0] * six[5])) / determinant,
            six[5] / determinant,
            -six[2] / determinant,
            ((six[0] * six[4]) - (six[1] * six[3])) / determinant,
            -six[4] / determinant,
            six[1] / determinant,
        ];
        Name = "EPSG:4326";
        using var degrees = Degrees();
        using (system)
        {
            if (system is not null)
            {
                Name = NameOf(system);
                isInDegrees = Gdal.IsGeographic(system) != 0;
                if (Gdal.IsSame(system, degrees) == 0)
                {
                    toMap = Gdal.NewTransform(degrees, system);
                    toDegrees = Gdal.NewTransform(system, degrees);
                    if (toMap.IsInvalid || toDegrees.IsInvalid)
                    {
                        throw new RuleBrokenException(
                            "path",
                            $"The image's coordinate system {Name} cannot be brought to longitude and latitude: {Gdal.Problem()}."
                        );
                    }
                }
            }
        }
    }

    public override string Name { get; }

    /// <summary>Neither rotated nor projected.</summary>
    public bool IsPlain => toMap is null && forth[2] == 0 && forth[4] == 0;

    /// <summary>Says how wide an image in degrees is, so that longitudes a whole turn away are found in it.</summary>
    public void SetSize(int width, int height)
    {
        if (isInDegrees)
        {
            middle = forth[0] + (forth[1] * width / 2) + (forth[2] * height / 2);
        }
    }

    public override void ToPixels(Span<double> longitudes, Span<double> latitudes)
    {
        if (toMap is not null)
        {
            Transform(toMap, longitudes, latitudes);
        }

        if (middle is { } centre)
        {
            Turn(longitudes, centre);
        }

        Apply(back, longitudes, latitudes);
    }

    public override void ToDegrees(Span<double> columns, Span<double> rows)
    {
        Apply(forth, columns, rows);
        if (toDegrees is not null)
        {
            Transform(toDegrees, columns, rows);
        }
    }

    public override void Dispose()
    {
        toMap?.Dispose();
        toDegrees?.Dispose();
    }

    // What comes out of a transformation may jump at 180. Of other places all go together: of an image round the whole Earth, one alone
    // could come out at its other end.
    private void Turn(Span<double> longitudes, double centre)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var longitude in longitudes)
        {
            (least, most) = (Math.Min(least, longitude), Math.Max(most, longitude));
        }

        var together = -360 * Math.Floor((((least + most) / 2) - centre + 180) / 360);
        for (var index = 0; index < longitudes.Length; index++)
        {
            longitudes[index] = toMap is null ? longitudes[index] + together : Near(longitudes[index], centre);
        }
    }

    private static void Apply(double[] six, Span<double> x, Span<double> y)
    {
        for (var index = 0; index < x.Length; index++)
        {
            (x[index], y[index]) = (six[0] + (six[1] * x[index]) + (six[2] * y[index]), six[3] + (six[4] * x[index]) + (six[5] * y[index]));
        }
    }

    private static unsafe void Transform(TransformHandle transform, Span<double> x, Span<double> y)
    {
        Span<int> succeeded = x.Length <= 1024 ? stackalloc int[x.Length] : new int[x.Length];
        fixed (
            double* firstX = x,
                firstY = y
        )
        fixed (int* firstSucceeded = succeeded)
        {
            _ = Gdal.Transform(transform, x.Length, firstX, firstY, null, firstSucceeded);
        }

        for (var index = 0; index < x.Length; index++)
        {
            if (succeeded[index] == 0 || !double.IsFinite(x[index]) || !double.IsFinite(y[index]))
            {
                x[index] = y[index] = double.NaN;
            }
        }
    }
}
