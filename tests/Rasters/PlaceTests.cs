using Review.Data.Rasters;
using Review.Domain.Scenes;

namespace Review.Tests.Rasters;

/// <summary>Where images lie: right, or refused with a sentence.</summary>
public sealed class PlaceTests : Places
{
    [Theory]
    [InlineData(3413, -300_000, 300_000, "north")]
    [InlineData(3995, -550_000, 100_000, "north")]
    [InlineData(3031, -300_000, 300_000, "south")]
    [InlineData(3413, 0, 300_000, "north")]
    public void An_image_over_a_pole_is_refused(int epsg, double x, double y, string pole) =>
        Refusal(images.Tiff("pole.tif", 100, 100, (_, _) => 1, [x, 6000, 0, y, 0, -6000], epsg))
            .ShouldContain($"it lies over the {pole} pole");

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
}
