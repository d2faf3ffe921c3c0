using System.Text;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Bad requests to decide: the status, the field, and that nothing changed.</summary>
public sealed class BadDecisionTests(WebApp app) : IClassFixture<WebApp>
{
    public static TheoryData<string, string> BadGeometries =>
        new()
        {
            { """{"type":"Polygon","coordinates":[]}""", "The outline is empty" },
            { """{"type":"\ud800","coordinates":[]}""", "only Polygon" },
            { """{"type":"MultiPolygon","coordinates":[]}""", "The outline is empty" },
            { """{"type":"Polygon","coordinates":[[]]}""", "The outline is empty" },
            { """{"type":"Polygon","coordinates":[[[1e999,0],[1,0],[1,1],[1e999,0]]]}""", "not a finite number" },
            { """{"type":"Polygon","coordinates":[[[0,-1e999],[1,0],[1,1],[0,-1e999]]]}""", "not a finite number" },
            { """{"type":"Polygon","coordinates":[[[0,0],[181,0],[181,1],[0,0]]]}""", "outside longitude" },
            { """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,91],[0,0]]]}""", "outside longitude" },
            { """{"type":"Polygon","coordinates":[[[0,0,7],[1,0,7],[1,1,7],[0,0,7]]]}""", "third number" },
            { """{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,2],[0,0]]]}""", "no area" },
            { """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,0],[0,0]]]}""", "no area" },
            { """{"type":"Polygon","coordinates":[[[0,0],[40,0],[40,1],[0,0]]]}""", "the limit is 20°" },
            { """{"type":"Point","coordinates":[0,0]}""", "Point" },
            { """{"type":"LineString","coordinates":[[0,0],[1,1]]}""", "LineString" },
            { """{"type":"GeometryCollection","geometries":[]}""", "The outline is empty" },
            { """{"type":"Polygon","coordinates":[[0,0],[1,0],[1,1],[0,0]]}""", "not nested" },
            { """{"type":"Polygon","coordinates":[[["a",0],[1,0],[1,1],[0,0]]]}""", "pair of numbers" },
            {
                """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}""",
                "EPSG:4326"
            },
            { "\"POLYGON ((0 0, 1 0, 1 1, 0 0))\"", "GeoJSON object" },
            { "[]", "GeoJSON object" },
            { "5", "GeoJSON object" },
        };

    public static TheoryData<string, string> BadBodies =>
        new()
        {
            { """{"kind":"validate","slicks":[ID]}""", "humanConfidence" },
            { """{"kind":"validate","slicks":[ID],"humanConfidence":1.5}""", "humanConfidence" },
            { """{"kind":"validate","slicks":[ID],"humanConfidence":-0.1}""", "humanConfidence" },
            { """{"kind":"validate","slicks":[ID],"humanConfidence":1e999}""", "humanConfidence" },
            { """{"kind":"validate","slicks":[ID],"humanConfidence":NaN}""", "humanConfidence" },
            { """{"kind":"validate","slicks":[ID],"humanConfidence":"high"}""", "humanConfidence" },
            { """{"kind":"validate","slicks":[ID],"humanConfidence":1,"class":999}""", "class" },
            { """{"kind":"validate","slicks":[],"humanConfidence":1}""", "slicks" },
            { """{"kind":"validate","humanConfidence":1}""", "slicks" },
            { """{"kind":"validate","slicks":"all","humanConfidence":1}""", "slicks" },
            { """{"kind":"validate","slicks":[1.5],"humanConfidence":1}""", "slicks[0]" },
            { """{"kind":"validate","slicks":[99999999999999999999],"humanConfidence":1}""", "slicks[0]" },
            { """{"kind":"reclassify","slicks":[ID]}""", "class" },
            { """{"kind":"reclassify","slicks":[ID],"class":999}""", "class" },
            { """{"kind":"reclassify","slicks":[ID],"class":99999999999}""", "class" },
            { """{"kind":"reject","slicks":[ID]}""", "reason" },
            { """{"kind":"reject","slicks":[ID],"reason":"wind","class":4}""", "class" },
            { """{"kind":"reject","slicks":[ID],"reason":"a\u0000b"}""", "reason" },
            { """{"kind":"merge","slicks":[ID,ID]}""", "slicks" },
            { """{"kind":"merge","slicks":[ID]}""", "slicks" },
            { """{"kind":"split","slicks":[ID]}""", "line" },
            { """{"kind":"split","slicks":[ID],"parts":true,"maxVertices":9}""", "line" },
            { """{"kind":"split","slicks":[ID],"maxVertices":2}""", "maxVertices" },
            { """{"kind":"split","slicks":[ID],"parts":true,"discardBelowM2":-5}""", "discardBelowM2" },
            { """{"kind":"reshape","slicks":[ID]}""", "geometry" },
            { """{"kind":"reshape","slicks":[ID],"geometry":null}""", "geometry" },
            { """{"kind":"cut","slicks":[ID]}""", "polygon" },
            { """{"kind":"annotate","slicks":[ID]}""", "notes" },
            { """{"kind":"annotate","slicks":[ID],"notes":"a\u0000b"}""", "notes" },
            { """{"kind":"annotate","slicks":[ID],"notes":"x","comment":"a\u0000b"}""", "comment" },
            { """{"kind":"annotate","slicks":[ID],"notes":"x","secondsSpent":-1}""", "secondsSpent" },
            { """{"kind":"annotate","slicks":[ID],"notes":"x","context":[1]}""", "context" },
            { $$$"""{"kind":"annotate","slicks":[ID],"notes":"x","context":{"a":"{{{new string('x', 20_000)}}}"}}""", "context" },
            { """{"kind":"annotate","slicks":[ID],"notes":"\ud800"}""", "notes" },
            { """{"kind":"add","class":3,"scene":"x"}""", "geometry,scene" },
            { """{"kind":"add","class":3,"geometry":SQUARE}""", "scene" },
            { """{"kind":"add","class":3,"geometry":SQUARE,"scene":"no such scene"}""", "scene" },
            { """{"kind":"add","class":3,"geometry":SQUARE,"scene":"a\u0000b"}""", "scene" },
            {
                """{"kind":"add","geometry":SQUARE,"scene":"S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF"}""",
                "class"
            },
            { """{"kind":"restore","slicks":[ID]}""", "kind" },
            { """{"kind":"external","slicks":[ID]}""", "kind" },
            { """{"kind":"Validate","slicks":[ID],"humanConfidence":1}""", "kind" },
            { """{"slicks":[ID]}""", "kind" },
            { """{"kind":5}""", "kind" },
            { """{"kind":"annotate","slicks":[ID],"notes":"x","note":"y"}""", "note" },
            { """{"kind":"annotate","slicks":[ID],"notes":"x" """, "body" },
            { "not json", "body" },
            { "[]", "body" },
            { "null", "body" },
            { "\"text\"", "body" },
        };

    [Theory]
    [InlineData("""{"kind":"LONG"}""")]
    [InlineData("""{"LONG":1}""")]
    [InlineData("""{"kind":"reshape","slicks":[1],"geometry":{"type":"LONG","coordinates":[]}}""")]
    [InlineData("""{"kind":"validate","slicks":"LONG"}""")]
    [InlineData("""{"kind":LONG}""")]
    [InlineData("""{"kind":"add","class":3,"scene":"LONG","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}""")]
    public async Task What_somebody_sends_does_not_come_back_as_a_sentence_without_end(string body)
    {
        var answer = await app.Analyst.Decide(body.Replace("LONG", new string('x', 1_000_000), StringComparison.Ordinal));

        answer.Code.ShouldBeInRange(400, 499);
        answer.Text.Length.ShouldBeLessThan(4_000);
    }

    [Theory]
    [MemberData(nameof(BadGeometries))]
    public async Task A_geometry_that_cannot_be_used_is_422_with_a_sentence(string geometry, string why)
    {
        var answer = await app.Analyst.Decide($$"""{"kind":"reshape","slicks":[{{await Given()}}],"geometry":{{geometry}}}""");

        (answer.Code, answer.Type, answer.Detail.Contains(why, StringComparison.Ordinal)).ShouldBe(
            (422, "urn:slick-review:geometry", true),
            answer.Text
        );
    }

    [Theory]
    [MemberData(nameof(BadGeometries))]
    public async Task A_geometry_that_cannot_be_used_is_not_added(string geometry, string why)
    {
        await Given();

        (await app.Analyst.Decide($$"""{"kind":"add","class":3,"scene":"{{Desk.Scene}}","geometry":{{geometry}}}""")).Code.ShouldBe(
            422,
            why
        );
    }

    [Theory]
    [InlineData("[[-1,0.5],[-2,0.5]]", "does not cross")]
    [InlineData("[[10,50.02],[10.1,50.02]]", "does not cross")]
    [InlineData("[[9.9,50.01],[10.1,50.01]]", "only touches")]
    [InlineData("[[9.99,50.01],[10,50.01],[9.99,50.02]]", "only touches")]
    [InlineData("[[10.02,49.9],[10.02,50.005]]", "does not leave")]
    [InlineData("[[10.01,50.002],[10.02,50.005]]", "does not leave")]
    [InlineData("[[10.02,49.9]]", "two points")]
    [InlineData("[]", "line")]
    [InlineData("[[10.02,49.9],[10.02,49.9]]", "does not cross")]
    [InlineData("[[10.02,-1e999],[10.02,51]]", "finite")]
    [InlineData("[[10.02,-91],[10.02,51]]", "outside longitude")]
    public async Task A_line_that_cuts_nothing_is_422_with_the_reason(string coordinates, string why)
    {
        var id = await app.Desk.GivenSlick("POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))");

        var answer = await app.Analyst.Decide(
            $$$"""{"kind":"split","slicks":[{{{id}}}],"line":{"type":"LineString","coordinates":{{{coordinates}}}}}"""
        );

        (answer.Code, answer.Detail.Contains(why, StringComparison.OrdinalIgnoreCase)).ShouldBe((422, true), answer.Text);
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_400_with_the_field(string body, string field)
    {
        var answer = await app.Analyst.Decide(Filled(body, await Given()));

        (answer.Code, string.Join(',', answer.Code == 400 ? answer.Errors : [])).ShouldBe((400, field), answer.Text);
    }

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_previewed_no_better(string body, string field) =>
        (await app.Viewer.Post("/api/decisions/preview", Filled(body, await Given()))).Code.ShouldBe(400, field);

    [Theory]
    [InlineData("""{"a":"b\u0000c"}""")]
    [InlineData("""{"a\u0000b":1}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":1e400000}""")]
    public async Task A_context_that_cannot_be_kept_is_400(string context) =>
        (
            await app.Analyst.Decide($$"""{"kind":"annotate","slicks":[{{await Given()}}],"notes":"x","context":{{context}}}""")
        ).Errors.ShouldBe(["context"]);

    [Fact]
    public async Task Notes_of_a_megabyte_are_400() =>
        (
            await app.Analyst.Decide(
                new
                {
                    kind = "annotate",
                    slicks = new[] { await Given() },
                    notes = new string('x', 1_000_000),
                }
            )
        ).Errors.ShouldBe(["notes"]);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Another_content_type_is_415(string type) =>
        (
            await app.Analyst.Post("/api/decisions", $$"""{"kind":"annotate","slicks":[{{await Given()}}],"notes":"x"}""", "type", type)
        ).Code.ShouldBe(415);

    [Fact]
    public async Task A_decision_without_a_key_is_400() =>
        (
            await app.Analyst.Post(
                "/api/decisions",
                new
                {
                    kind = "annotate",
                    slicks = new[] { await Given() },
                    notes = "x",
                }
            )
        ).Errors.ShouldBe(["Idempotency-Key"]);

    [Fact]
    public async Task A_key_of_201_characters_is_400() =>
        (
            await app.Analyst.Decide(
                new
                {
                    kind = "annotate",
                    slicks = new[] { await Given() },
                    notes = "x",
                },
                new string('k', 201)
            )
        ).Errors.ShouldBe(["idempotencyKey"]);

    [Fact]
    public async Task An_empty_body_is_400() => (await app.Analyst.Post("/api/decisions", null, "empty")).Code.ShouldBe(400);

    [Fact]
    public async Task A_body_nested_a_thousand_deep_is_400() =>
        (await app.Analyst.Decide($$"""{"kind":"annotate","slicks":[1],"notes":"x","context":{{Deep(1000)}}}""")).Code.ShouldBe(400);

    [Fact]
    public async Task A_slick_that_does_not_exist_is_404() =>
        (
            await app.Analyst.Decide(
                new
                {
                    kind = "annotate",
                    slicks = (long[])[987654321],
                    notes = "x",
                }
            )
        ).Detail.ShouldBe("There is no slick 987654321.");

    [Fact]
    public async Task A_merge_across_scenes_is_400_until_confirmed()
    {
        var other = (await app.Desk.GivenSlicks(1, scene: "another scene"))[0];

        (await app.Analyst.Decide(new { kind = "merge", slicks = new[] { await Given(), other } })).Errors.ShouldBe(["acrossScenes"]);
    }

    [Theory]
    [InlineData("""{"slicks":[]}""", "slicks")]
    [InlineData("""{"slicks":[987654321]}""", "slicks")]
    [InlineData("""{"slicks":"all"}""", "slicks")]
    [InlineData("""{"togehter":true}""", "togehter")]
    [InlineData("""{"comment":"a\u0000b"}""", "comment")]
    [InlineData("[]", "body")]
    public async Task A_bad_undo_is_400_with_the_field(string body, string field)
    {
        var made = await app.Desk.Annotate(await Given(), "x");

        var answer = await app.Analyst.Post($"/api/decisions/{made.Decision}/undo", body);

        (answer.Code, string.Join(',', answer.Code == 400 ? answer.Errors : [])).ShouldBe((400, field), answer.Text);
    }

    [Fact]
    public async Task Bad_requests_leave_the_slick_as_it_was()
    {
        var id = await Given();
        foreach (var (body, _) in BadBodies.Select(row => row.Data))
        {
            await app.Analyst.Decide(Filled(body, id));
        }

        (await app.Desk.Active(id)).ShouldBe([id]);
    }

    private static string Filled(string body, long id) =>
        body.Replace("ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("SQUARE", """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""", StringComparison.Ordinal);

    private static string Deep(int levels) => new StringBuilder().Insert(0, """{"a":""", levels).Append('1').Append('}', levels).ToString();

    private async Task<long> Given() => (await app.Desk.GivenSlicks(1))[0];
}
