using System.Text;
using Review.Domain;
using Review.Domain.Geometry;

namespace Review.Tests.Geometry;

/// <summary>Files of features as tools write them.</summary>
public sealed class FeatureFileTests
{
    private const string Square = """{"type":"Polygon","coordinates":[[[5,40],[5.1,40],[5.1,40.1],[5,40]]]}""";
    private const string One = $$"""{"type":"Feature","properties":{"inf_idx":1},"geometry":{{Square}}}""";
    private const string Collection = $$"""{"type":"FeatureCollection","features":[{{One}},{{One}}]}""";

    [Theory]
    [InlineData(Collection, 2)]
    [InlineData(One, 1)]
    [InlineData(Square, 1)]
    [InlineData($"{One}\n{One}\n{One}\n", 3)]
    [InlineData($"{One}\r\n\r\n{One}", 2)]
    [InlineData($"\u001e{One}\n\u001e{One}\n", 2)]
    [InlineData($"{Collection}\n{One}", 3)]
    [InlineData($"{Square}\n{Square}", 2)]
    [InlineData($$"""{"features":[{{One}}]}""", 1)]
    public void Collections_features_geometries_and_lines_of_them_are_read(string text, int count) => Read(text).Count.ShouldBe(count);

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Read($"\ufeff{Collection}").Count.ShouldBe(2);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Other_encodings_are_refused_by_name_with_and_without_a_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = encoding.GetBytes(Collection);

        Should.Throw<RuleBrokenException>(() => FeatureFile.Read(bytes)).Message.ShouldContain("UTF-16");
        Should
            .Throw<RuleBrokenException>(() => FeatureFile.Read((byte[])[.. encoding.GetPreamble(), .. bytes]))
            .Message.ShouldContain("UTF-16");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"type":"FeatureCollection"}""")]
    [InlineData("""{"type":"FeatureCollection","features":{}}""")]
    [InlineData("""{"type":"Topology","objects":{}}""")]
    [InlineData("""{"type":"FeatureCollection","features":[],}""")]
    [InlineData("""{"type":"FeatureCollection","features":[NaN]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[],"features":[]}""")]
    [InlineData($$"""{"type":"Feature","properties":{"inf_idx":1,"inf_idx":2},"geometry":{{Square}}}""")]
    [InlineData($"{One}{{")]
    [InlineData("<kml/>")]
    public void What_is_no_geojson_is_refused(string text) => Should.Throw<RuleBrokenException>(() => Read(text)).Field.ShouldBe("body");

    [Fact]
    public void Nesting_that_never_ends_is_refused() =>
        Should
            .Throw<RuleBrokenException>(() =>
                Read($$"""{"type":"Feature","geometry":{"type":"Polygon","coordinates":{{new string('[', 100_000)}}""")
            )
            .Field.ShouldBe("body");

    [Theory]
    [InlineData("""{"\ud800":1,"type":"FeatureCollection","features":[]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"\udc00":1,"geometry":null}]}""")]
    [InlineData("""{"type":"FeatureCollection","features":[{"properties":{"\ud800":1,"\ud801":2},"geometry":null}]}""")]
    public void A_name_of_half_a_character_is_refused(string text) =>
        Should.Throw<RuleBrokenException>(() => Read(text)).Message.ShouldContain("half a character");

    [Fact]
    public void A_name_of_whole_characters_is_no_matter() =>
        Read("""{"\ud83d\uDEA2":1,"type":"FeatureCollection","features":[]}""").ShouldBeEmpty();

    [Theory]
    [InlineData("null")]
    [InlineData("\"EPSG:4326\"")]
    [InlineData("\"WGS84\"")]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}""")]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC::CRS84"}}""")]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4326"}}""")]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG:6.9:4326"}}""")]
    [InlineData("""{"type":"name","properties":{"name":"urn:x-ogc:def:crs:EPSG:4326"}}""")]
    [InlineData("""{"type":"name","properties":{"name":"http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}""")]
    [InlineData("""{"type":"name","properties":{"name":"http://www.opengis.net/def/crs/EPSG/0/4326"}}""")]
    [InlineData("""{"type":"name","properties":{"name":"epsg:4326","note":"not 32631"}}""")]
    [InlineData("""{"type":"EPSG","properties":{"code":4326}}""")]
    public void Any_name_of_longitude_and_latitude_may_be_said_anywhere(string crs)
    {
        Read($$"""{"type":"FeatureCollection","crs":{{crs}},"features":[{{One}}]}""").Count.ShouldBe(1);
        Read($$"""{"type":"Feature","crs":{{crs}},"properties":{},"geometry":{{Square}}}""")[0].ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"EPSG:32631\"")]
    [InlineData("\"EPSG:14326\"")]
    [InlineData("\"EPSG:43260\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\"")]
    [InlineData("4326")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"type":"name","properties":null}""")]
    [InlineData("""{"type":"name","properties":{"name":5}}""")]
    [InlineData("""{"type":"name","properties":{"name":"EPSG:32631","note":"not 4326"}}""")]
    [InlineData("""{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}""")]
    [InlineData("""{"type":"link","properties":{"href":"http://example.com/4326","type":"proj4"}}""")]
    [InlineData("""{"type":"EPSG","properties":{"code":25832}}""")]
    public void Any_other_system_is_noticed_wherever_it_is_said(string crs)
    {
        Should
            .Throw<RuleBrokenException>(() => Read($$"""{"type":"FeatureCollection","crs":{{crs}},"features":[{{One}}]}"""))
            .Field.ShouldBe("crs");
        Read($$"""{"type":"Feature","crs":{{crs}},"properties":{},"geometry":{{Square}}}""")[0].ShouldBeFalse();
        Read($$"""{"type":"FeatureCollection","features":[{"type":"Feature","crs":{{crs}},"geometry":{{Square}}}]}""")[0].ShouldBeFalse();
    }

    [Fact]
    public void The_scene_that_the_file_names_is_read() =>
        Open($$"""{"type":"FeatureCollection","scene":"S1A","features":[{{One}}]}""").Scene.ShouldBe("S1A");

    [Theory]
    [InlineData("5")]
    [InlineData("[\"S1A\"]")]
    [InlineData("\"\\ud800\"")]
    public void A_scene_that_is_no_text_is_refused(string scene) =>
        Should
            .Throw<RuleBrokenException>(() => Read($$"""{"type":"FeatureCollection","scene":{{scene}},"features":[]}"""))
            .Field.ShouldBe("scene");

    [Fact]
    public void Lines_of_two_scenes_are_refused() =>
        Should
            .Throw<RuleBrokenException>(() =>
                Read(
                    $$"""
                    {"type":"FeatureCollection","scene":"A","features":[{{One}}]}
                    {"type":"FeatureCollection","scene":"B","features":[{{One}}]}
                    """
                )
            )
            .Message.ShouldBe("The file names two scenes, A and B. Import one scene at a time.");

    [Theory]
    [InlineData("properties")]
    [InlineData("geometry")]
    public void What_is_asked_of_a_feature_is_what_stands_in_it(string member)
    {
        const string text =
            """{"type":"FeatureCollection","note":[{"features":[1]}],"feat\u0075res":[ {"n":0,"properties":{"n":[0]},"geometry":{"n":[0]}} ,{"properties":{"n":[1]},"geometry":{"n":[1]}}],"bbox":[0,1]}""";

        Open(text)
            .Make(
                (feature, index) => ((member == "geometry" ? feature.Geometry : feature.Properties).GetProperty("n")[0].GetInt32(), index)
            )
            .ShouldBe([(0, 0), (1, 1)]);
    }

    [Fact]
    public void A_feature_with_a_member_features_is_one_feature() =>
        Read($$"""{"features":[{{One}},{{One}}],"type":"Feature","geometry":{{Square}}}""").Count.ShouldBe(1);

    private static FeatureFile Open(string text) => FeatureFile.Read(Encoding.UTF8.GetBytes(text));

    /// <returns>Of each feature, whether it is in degrees.</returns>
    private static IReadOnlyList<bool> Read(string text) => Open(text).Make((feature, _) => feature.IsInDegrees);
}
