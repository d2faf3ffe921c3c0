using System.Text.Json;
using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Detecting;

/// <summary>Probabilities in, detections out: the detector echoes what stands in the pixels.</summary>
public sealed class DetectSceneTests
{
    private static readonly GeoBox Sea = new(10, 40, 11, 41);

    [Fact]
    public void A_square_of_high_probability_becomes_one_detection_in_its_place()
    {
        var detection = Run(Square(0.95f)).Detections.ShouldHaveSingleItem();

        detection.MachineConfidence!.Value.ShouldBe(0.95, 1e-3);
        // 20 of 100 pixels each way, less the corners that smoothing takes: a twentieth of so small a square.
        detection.Outline.Area.ShouldBe(0.038, 0.0005);
        detection.Outline.EnvelopeInternal.MinX.ShouldBe(10.3, 0.006);
        detection.Outline.EnvelopeInternal.MaxY.ShouldBe(40.7, 0.006);
    }

    [Fact]
    public void A_square_that_is_nowhere_sure_is_left_out() => Run(Square(0.85f)).Detections.ShouldBeEmpty();

    [Fact]
    public void One_sure_pixel_keeps_its_group_whole()
    {
        var pixels = Square(0.6f);
        pixels[(35 * 100) + 35] = 0.95f;

        var detection = Run(pixels).Detections.ShouldHaveSingleItem();

        detection.Outline.Area.ShouldBe(0.038, 0.0005);
        detection.MachineConfidence!.Value.ShouldBe(0.6, 1e-3);
        Meta(detection, "max").ShouldBe(0.95, 1e-3);
        Meta(detection, "mean").ShouldBeInRange(0.6, 0.61);
    }

    [Fact]
    public void Two_squares_that_a_faint_bridge_joins_are_one_detection_of_two_parts()
    {
        var pixels = new float[10_000];
        Fill(pixels, 10, 10, 10, 10, 0.95f);
        Fill(pixels, 40, 10, 10, 10, 0.95f);
        Fill(pixels, 20, 14, 20, 2, 0.01f);

        Run(pixels).Detections.ShouldHaveSingleItem().Outline.NumGeometries.ShouldBe(2);
    }

    [Fact]
    public void What_borders_on_no_data_by_more_than_half_is_dropped()
    {
        var pixels = Square(0.95f);
        Surround(pixels, 30, 30, 20, 20, sides: 3);

        Run(pixels).Detections.ShouldBeEmpty();
    }

    [Fact]
    public void What_borders_on_no_data_by_a_quarter_stays()
    {
        var pixels = Square(0.95f);
        Surround(pixels, 30, 30, 20, 20, sides: 1);

        Run(pixels).Detections.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_rim_of_an_image_is_not_no_data()
    {
        var pixels = new float[10_000];
        Fill(pixels, 0, 0, 20, 20, 0.95f);

        Run(pixels).Detections.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_detection_on_land_is_kept_as_LAND() =>
        Run(Square(0.95f), land: new Everywhere(isLand: true)).Detections.ShouldHaveSingleItem().Class.ShouldBe(SlickClass.LandId);

    [Fact]
    public void A_detection_in_sea_ice_says_of_what_day_the_ice_is()
    {
        var detection = Run(Square(0.95f), land: new Everywhere(isLand: false)).Detections.ShouldHaveSingleItem();

        detection.Class.ShouldBe(SlickClass.SeaIceId);
        JsonDocument.Parse(detection.Meta!).RootElement.GetProperty("sea_ice").GetString().ShouldBe("2026-02-03");
    }

    [Fact]
    public void Windows_without_sea_are_not_searched()
    {
        var counts = Run(Square(0.95f), settings: new DetectionSettings { Zoom = 9 }, land: new AllLand()).Windows;

        counts.Detected.ShouldBe(0);
        counts.WithoutSea.ShouldBe(counts.Planned);
    }

    [Fact]
    public void Windows_without_data_are_not_searched()
    {
        var pixels = new float[10_000];
        Array.Fill(pixels, float.NaN);

        var counts = Run(pixels, settings: new DetectionSettings { Zoom = 9 }).Windows;

        counts.WithoutData.ShouldBe(counts.Planned);
    }

    [Fact]
    public void A_slick_that_windows_cut_is_one_detection_seen_by_three_sets()
    {
        var detection = Run(Square(0.95f), settings: new DetectionSettings { Zoom = 9, WindowPixels = 64 })
            .Detections.ShouldHaveSingleItem();

        Meta(detection, "sets").ShouldBe(3);
        detection.Outline.Area.ShouldBe(0.04, 0.003);
    }

    [Fact]
    public void The_same_scene_gives_the_same_detections_in_the_same_order()
    {
        var pixels = new float[10_000];
        for (var i = 0; i < 8; i++)
        {
            Fill(pixels, 5 + (i % 4 * 24), 10 + (i / 4 * 40), 12, 12, 0.95f);
        }

        string Once() =>
            string.Join(
                ";",
                Run(pixels, settings: new DetectionSettings { Zoom = 9, WindowPixels = 64 }).Detections.Select(one => one.Outline.AsText())
            );
        Once().ShouldBe(Once());
    }

    [Fact]
    public void A_slick_over_the_antimeridian_is_cut_there()
    {
        var outcome = Run(Square(0.95f), bounds: new GeoBox(179.6, -17, 180.6, -16));

        var outline = outcome.Detections.ShouldHaveSingleItem().Outline;
        outline.IsValid.ShouldBeTrue();
        outline.EnvelopeInternal.MaxX.ShouldBeLessThanOrEqualTo(180);
        outline.EnvelopeInternal.MinX.ShouldBeGreaterThanOrEqualTo(-180);
        outline.Area.ShouldBe(0.038, 0.0005);
    }

    [Fact]
    public void The_class_is_the_one_with_the_greater_sum() =>
        Run(Square(0.95f), detector: new EchoDetector([3, 5])).Detections.ShouldHaveSingleItem().Class.ShouldBe(3);

    [Fact]
    public void Probabilities_that_are_no_numbers_are_refused_with_a_sentence() =>
        Should
            .Throw<RuleBrokenException>(() => Run(Square(0.95f), detector: new EchoDetector(answer: _ => float.NaN)))
            .Message.ShouldContain("NaN");

    [Fact]
    public void Probabilities_above_1_are_refused() =>
        Should.Throw<RuleBrokenException>(() => Run(Square(0.95f), detector: new EchoDetector(answer: _ => 3))).Message.ShouldContain("3");

    [Fact]
    public void A_scene_that_is_too_large_at_the_zoom_is_refused() =>
        Should
            .Throw<RuleBrokenException>(() => Run(Square(0.95f), settings: new DetectionSettings { Zoom = 16 }))
            .Message.ShouldContain("lower zoom");

    [Fact]
    public void A_small_image_keeps_its_own_pixels_in_the_probability_raster()
    {
        var raster = Run(Square(0.95f), settings: new DetectionSettings { KeepProbability = true }).Probability.ShouldNotBeNull();

        (raster.Width, raster.Height, raster.Bounds).ShouldBe((100, 100, Sea));
        raster.Pixels[(35 * 100) + 35].ShouldBe(0.95f);
    }

    [Fact]
    public void A_detector_of_one_size_gets_windows_of_that_size_from_a_small_image() =>
        Run(Square(0.95f), detector: new EchoDetector(fixedSize: 64)).Windows.Planned.ShouldBe(4 + 9 + 9);

    private static DetectionOutcome Run(
        float[] pixels,
        EchoDetector? detector = null,
        DetectionSettings? settings = null,
        ILandMask? land = null,
        GeoBox? bounds = null
    )
    {
        using var scene = new ArrayPixels(bounds ?? Sea, 100, 100, pixels);
        return DetectScene.Run(
            scene,
            detector ?? new EchoDetector(),
            settings ?? new DetectionSettings(),
            land ?? LandMask.OpenSea,
            null,
            TestContext.Current.CancellationToken
        );
    }

    private static double Meta(Domain.Slicks.Detection detection, string name) =>
        JsonDocument.Parse(detection.Meta!).RootElement.GetProperty(name).GetDouble();

    private static float[] Square(float probability)
    {
        var pixels = new float[10_000];
        Fill(pixels, 30, 30, 20, 20, probability);
        return pixels;
    }

    private static void Fill(float[] pixels, int left, int top, int width, int height, float value)
    {
        for (var row = top; row < top + height; row++)
        {
            pixels.AsSpan((row * 100) + left, width).Fill(value);
        }
    }

    private static void Surround(float[] pixels, int left, int top, int width, int height, int sides)
    {
        Fill(pixels, left, top - 3, width, 3, float.NaN);
        if (sides > 1)
        {
            Fill(pixels, left, top + height, width, 3, float.NaN);
            Fill(pixels, left - 3, top, 3, height, float.NaN);
        }
    }

    private sealed class Everywhere(bool isLand) : ILandMask
    {
        public double LandShare(GeoBox box) => 0;

        public bool IsOnLand(MultiPolygon outline) => isLand;

        public DateOnly? SeaIce(MultiPolygon outline) => new(2026, 2, 3);
    }

    private sealed class AllLand : ILandMask
    {
        public double LandShare(GeoBox box) => 1;

        public bool IsOnLand(MultiPolygon outline) => true;

        public DateOnly? SeaIce(MultiPolygon outline) => null;
    }
}
