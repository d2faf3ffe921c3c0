using Review.App.Slicks;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Metrics of real detections, as the original system's database computed them.</summary>
public sealed class MetricsTests(MetricsTests.Detections detections) : IClassFixture<MetricsTests.Detections>
{
    private const double Metre = 0.1;
    private const double Ratio = 1e-5;

    [Theory]
    [InlineData(0, 8_853_183.8)]
    [InlineData(4, 3_923_891.9)]
    [InlineData(10, 4_664_796.9)]
    [InlineData(11, 1_091_454.4)]
    [InlineData(12, 1_146_451.5)]
    public async Task Areas_are_those_known(int feature, double areaM2) => (await detections.Get(feature)).AreaM2.ShouldBe(areaM2, Metre);

    [Theory]
    [InlineData(0, 24_219.7)]
    [InlineData(4, 21_088.6)]
    [InlineData(10, 13_490.1)]
    [InlineData(11, 5_005.3)]
    [InlineData(12, 5_268.9)]
    public async Task Perimeters_are_those_known(int feature, double perimeterM) =>
        (await detections.Get(feature)).PerimeterM.ShouldBe(perimeterM, Metre);

    [Theory]
    [InlineData(0, 7_140.5)]
    [InlineData(4, 5_804.6)]
    [InlineData(10, 4_703.7)]
    [InlineData(11, 1_663.4)]
    [InlineData(12, 1_719.1)]
    public async Task Lengths_are_those_known(int feature, double lengthM) =>
        (await detections.Get(feature)).LengthM.ShouldBe(lengthM, Metre);

    [Theory]
    [InlineData(0, .18966)]
    [InlineData(4, .11087)]
    [InlineData(10, .32212)]
    [InlineData(11, .54746)]
    [InlineData(12, .51895)]
    public async Task Compactness_is_that_known(int feature, double polsbyPopper) =>
        (await detections.Get(feature)).PolsbyPopper.ShouldBe(polsbyPopper, Ratio);

    [Theory]
    [InlineData(0, .56040)]
    [InlineData(4, .41084)]
    [InlineData(10, .64439)]
    [InlineData(11, .78187)]
    [InlineData(12, .72849)]
    public async Task Fill_factors_are_those_known(int feature, double fillFactor) =>
        (await detections.Get(feature)).FillFactor.ShouldBe(fillFactor, Ratio);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 3)]
    [InlineData(12, 1)]
    public async Task Parts_are_counted(int feature, int parts) => (await detections.Get(feature)).Parts.ShouldBe(parts);

    [Fact]
    public async Task The_largest_part_is_that_known() => (await detections.Get(4)).LargestAreaM2.ShouldBe(3_768_883.6, Metre);

    [Fact]
    public async Task The_median_part_is_that_known() => (await detections.Get(4)).MedianAreaM2.ShouldBe(150_821.2, Metre);

    [Fact]
    public async Task Over_the_antimeridian_the_metrics_are_those_of_the_same_shape_elsewhere()
    {
        var there = await detections.Desk.Get(
            await detections.Desk.GivenSlick("POLYGON ((179.95 10, -179.9 10, -179.9 10.05, 179.95 10.05, 179.95 10))")
        );
        var here = await detections.Desk.Get(await detections.Desk.GivenSlick("POLYGON ((20 10, 20.15 10, 20.15 10.05, 20 10.05, 20 10))"));

        (there.AreaM2 / here.AreaM2, there.LengthM / here.LengthM, there.FillFactor / here.FillFactor).ShouldSatisfyAllConditions(
            ratios => ratios.Item1.ShouldBe(1, 1e-6),
            ratios => ratios.Item2.ShouldBe(1, 1e-6),
            ratios => ratios.Item3.ShouldBe(1, 1e-6)
        );
    }

    [Theory]
    [InlineData("POLYGON ((29.95 10, 30.1 10, 30.1 10.05, 29.95 10.05, 29.95 10))", 1)]
    [InlineData("POLYGON ((29 60, 31 60, 31 62, 29 62, 29 60))", 1)]
    [InlineData(
        "POLYGON ((29.9 -20, 30.1 -20, 30.1 -19.9, 29.9 -19.9, 29.9 -20), (29.95 -19.97, 30.05 -19.97, 30.05 -19.93, 29.95 -19.93, "
            + "29.95 -19.97))",
        1
    )]
    [InlineData("POLYGON ((29.9 20, 30.1 20, 30.1 20.1, 29.95 20.1, 29.95 20.09, 30.05 20.09, 30.05 20.01, 29.9 20.01, 29.9 20))", 1)]
    [InlineData(
        "MULTIPOLYGON (((29.9 20, 30.1 20, 30.1 20.1, 29.9 20)), ((30.2 20, 30.3 20, 30.3 20.1, 30.2 20)), ((29.7 20, 29.8 20, 29.8 "
            + "20.3, 29.7 20)))",
        3
    )]
    [InlineData("MULTIPOLYGON (((29.7 20, 29.8 20, 29.8 20.3, 29.7 20)), ((30.2 20, 30.3 20, 30.3 20.1, 30.2 20)))", 2)]
    [InlineData("POLYGON ((29.8 20, 30 20, 30 20.1, 29.8 20.1, 29.8 20))", 1)]
    public async Task Nothing_that_is_measured_knows_of_the_antimeridian(string at30East, int parts)
    {
        var moved = Wkt.Read(at30East);
        moved.Apply(new ThereFilter());
        var here = await detections.Desk.Get(await detections.Desk.GivenSlick(at30East));
        var there = await detections.Desk.Get(await detections.Desk.GivenSlick(moved.AsText()));

        (here.Parts, there.Parts).ShouldBe((parts, parts));
        foreach (
            var of in (Func<SlickDetails, double>[])
                [
                    s => s.AreaM2,
                    s => s.PerimeterM,
                    s => s.LengthM,
                    s => s.PolsbyPopper,
                    s => s.FillFactor,
                    s => s.LargestAreaM2,
                    s => s.MedianAreaM2,
                ]
        )
        {
            (of(there) / of(here)).ShouldBe(1, 1e-9);
        }
    }

    [Fact]
    public async Task Halves_that_are_merged_at_the_antimeridian_are_one_part()
    {
        var east = await detections.Desk.GivenSlick("POLYGON ((179.9 30, 180 30, 180 30.1, 179.9 30.1, 179.9 30))");
        var west = await detections.Desk.GivenSlick("POLYGON ((-180 30, -179.9 30, -179.9 30.1, -180 30.1, -180 30))");

        (await detections.Desk.Get((await detections.Desk.Merge(east, west)).Outputs[0])).Parts.ShouldBe(1);
        (await detections.Desk.Broken()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_centre_over_the_antimeridian_lies_on_it()
    {
        var slick = await detections.Desk.Get(
            await detections.Desk.GivenSlick("POLYGON ((179.9 20, -179.9 20, -179.9 20.05, 179.9 20.05, 179.9 20))")
        );

        Math.Abs(slick.Longitude).ShouldBe(180, 1e-9);
    }

    /// <summary>From 30° E to 180°, and beyond it into the west.</summary>
    private sealed class ThereFilter : NetTopologySuite.Geometries.ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(NetTopologySuite.Geometries.CoordinateSequence seq, int i) =>
            seq.SetX(i, seq.GetX(i) + 150 is var x && x > 180 ? x - 360 : x);
    }

    /// <summary>The 13 detections, imported once.</summary>
    public sealed class Detections(TestServer server) : IAsyncLifetime
    {
        private long[] ids = [];

        public Desk Desk { get; } = new(server);

        public async ValueTask InitializeAsync()
        {
            await Desk.InitializeAsync();
            var file = Fixtures.PathOf("cerulean/detections_base.geojson");
            if (File.Exists(file))
            {
                ids = await Desk.GivenImport(
                    Desk.Scene,
                    [.. DetectionFile.Read(await File.ReadAllBytesAsync(file), DetectionMapping.Usual, Desk.Scene).Detections]
                );
            }
        }

        public Task<SlickDetails> Get(int feature)
        {
            Fixtures.Require("cerulean/detections_base.geojson");
            return Desk.Get(ids[feature]);
        }

        public ValueTask DisposeAsync() => Desk.DisposeAsync();
    }
}
