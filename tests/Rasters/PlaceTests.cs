using Review.Data.Rasters;
using Review.Domain;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>Where images lie: right, or refused with a sentence.</summary>
public sealed class PlaceTests : IAsyncLifetime
{
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

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

    [Theory]
    [InlineData(3413, -300_000, 300_000, "north")]
    [InlineData(3995, -550_000, 100_000, "north")]
    [InlineData(3031, -300_000, 300_000, "south")]
    [InlineData(3413, 0, 300_000, "north")]
    public void An_image_over_a_pole_is_refused(int epsg, double x, double y, string pole) =>
        Refusal(images.Tiff("pole.tif", 100, 100, (_, _) => 1, [x, 6000, 0, y, 0, -6000], epsg))
            .ShouldContain($"it lies over the {pole} pole");

    [Fact]
    public void Control_points_around_a_pole_are_refused() =>
        Refusal(images.Pointed("pole.tif", 100, 100, (0, 0, -135, 88), (100, 0, 135, 88), (100, 100, 45, 88), (0, 100, -45, 88)))
            .ShouldContain("it lies over the north pole");

    [Fact]
    public void The_footprint_of_an_image_beside_a_pole_holds_every_pixel()
    {
        // 60 km from the pole on one side, across 13 h of longitude.
        using var pixels = images
            .Files()
            .Open(images.Tiff("near.tif", 200, 200, (x, _) => x, [-300_000, 3000, 0, -60_000, 0, -3000], 3995));
        var image = SceneImage.Of("near", "near.tif", null, null, pixels);

        pixels.Bounds.North.ShouldBe(89.45, 0.03);
        image.Footprint.IsValid.ShouldBeTrue();
        ShouldBeNear(2, (pixels.Bounds.Width, 157));
    }

    [Theory]
    [InlineData(178, 0.02, 4326)]
    [InlineData(-182, 0.02, 4326)]
    [InlineData(178, 0.02, 4258)]
    [InlineData(-182, 0.02, 4267)]
    public void The_pixel_over_the_180th_meridian_is_as_large_as_its_neighbours(double west, double side, int epsg)
    {
        using var pixels = images.Files().Open(images.Tiff("over.tif", 200, 100, (x, _) => x, [west, side, 0, 1, 0, -side], epsg));

        pixels.Facts.PixelSizeM.ShouldBe(2_224, 10);
        pixels.ValueAt(0, -179, 0.5).ShouldBe(150, 1);
    }

    [Fact]
    public void The_pixel_of_a_zone_over_the_180th_meridian_is_as_large_as_its_neighbours()
    {
        // UTM 1 begins at 180° W: the image's middle lies there.
        using var pixels = images
            .Files()
            .Open(images.Tiff("zone.tif", 1_000, 1_000, (x, _) => x, [166_021 - 50_000, 100, 0, 50_000, 0, -100], 32601));

        pixels.Facts.PixelSizeM.ShouldBe(100, 0.5);
        pixels.Bounds.Width.ShouldBe(0.9, 0.01);
        SceneImage.Of("zone", "zone.tif", null, null, pixels).Footprint.NumGeometries.ShouldBe(2);
    }

    [Theory]
    [InlineData(new[] { 10.2, -0.001, 0, 50, 0, -0.001 })]
    [InlineData(new[] { 10, 0.001, 0, 49.9, 0, 0.001 })]
    [InlineData(new[] { 10.2, -0.001, 0, 49.9, 0, 0.001 })]
    [InlineData(new[] { 10, 0, 0.001, 50, -0.0005, 0 })]
    [InlineData(new[] { 10, 0.001, 0.0007, 50, 0.0002, -0.001 })]
    public void A_mirrored_turned_or_sheared_image_shows_each_pixel_where_it_lies(double[] six)
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 200, 100, (x, y) => x + (1000 * y), six));
        var footprint = SceneImage.Of("a", "a.tif", null, null, pixels).Footprint.ShouldBeOfType<NetTopologySuite.Geometries.Polygon>();
        var read = new float[1];

        foreach (var (column, row) in ((int, int)[])[(3, 2), (150, 20), (197, 97)])
        {
            var (x, y) = (
                six[0] + (six[1] * (column + 0.5)) + (six[2] * (row + 0.5)),
                six[3] + (six[4] * (column + 0.5)) + (six[5] * (row + 0.5))
            );
            pixels.Read(0, new GeoBox(x - 1e-5, y - 1e-5, x + 1e-5, y + 1e-5), 1, 1, read);

            ShouldBeNear(25, (pixels.ValueAt(0, x, y), column + (1000 * row)), (read[0], column + (1000 * row)));
        }

        footprint.Shell.IsCCW.ShouldBeTrue();
    }

    [Theory]
    [InlineData(new[] { 10, 0.001, 0.001, 50, 0.001, 0.001 })]
    [InlineData(new[] { 10, 0.001, 0, 50, 0, -1e-20 })]
    [InlineData(new[] { 10, 1e-12, 0, 50, 0, -1e-12 })]
    public void A_geotransform_without_area_is_refused(double[] six) =>
        Refusal(images.Tiff("a.tif", 20, 20, (_, _) => 1, six)).ShouldMatch("its geotransform has no area|that is no radar image");

    [Fact]
    public void Bounds_of_nearly_nothing_are_refused() =>
        Refusal(images.Bytes("a.png", GreyPng.Encode(new byte[400], 20, 20)), new GeoBox(10, 50, 10 + 1e-12, 50 + 1e-12))
            .ShouldContain("that is no radar image; the coordinates or the bounds are wrong");

    [Theory]
    [InlineData(200)]
    [InlineData(-160)]
    [InlineData(560)]
    public void Longitudes_may_be_counted_to_360_and_on(double west)
    {
        using var pixels = images.Files().Open(images.Tiff("a.tif", 100, 100, (x, _) => x, [west, 0.001, 0, 50, 0, -0.001]));

        pixels.Bounds.West.ShouldBe(-160, 1e-9);
        pixels.ValueAt(0, -159.9495, 49.95).ShouldBe(50);
        pixels.ValueAt(0, 200.0505, 49.95).ShouldBe(50);
    }

    [Theory]
    [InlineData(-180)]
    [InlineData(0)]
    [InlineData(-180.25)]
    public void An_image_of_the_whole_Earth_is_read_all_round(double west)
    {
        using var pixels = images.Files().Open(images.Tiff("world.tif", 720, 360, (x, y) => x, [west, 0.5, 0, 90, 0, -0.5]));
        var image = SceneImage.Of("world", "world.tif", null, null, pixels);
        var row = new float[720];
        pixels.Read(0, new GeoBox(-180, 0, 180, 0.5), 720, 1, row);

        ShouldBeNear(
            1e-6,
            (pixels.Bounds.Width, 360),
            (image.Footprint.Area, 360 * 180),
            (image.Footprint.EnvelopeInternal.MinX, -180),
            (image.Footprint.EnvelopeInternal.MaxX, 180)
        );
        foreach (var longitude in (double[])[-179.9, -90.1, 0.1, 90.1, 179.9])
        {
            pixels.ValueAt(0, longitude, 10).ShouldBe((float)Math.Floor((((longitude - west) % 360 + 360) % 360) / 0.5));
            row[(int)((longitude + 180) * 2)].ShouldBe(pixels.ValueAt(0, (Math.Floor(longitude * 2) / 2) + 0.25, 0.2), 0.51);
        }
    }

    [Theory]
    [InlineData(3857, 20_037_508.342789244, 20_000_000)]
    [InlineData(4087, 20_037_508.342789244, 10_018_754)]
    public void A_projected_image_of_the_whole_Earth_is_read_all_round(int epsg, double halfWidth, double halfHeight)
    {
        using var pixels = images
            .Files()
            .Open(
                images.Tiff("world.tif", 720, 360, (x, y) => x, [-halfWidth, halfWidth / 360, 0, halfHeight, 0, -halfHeight / 180], epsg)
            );

        ShouldBeNear(1e-6, (pixels.Bounds.West, -180), (pixels.Bounds.East, 180));
        (pixels.ValueAt(0, -179.9, 10), pixels.ValueAt(0, 179.9, 10), pixels.ValueAt(0, 0.1, 10)).ShouldBe((0, 719, 360));
    }

    [Fact]
    public void An_image_that_reaches_round_the_Earth_twice_is_refused() =>
        Refusal(images.Tiff("world.tif", 800, 100, (_, _) => 1, [-180, 0.5, 0, 25, 0, -0.5]))
            .ShouldContain("reach round the Earth more than once");

    [Fact]
    public void An_image_beyond_where_its_system_holds_is_refused() =>
        Refusal(images.Tiff("beyond.tif", 100, 100, (_, _) => 1, [20_000_000, 2_000, 0, 5_000_000, 0, -2_000], 3857))
            .ShouldContain("do not lead back");

    [Theory]
    [InlineData(170, -170, 170, 190)]
    [InlineData(200, 210, -160, -150)]
    [InlineData(350, 370, -10, 10)]
    [InlineData(0, 360, 0, 360)]
    [InlineData(-180, 180, -180, 180)]
    [InlineData(10.2, 10, 10.2, 10)]
    [InlineData(10, 10, 10, 10)]
    public void Bounds_are_understood_as_people_write_them(double west, double east, double meantWest, double meantEast)
    {
        var box = GeoBox.Written(west, 1, east, 2);

        (box.West, box.East).ShouldBe((meantWest, meantEast));
    }

    private static void ShouldBeNear(double within, params (double Is, double Expected)[] numbers)
    {
        foreach (var (number, expected) in numbers)
        {
            number.ShouldBe(expected, within);
        }
    }

    private string Refusal(string path, GeoBox? bounds = null) =>
        Should.Throw<RuleBrokenException>(() => images.Files().Open(path, bounds).Dispose()).Message;
}
