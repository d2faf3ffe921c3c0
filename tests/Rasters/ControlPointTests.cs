namespace Review.Tests.Rasters;

/// <summary>Where ground control points put an image.</summary>
public sealed class ControlPointTests : Places
{
    [Fact]
    public void Control_points_on_one_line_make_no_map() =>
        Refusal(images.Pointed("line.tif", 100, 100, (0, 0, 10, 50), (50, 50, 10.05, 49.95), (100, 100, 10.1, 49.9)))
            .ShouldStartWith(
                "line.tif cannot be read as an image: no map can be made of its ground control points: they lie on one line; give "
                    + "its bounds"
            );

    [Fact]
    public void Control_points_of_one_column_make_no_map() =>
        Refusal(images.Pointed("line.tif", 100, 100, (0, 0, 10, 50), (0, 50, 10.05, 49.97), (0, 100, 10.1, 49.9)))
            .ShouldContain("they lie on one line");

    [Fact]
    public void Control_points_whose_places_lie_on_one_line_make_no_map() =>
        Refusal(images.Pointed("line.tif", 100, 100, (0, 0, 10, 50), (100, 0, 10.1, 50), (0, 100, 10.2, 50), (100, 100, 10.3, 50)))
            .ShouldContain("they lie on one line");

    [Fact]
    public void Two_control_points_make_no_map() =>
        Refusal(images.Pointed("two.tif", 100, 100, (0, 0, 10, 50), (100, 100, 10.1, 49.9)))
            .ShouldContain("there are 2, and 3 to 1,000 can be used");

    [Fact]
    public void A_control_point_that_stands_twice_counts_once()
    {
        using var pixels = images
            .Files()
            .Open(
                images.Pointed(
                    "twice.tif",
                    100,
                    100,
                    (0, 0, 10, 50),
                    (100, 0, 10.1, 50),
                    (100, 0, 10.1, 50),
                    (0, 100, 10, 49.9),
                    (100, 100, 10.1, 49.9)
                )
            );

        pixels.ValueAt(0, 10.0505, 49.9505).ShouldBe(49_050);
        Refusal(images.Pointed("twice.tif", 100, 100, (0, 0, 10, 50), (100, 0, 10.1, 50), (100, 0, 10.1, 50))).ShouldContain("there are 2");
    }

    [Fact]
    public void Control_points_that_put_a_pixel_at_two_places_make_no_map() =>
        Refusal(images.Pointed("two.tif", 100, 100, (0, 0, 10, 50), (100, 0, 10.1, 50), (100, 0, 10.2, 50), (0, 100, 10, 49.9)))
            .ShouldContain("they put the pixel 100, 0 at two places");

    [Fact]
    public void Control_points_that_put_two_pixels_at_a_place_make_no_map() =>
        Refusal(images.Pointed("two.tif", 100, 100, (0, 0, 10, 50), (100, 0, 10.1, 50), (50, 50, 10.1, 50), (0, 100, 10, 49.9)))
            .ShouldContain("they put two pixels at 10.1, 50");

    [Fact]
    public void Control_points_that_fold_the_image_make_no_map() =>
        Refusal(
                images.Pointed(
                    "fold.tif",
                    100,
                    100,
                    (0, 0, 10, 50),
                    (100, 0, 10.1, 50),
                    (0, 100, 10, 49.9),
                    (100, 100, 10.1, 49.9),
                    (50, 50, 10.3, 49.95)
                )
            )
            .ShouldContain("fold");

    [Fact]
    public void Control_points_beyond_the_Earth_make_no_map() =>
        Refusal(images.Pointed("beyond.tif", 100, 100, (0, 0, 10, 95), (100, 0, 11, 95), (0, 100, 10, 94)))
            .ShouldContain("they do not lie on the Earth");

    [Theory]
    [InlineData(190)]
    [InlineData(-170)]
    [InlineData(550)]
    [InlineData(-169.99999999999997)]
    public void Control_points_lie_where_they_are_from_wherever_longitudes_are_counted(double west)
    {
        using var pixels = images
            .Files()
            .Open(images.Pointed("far.tif", 100, 100, (0, 0, west, 50), (100, 0, west + 0.1, 50), (0, 100, west, 49.9)));

        pixels.Bounds.West.ShouldBe(-170, 1e-6);
        pixels.ValueAt(0, -169.9495, 49.9495).ShouldBe(50_050);
    }

    [Theory]
    [InlineData(11.86800305333565)]
    [InlineData(7.123456789012345)]
    [InlineData(-74.53125000000001)]
    public void Control_points_of_many_digits_are_not_moved_round_the_Earth(double west)
    {
        using var pixels = images
            .Files()
            .Open(
                images.Pointed(
                    "digits.tif",
                    100,
                    100,
                    (0, 0, west, 50),
                    (100, 0, west + 0.1, 50),
                    (0, 100, west, 49.9),
                    (100, 100, west + 0.1, 49.9)
                )
            );

        ShouldBeNear(1e-9, (pixels.Bounds.West, west), (pixels.Bounds.East, west + 0.1));
    }

    [Theory]
    [InlineData(179.95, -179.95)]
    [InlineData(179.95, 180.05)]
    [InlineData(-180.05, -179.95)]
    public void Control_points_over_the_antimeridian_make_one_image(double west, double east)
    {
        using var pixels = images
            .Files()
            .Open(images.Pointed("over.tif", 100, 100, (0, 0, west, 10), (100, 0, east, 10), (0, 100, west, 9.9), (100, 100, east, 9.9)));

        ShouldBeNear(1e-6, (pixels.Bounds.West, 179.95), (pixels.Bounds.East, 180.05));
        ShouldBeNear(0.5, (pixels.ValueAt(0, -179.9795, 9.9495), 50_070), (pixels.Facts.PixelSizeM, 110.3));
    }

    [Fact]
    public void Control_points_in_metres_are_brought_to_degrees()
    {
        using var pixels = images
            .Files()
            .Open(
                images.Pointed(
                    "metres.tif",
                    100,
                    100,
                    32631,
                    (0, 0, 620_000, 4_830_000),
                    (100, 0, 622_000, 4_830_000),
                    (0, 100, 620_000, 4_828_000),
                    (100, 100, 622_000, 4_828_000)
                )
            );

        pixels.Facts.PixelSizeM.ShouldBe(20, 0.1);
    }

    [Fact]
    public void Control_points_near_a_pole_lie_where_they_are_between_them_too()
    {
        // 20 × 20 km in metres of the polar plane, 160 km from the pole: a degree of longitude is 2.8 km there.
        var points =
            from row in (int[])[0, 50, 100]
            from column in (int[])[0, 50, 100]
            select (Column: (double)column, Row: (double)row, X: 100_000.0 + (200 * column), Y: -100_000.0 - (200 * row));
        using var plain = images
            .Files()
            .Open(images.Tiff("plain.tif", 100, 100, (x, y) => x + (1000 * y), [100_000, 200, 0, -100_000, 0, -200], 3995));
        using var pixels = images.Files().Open(images.Pointed("pole.tif", 100, 100, 3995, [.. points]));

        for (var place = 0.2; place < 0.9; place += 0.1)
        {
            double[] at = [plain.Bounds.West + (0.5 * plain.Bounds.Width), plain.Bounds.South + (place * plain.Bounds.Height)];
            pixels.ValueAt(0, at[0], at[1]).ShouldBe(plain.ValueAt(0, at[0], at[1]), 1001);
        }

        ShouldBeNear(
            0.01,
            (pixels.Bounds.West, plain.Bounds.West),
            (pixels.Bounds.South, plain.Bounds.South),
            (pixels.Bounds.East, plain.Bounds.East),
            (pixels.Bounds.North, plain.Bounds.North)
        );
    }

    [Fact]
    public void Control_points_around_a_pole_are_refused() =>
        Refusal(images.Pointed("pole.tif", 100, 100, (0, 0, -135, 88), (100, 0, 135, 88), (100, 100, 45, 88), (0, 100, -45, 88)))
            .ShouldContain("it lies over the north pole");
}
