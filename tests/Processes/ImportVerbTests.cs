using System.Globalization;
using System.Text;
using System.Text.Json;
using Review.Tests.Support;

namespace Review.Tests.Processes;

/// <summary>Imports on the command line: the same files by the same rules as over HTTP, and a sentence instead of a stack trace.</summary>
public sealed class ImportVerbTests(RunningApp app) : IClassFixture<RunningApp>, IAsyncLifetime
{
    private const string Ring = "[[5,40],[5.01,40],[5.01,40.01],[5,40.01],[5,40]]";
    private readonly string folder = TemporaryFolder.Create();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TemporaryFolder.Remove(folder);

    [Theory]
    [InlineData(
        """{"type":"Polygon","coordinates":[],"crs":"EPSG:32631"}""",
        "Feature 0 (counted from 0): The geometry names another coordinate system."
    )]
    [InlineData(
        """{"type":"Polygon","coordinates":[[],[[5,40],[5.01,40],[5.01,40.01],[5,40]]]}""",
        "Feature 0 (counted from 0): A polygon has holes, but its outer ring is empty."
    )]
    [InlineData("null", "Feature 0 (counted from 0): A geometry is a GeoJSON object")]
    public async Task A_geometry_that_cannot_be_used_is_a_sentence_with_the_number_of_the_feature(string geometry, string sentence) =>
        (await app.Refused("import", await File("bad", Collection(geometry)), "--scene", "verb")).ShouldStartWith(sentence);

    [Theory]
    [InlineData("03/04/2021")]
    [InlineData("1.5")]
    [InlineData("10:00")]
    [InlineData("Apr 2021")]
    [InlineData("2021-04-03")]
    public async Task A_time_that_could_be_read_in_two_ways_is_refused(string acquired) =>
        (
            await app.Refused("import", await File("time", Collection(Polygon(1))), "--scene", "verb", "--acquired", acquired)
        ).ShouldStartWith("--acquired is a time with a zone");

    [Fact]
    public async Task An_empty_hole_a_byte_order_mark_and_lines_of_features_are_read()
    {
        var holed = Feature($$"""{"type":"Polygon","coordinates":[{{Ring}},[]]}""");
        var file = await File("lines", $"\ufeff{holed}\n{Feature(Polygon(2))}\n");

        (await Import(file, "--scene", "verb lines")).ShouldBe(2);
    }

    [Fact]
    public async Task The_scene_in_the_file_is_taken_and_may_not_be_another_than_the_one_asked_for()
    {
        var file = await File("scene", $$"""{"scene":"verb other",{{Collection(Polygon(3))[1..]}}""");

        (await app.Refused("import", file, "--scene", "verb")).ShouldStartWith(
            "The file says that it is of the scene verb other, but verb was asked for."
        );
        (await Import(file)).ShouldBe(1);
    }

    [Fact]
    public async Task Any_property_may_tell_class_and_confidence_and_the_same_outlines_twice_are_asked_about()
    {
        var file = await File(
            "mapped",
            Collection(Polygon(4)).Replace("\"inf_idx\":1", "\"type\":\"oil\",\"score\":0.7", StringComparison.Ordinal)
        );
        string[] mapping = ["--scene", "verb mapped", "--class-property", "type", "--map", "oil=5", "--confidence-property", "score"];

        (await app.Refused("import", file, "--scene", "verb mapped")).ShouldStartWith("Feature 0 (counted from 0) has no inf_idx");
        (await Import([file, .. mapping])).ShouldBe(1);
        (await app.Refused(["import", file, .. mapping])).ShouldStartWith("The same outlines are in the scene verb mapped already: run ");
        (await Import([file, .. mapping, "--again"])).ShouldBe(1);
        (await Import(file, "--scene", "verb unclassified", "--unclassified", "AMBIGUOUS")).ShouldBe(1);
    }

    private static string Polygon(int n) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":"Polygon","coordinates":[[[5,{{n}}],[5.01,{{n}}],[5.01,{{n}}.01],[5,{{n}}]]]}"""
        );

    private static string Feature(string geometry) => $$$"""{"type":"Feature","properties":{"inf_idx":1},"geometry":{{{geometry}}}}""";

    private static string Collection(string geometry) => $$"""{"type":"FeatureCollection","features":[{{Feature(geometry)}}]}""";

    private async Task<string> File(string name, string text)
    {
        var path = Path.Combine(folder, $"{name}.geojson");
        await System.IO.File.WriteAllTextAsync(path, text, new UTF8Encoding(false), TestContext.Current.CancellationToken);
        return path;
    }

    /// <returns>How many slicks came in.</returns>
    private async Task<int> Import(params string[] arguments)
    {
        using var answer = JsonDocument.Parse(await app.Review(["import", .. arguments]));
        return answer.RootElement.GetProperty("slicks").GetArrayLength();
    }
}
