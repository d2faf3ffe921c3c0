using Review.Domain.Detection;
using Review.Domain.Detection.DarkSpot;
using Review.Domain.Scenes;
using Review.Domain.Simulation;
using Review.Tests.Support;

namespace Review.Tests.Detecting;

/// <summary>What the dark-spot detector marks: on simulated windows with truth, on trouble, and on a real window.</summary>
public sealed class DarkSpotTests
{
    private const int Size = 256;
    private static readonly GeoBox Box = new(10, 40, 10.2, 40.2);

    [Fact]
    public void A_dark_band_is_marked_where_it_lies() => Iou(Band(dampingDb: 7, halfWidthM: 500)).ShouldBeGreaterThan(0.75);

    [Fact]
    public void A_slick_over_a_third_of_the_window_is_marked_whole() => Iou(Band(dampingDb: 6, halfWidthM: 1_900)).ShouldBeGreaterThan(0.8);

    [Theory]
    [InlineData(2.5)]
    [InlineData(5)]
    public void A_film_over_most_of_the_window_is_marked_whole(double dampingDb) =>
        Iou(Band(dampingDb, halfWidthM: 3_000)).ShouldBeGreaterThan(0.8);

    [Fact]
    public void Half_a_window_behind_a_soft_front_is_no_film() =>
        Marked(SeaImage.Paint(Plan(8) with { Weather = [new Weather(WeatherKind.Front, 5_000, 5_000, 3_000, 1, 0.4, -0.35, 2_500, 9)] }))
            .ShouldBe(0);

    [Fact]
    public void A_line_three_pixels_wide_is_marked() => Iou(Band(dampingDb: 9, halfWidthM: 60)).ShouldBeGreaterThan(0.35);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Plain_sea_stays_empty(int seed) => Marked(SeaImage.Paint(Plan(seed))).ShouldBe(0);

    [Fact]
    public void Ships_alone_are_no_slicks() =>
        Marked(
                SeaImage.Paint(
                    Plan(5) with
                    {
                        Reflectors = [new(2_000, 3_000, 200, 0.3, 12), new(7_000, 6_000, 300, 1.2, 14), new(8_000, 2_000, 90, 2, 6)],
                    }
                )
            )
            .ShouldBe(0);

    [Fact]
    public void A_lull_with_soft_edges_is_no_slick() =>
        Marked(SeaImage.Paint(Plan(6) with { Weather = [new Weather(WeatherKind.Lull, 5_000, 5_000, 2_000, 1, 0, -0.5, 2_500, 9)] }))
            .ShouldBe(0);

    [Fact]
    public void The_black_beside_the_swath_is_no_slick_and_hides_none()
    {
        var image = SeaImage.Paint(Band(dampingDb: 7, halfWidthM: 500).Plan with { Wedge = 0.2 });

        Iou(image).ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public void The_zero_of_an_8_bit_image_is_dark_water_inside_and_no_data_at_the_rim()
    {
        var pixels = new float[64 * 64];
        Array.Fill(pixels, 50);
        for (var row = 0; row < 64; row++)
        {
            pixels.AsSpan(row * 64, 10).Clear();
            if (row is > 30 and < 40)
            {
                pixels.AsSpan((row * 64) + 30, 10).Clear();
            }
        }

        var (_, isData) = NoData.Separate(new PixelWindow(Box, 64, 64, 40, PixelUnit.Amplitude, [pixels]));

        isData[(20 * 64) + 5].ShouldBeFalse();
        isData[(35 * 64) + 35].ShouldBeTrue();
    }

    [Fact]
    public void A_window_without_data_has_no_probability()
    {
        var pixels = new float[64 * 64];
        Array.Fill(pixels, float.NaN);

        Detect(pixels, 64, PixelUnit.Sigma0).ShouldAllBe(probability => probability == 0);
    }

    [Theory]
    [InlineData(0.05f, PixelUnit.Sigma0)]
    [InlineData(0, PixelUnit.Amplitude)]
    [InlineData(255, PixelUnit.Amplitude)]
    public void One_value_everywhere_is_no_slick(float value, PixelUnit unit)
    {
        var pixels = new float[200 * 200];
        Array.Fill(pixels, value);

        Detect(pixels, 200, unit).Count(probability => !(probability < 0.5f)).ShouldBe(0);
    }

    [Fact]
    public void A_single_pixel_does_not_break_it() => Detect([5], 1, PixelUnit.Amplitude).Length.ShouldBe(1);

    [Fact]
    public void The_unit_makes_no_difference()
    {
        var image = SeaImage.Paint(Band(dampingDb: 7, halfWidthM: 500).Plan);
        var linear = Detect(image.Sigma0, Size, PixelUnit.Sigma0);
        var decibel = Detect([.. image.Sigma0.Select(value => 10 * MathF.Log10(value))], Size, PixelUnit.Decibel);

        linear.Zip(decibel, (a, b) => Math.Abs(a - b)).Average().ShouldBeLessThan(0.005f);
    }

    [Fact]
    public void The_real_slick_is_found_along_its_dark_line_and_stands_above_the_weather_front()
    {
        var path = Fixtures.Require("cerulean/tile_with_slick.png");
        using var scene = new Review.Data.Rasters.RasterFiles(Review.Data.Rasters.RasterFolders.Under(Path.GetTempPath())).Open(
            path,
            new GeoBox(-74.53125, 35.859375, -74.1796875, 36.2109375)
        );
        using var detector = new DarkSpotDetector(new DarkSpotParameters());

        var found = DetectScene
            .Run(scene, detector, new DetectionSettings(), LandMask.OpenSea, null, TestContext.Current.CancellationToken)
            .Detections;

        // The dark line, read off the stretched image: column and row.
        var line = Wkt.Line("LINESTRING (0 115, 35 140, 65 160, 96 179, 110 196, 143 217, 165 222)").Buffer(12);
        var onLine = found.Where(one => Pixels(one) is var outline && outline.Intersection(line).Area >= 0.7 * outline.Area).ToList();
        onLine.ShouldNotBeEmpty();
        found.Except(onLine).ShouldAllBe(one => one.MachineConfidence < onLine.Max(best => best.MachineConfidence));
    }

    private static NetTopologySuite.Geometries.Geometry Pixels(Domain.Slicks.Detection detection) =>
        new NetTopologySuite.Geometries.Utilities.AffineTransformation(
            512 / 0.3515625,
            0,
            74.53125 * 512 / 0.3515625,
            0,
            -512 / 0.3515625,
            36.2109375 * 512 / 0.3515625
        ).Transform(detection.Outline);

    private static SeaPlan Plan(int seed) =>
        new()
        {
            Seed = (ulong)seed,
            Width = Size,
            Height = Size,
            MetresPerPixel = 40,
            WindMetresPerSecond = 6,
            IncidenceDegrees = (36, 37),
            Looks = 12,
        };

    private static SeaImage Band(double dampingDb, double halfWidthM) =>
        SeaImage.Paint(
            Plan(7) with
            {
                Films =
                [
                    new Film(
                        7,
                        "vessel",
                        [(1_000, 2_500), (5_000, 5_500), (9_000, 7_000)],
                        [halfWidthM, halfWidthM, halfWidthM],
                        dampingDb,
                        Math.Min(120, halfWidthM),
                        0.15,
                        0,
                        3
                    ),
                ],
            }
        );

    private static float[] Detect(float[] pixels, int size, PixelUnit unit)
    {
        using var detector = new DarkSpotDetector(new DarkSpotParameters());
        var planes = detector
            .Detect(new PixelWindow(Box, size, pixels.Length / size, 40, unit, [pixels]), TestContext.Current.CancellationToken)
            .Planes;
        return [.. planes[0].Zip(planes[1], (a, b) => a + b)];
    }

    private static bool[] Mask(SeaImage image)
    {
        var probabilities = Detect(image.Sigma0, Size, PixelUnit.Sigma0);
        using var detector = new DarkSpotDetector(new DarkSpotParameters());
        var stitched = new Stitched(WindowGrid.OfWholeImage(Box, Size, Size)[0], 1);
        stitched.Put(0, new ClassProbabilities([probabilities]), image.Sigma0, 0);
        var mask = new bool[probabilities.Length];
        foreach (var island in Islands.Find(stitched, detector.Card.Thresholds, [9], 12))
        {
            for (var i = 0; i < island.Mask.Length; i++)
            {
                mask[((island.Top + (i / island.Width)) * Size) + island.Left + (i % island.Width)] |= island.Mask[i];
            }
        }

        return mask;
    }

    private static int Marked(SeaImage image) => Mask(image).Count(pixel => pixel);

    private static double Iou(SeaImage image)
    {
        var mask = Mask(image);
        var both = mask.Where((pixel, i) => pixel && image.Film[i] > 0).Count();
        return both / (double)mask.Where((pixel, i) => pixel || image.Film[i] > 0).Count();
    }
}
