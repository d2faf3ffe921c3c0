using System.Globalization;
using Review.Domain;

namespace Review.Data.Rasters;

/// <summary>Whether an image can be laid on the map, looked at once, when it is registered.</summary>
internal static class Placement
{
    // So many places each way are looked at.
    private const int Places = 9;
    private const double LeastPixelM = 0.01;

    // A spline there and one back are two splines.
    private const double MostErrorPixels = 1;
    private const double MostErrorShare = 0.01;

    /// <exception cref="RuleBrokenException">It cannot; the sentence says why.</exception>
    public static void Require(ImageSource image)
    {
        RequirePoleOutside(image);
        // Also refused when the coordinates are not on the Earth.
        _ = image.Place.Outline(image.Width, image.Height, image.Path);
        var size = image.Place.PixelSizeM(image.Width, image.Height);
        if (!(size >= LeastPixelM && double.IsFinite(size)))
        {
            throw image.Unreadable(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"by its coordinates ({image.Place.Name}) a pixel is {size:0.######} m wide, and that is no radar image; the "
                        + $"coordinates or the bounds are wrong"
                )
            );
        }

        RequireFlat(image);
        RequireWayBack(image);
    }

    // A place seen from each longitude is one pixel only at a pole.
    private static void RequirePoleOutside(ImageSource image)
    {
        foreach (var pole in (int[])[90, -90])
        {
            double[] x = [0, 90, 180, 270];
            double[] y = [.. x.Select(_ => pole * (1 - 1e-9))];
            image.Place.ToPixels(x, y);
            if (
                x.Max() - x.Min() < 1
                && y.Max() - y.Min() < 1
                && x[0] > -1
                && x[0] < image.Width + 1
                && y[0] > -1
                && y[0] < image.Height + 1
            )
            {
                throw image.Unreadable(
                    $"it lies over the {(pole > 0 ? "north" : "south")} pole, where longitudes end and outlines cannot be kept; cut "
                        + "the pole away (gdalwarp -te)"
                );
            }
        }
    }

    private static void RequireFlat(ImageSource image)
    {
        var signs = Grid(image)
            .Select(pixel => Math.Sign(image.Place.PixelAreaM2(pixel.Column - 0.5, pixel.Row - 0.5)))
            .Distinct()
            .ToList();
        if (signs is not [1] and not [-1])
        {
            throw image.Unreadable(
                $"its coordinates ({image.Place.Name}) fold the image over; its ground control points or its coordinate system are wrong"
            );
        }
    }

    // What is found at a place must be the pixel that lies there.
    private static void RequireWayBack(ImageSource image)
    {
        var pixels = Grid(image);
        var (x, y) = (pixels.Select(pixel => pixel.Column).ToArray(), pixels.Select(pixel => pixel.Row).ToArray());
        image.Place.ToDegrees(x, y);
        image.Place.ToPixels(x, y);
        var most =
            image.Place is SplineGeoreference ? MostErrorPixels + (MostErrorShare * Math.Max(image.Width, image.Height)) : MostErrorPixels;
        for (var index = 0; index < pixels.Count; index++)
        {
            if (!(Math.Abs(x[index] - pixels[index].Column) <= most && Math.Abs(y[index] - pixels[index].Row) <= most))
            {
                throw image.Unreadable(
                    $"its coordinates ({image.Place.Name}) do not lead back from places to pixels; its ground control points or its "
                        + "coordinate system are wrong, or it reaches beyond where the system holds"
                );
            }
        }
    }

    // Middles of pixels, from one corner to the other.
    private static List<(double Column, double Row)> Grid(ImageSource image) =>
        [
            .. from row in Enumerable.Range(0, Places)
            from column in Enumerable.Range(0, Places)
            select (At(column, image.Width), At(row, image.Height)),
        ];

    private static double At(int place, int size) => Math.Floor(place * (size - 1.0) / (Places - 1)) + 0.5;
}
