using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>
/// GeoJSON that is not built as it should be, by every way in which geometry comes in: left out where that is harmless, else refused with a
/// sentence.
/// </summary>
public sealed class MalformedGeometryTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Ring = "[[10,50],[10.04,50],[10.04,50.04],[10,50.04],[10,50]]";
    private static readonly string[] Ways = ["import", "add", "reshape", "cut", "split", "preview"];

    public static MatrixTheoryData<string, string> Harmless =>
        new(
            Ways,
            [
                $$"""{"type":"Polygon","coordinates":[{{Ring}},[]]}""",
                $$"""{"type":"Polygon","coordinates":[{{Ring}},[],[],[]]}""",
                $$"""{"type":"Polygon","coordinates":[{{Ring}},[[10.01,50.01],[10.02,50.01],[10.02,50.02],[10.01,50.01]],[]]}""",
                $$"""{"type":"MultiPolygon","coordinates":[[{{Ring}}],[]]}""",
                $$"""{"type":"MultiPolygon","coordinates":[[[]],[{{Ring}}]]}""",
                $$"""{"type":"MultiPolygon","coordinates":[[{{Ring}},[]],[[],[]]]}""",
                $$"""{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[{{Ring}}]}]}""",
                $$"""{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection","geometries":[]},{"type":"MultiPolygon","coordinates":[[{{Ring}}]]}]}""",
                $$"""{"type":"Polygon","crs":null,"coordinates":[{{Ring}}]}""",
                $$"""{"type":"Polygon","crs":"EPSG:4326","coordinates":[{{Ring}}]}""",
                $$"""{"type":"Polygon","bbox":[1,2],"coordinates":[{{Ring}}]}""",
            ]
        );

    public static MatrixTheoryData<string, string> Broken =>
        new(
            Ways,
            [
                """{"type":"Polygon","coordinates":[[],[]]}""",
                $$"""{"type":"Polygon","coordinates":[[],{{Ring}}]}""",
                $$"""{"type":"Polygon","coordinates":[{{Ring}},null]}""",
                $$"""{"type":"Polygon","coordinates":[{{Ring}},[[]]]}""",
                $$"""{"type":"Polygon","coordinates":[{{Ring}},[[10.01,50.01],[10.02,50.02]]]}""",
                $$"""{"type":"Polygon","coordinates":[null,{{Ring}}]}""",
                """{"type":"Polygon","coordinates":[[null]]}""",
                """{"type":"Polygon","coordinates":[[[],[],[],[]]]}""",
                """{"type":"Polygon","coordinates":[[[10,50],[10,50],[10,50],[10,50]]]}""",
                """{"type":"Polygon","coordinates":{}}""",
                """{"type":"Polygon","coordinates":[{}]}""",
                """{"type":"Polygon","coordinates":[[[10,50],[10.1,50],["10.1",50.1],[10,50]]]}""",
                """{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[true,50.1],[10,50]]]}""",
                """{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[[10.1],50.1],[10,50]]]}""",
                """{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[10.1,50.1,0],[10,50]]]}""",
                """{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[1e999,50.1],[10,50]]]}""",
                """{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[10.1,-1e400],[10,50]]]}""",
                """{"type":"Polygon","coordinates":[[[500000,5500000],[510000,5500000],[510000,5510000],[500000,5500000]]]}""",
                $$"""{"type":"MultiPolygon","coordinates":[{{Ring}}]}""",
                $$"""{"type":"MultiPolygon","coordinates":[null,[{{Ring}}]]}""",
                """{"type":"MultiPolygon","coordinates":[[],[[]]]}""",
                """{"type":"MultiPolygon","coordinates":[[[[]]]]}""",
                $$"""{"type":"MultiPolygon","geometries":[{{Ring}}]}""",
                """{"type":"GeometryCollection","geometries":[]}""",
                """{"type":"GeometryCollection","geometries":null}""",
                """{"type":"GeometryCollection","geometries":[null]}""",
                """{"type":"GeometryCollection","coordinates":[]}""",
                $$"""{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[{{Ring}}]},{"type":"Point","coordinates":[10,50]}]}""",
                """{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[10,50],[11,51]]}]}""",
                """{"type":"MultiPoint","coordinates":[[10,50]]}""",
                $$"""{"type":"polygon","coordinates":[{{Ring}}]}""",
                $$"""{"type":["Polygon"],"coordinates":[{{Ring}}]}""",
                $$"""{"coordinates":[{{Ring}}]}""",
                $$"""{"type":"Polygon","crs":"EPSG:32631","coordinates":[{{Ring}}]}""",
                $$$"""{"type":"Polygon","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"coordinates":[{{{Ring}}}]}""",
                $$$"""{"type":"Feature","geometry":{"type":"Polygon","coordinates":[{{{Ring}}}]}}""",
            ]
        );

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task What_is_empty_or_says_nothing_new_is_left_out(string way, string geometry) =>
        (await Send(way, geometry)).Code.ShouldBe(200);

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_no_outline_is_422_with_a_sentence(string way, string geometry)
    {
        var answer = await Send(way, geometry);

        (answer.Code, answer.Detail.EndsWith('.')).ShouldBe((422, true), answer.Text);
        (way != "import" || answer.Detail.StartsWith("Feature 0 (counted from 0): ", StringComparison.Ordinal)).ShouldBeTrue(answer.Detail);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[[]]")]
    [InlineData("[[],[]]")]
    [InlineData("[null,null]")]
    [InlineData("""[["10.02",49.9],["10.02",50.2]]""")]
    [InlineData("[[10.02,49.9,0],[10.02,50.2,0]]")]
    [InlineData("[[[10.02,49.9],[10.02,50.2]]]")]
    [InlineData("[[10.02,49.9],[1e999,50.2]]")]
    [InlineData("[[10.02,49.9],[10.02,49.9],[10.02,49.9]]")]
    public async Task A_line_that_is_none_is_422_with_a_sentence(string coordinates)
    {
        var body =
            $$$"""{"kind":"split","slicks":[{{{await app.Analyst.GivenSlick("POLYGON ((10 50, 10.04 50, 10.04 50.04, 10 50.04, 10 50))")}}}],"line":{"type":"LineString","coordinates":{{{coordinates}}}}}""";

        ((await app.Analyst.Decide(body)).Code, (await app.Analyst.Post("/api/decisions/preview", body)).Code).ShouldBe((422, 422));
    }

    [Fact]
    public async Task A_line_given_as_a_polygon_is_422()
    {
        var body =
            $$$"""{"kind":"split","slicks":[{{{await app.Analyst.GivenSlick()}}}],"line":{"type":"GeometryCollection","geometries":[]}}""";

        (await app.Analyst.Decide(body)).Code.ShouldBe(422);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("reshape")]
    [InlineData("preview")]
    public async Task A_member_whose_name_is_half_a_character_is_400(string way) =>
        (await Send(way, $$"""{"\ud800":1,"type":"Polygon","coordinates":[{{Ring}}]}""")).Errors.ShouldBe(["body"]);

    [Fact]
    public async Task An_empty_hole_is_not_kept()
    {
        var id = (await Send("import", $$"""{"type":"Polygon","coordinates":[{{Ring}},[]]}""")).Ids("slicks")[0];

        (await app.Desk.Database.Ask<int>($"select st_numinteriorrings(st_geometryn(geometry, 1)) from slick where id = {id}")).ShouldBe(0);
    }

    [Fact]
    public async Task Ten_thousand_holes_are_read_and_an_outline_beyond_the_limit_is_422()
    {
        static string Hole(int n) =>
            FormattableString.Invariant(
                $"[[{10 + (n % 200 * 0.005) + 0.001},{50 + (n / 200 * 0.005) + 0.001}],[{10 + (n % 200 * 0.005) + 0.003},{50 + (n / 200 * 0.005) + 0.001}],[{10 + (n % 200 * 0.005) + 0.002},{50 + (n / 200 * 0.005) + 0.003}]]"
            );
        static string Polygon(int holes) =>
            $$"""{"type":"Polygon","coordinates":[[[10,50],[11,50],[11,51],[10,51]],{{string.Join(',', Enumerable.Range(0, holes).Select(Hole))}}]}""";

        ((await Send("import", Polygon(10_000))).Code, (await Send("import", Polygon(30_000))).Code).ShouldBe((200, 422));
    }

    private async Task<Answer> Send(string way, string geometry)
    {
        if (way == "import")
        {
            return await app.Analyst.Post(
                $"/api/import?scene=scene-{Guid.NewGuid():N}",
                $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{{{geometry}}},"properties":{"inf_idx":1}}]}"""
            );
        }

        // Wider than the ring, so that there is something left of it.
        var slick = await app.Analyst.GivenSlick("POLYGON ((9.98 49.98, 10.06 49.98, 10.06 50.06, 9.98 50.06, 9.98 49.98))");
        return way switch
        {
            "add" => await app.Analyst.Decide($$$"""{"kind":"add","class":3,"scene":"{{{Desk.Scene}}}","geometry":{{{geometry}}}}"""),
            "reshape" => await app.Analyst.Decide($$$"""{"kind":"reshape","slicks":[{{{slick}}}],"geometry":{{{geometry}}}}"""),
            "cut" => await app.Analyst.Decide($$$"""{"kind":"cut","slicks":[{{{slick}}}],"polygon":{{{geometry}}}}"""),
            "split" => await app.Analyst.Decide($$$"""{"kind":"split","slicks":[{{{slick}}}],"polygon":{{{geometry}}}}"""),
            _ => await app.Analyst.Post(
                "/api/decisions/preview",
                $$$"""{"kind":"reshape","slicks":[{{{slick}}}],"geometry":{{{geometry}}}}"""
            ),
        };
    }
}
