using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Review.Tests.Support;
using static Review.Tests.Support.Requests;

namespace Review.Tests.Http;

/// <summary>Outlines that come with decisions, and previews of what becomes of them.</summary>
public sealed class DecisionOutlineTests(WebApp app) : DecisionRoutes(app), IClassFixture<WebApp>
{
    [Theory]
    [InlineData("cut")]
    [InlineData("split")]
    public async Task An_area_that_crosses_itself_is_warned_about(string kind)
    {
        var id = await App.Desk.GivenSlick(Bar);
        const string bow =
            """ "polygon":{"type":"Polygon","coordinates":[[[10.01,49.99],[10.03,50.02],[10.03,49.99],[10.01,50.02],[10.01,49.99]]]} """;

        var preview = await App.Viewer.Post("/api/decisions/preview", $$"""{"kind":"{{kind}}","slicks":[{{id}}],{{bow}}}""");

        preview
            .Json.GetProperty("warnings")
            .EnumerateArray()
            .Select(warning => warning.GetString())
            .ShouldContain(warning => warning!.StartsWith("The area crosses itself"));
    }

    [Theory]
    [InlineData("validate", """ "humanConfidence":0.5,"class":7 """, 1)]
    [InlineData("reject", """ "reason":"low wind" """, 1)]
    [InlineData("split", """ "line":{"type":"LineString","coordinates":[[10.02,49.9],[10.02,50.1]]} """, 2)]
    [InlineData("reshape", """ "geometry":{"type":"Polygon","coordinates":[[[10,50],[11,50],[11,51],[10,50]]]} """, 1)]
    [InlineData("cut", """ "polygon":{"type":"Polygon","coordinates":[[[9,49],[10.02,49],[10.02,51],[9,51],[9,49]]]} """, 1)]
    public async Task Every_kind_is_previewed_by_a_viewer_too(string kind, string members, int pieces)
    {
        var id = await App.Desk.GivenSlick(Bar);

        var preview = await App.Viewer.Post("/api/decisions/preview", $$"""{"kind":"{{kind}}","slicks":[{{id}}],{{members}}}""");

        preview.Json.GetProperty("pieces").GetArrayLength().ShouldBe(pieces, preview.Text);
    }

    [Fact]
    public async Task A_slick_over_the_antimeridian_is_added_as_one_part_with_the_right_area()
    {
        await Given();
        var there = await Added("POLYGON ((179.95 10, -179.9 10, -179.9 10.05, 179.95 10.05, 179.95 10))");
        var here = await Added("POLYGON ((20 10, 20.15 10, 20.15 10.05, 20 10.05, 20 10))");

        (
            there.GetProperty("parts").GetInt32(),
            there.GetProperty("areaM2").GetDouble() / here.GetProperty("areaM2").GetDouble()
        ).ShouldSatisfyAllConditions(both => both.Item1.ShouldBe(1), both => both.Item2.ShouldBe(1, 1e-6));
    }

    [Fact]
    public async Task A_self_crossing_outline_is_added_repaired()
    {
        await Given();

        (await Added("POLYGON ((20 10, 20.2 10.2, 20.2 10, 20 10.2, 20 10))")).GetProperty("parts").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_preview_of_a_self_crossing_outline_warns()
    {
        var body = new
        {
            kind = "reshape",
            slicks = new[] { await Given() },
            geometry = Json("POLYGON ((20 10, 20.2 10.2, 20.2 10, 20 10.2, 20 10))"),
        };

        (await App.Viewer.Post("/api/decisions/preview", body))
            .Json.GetProperty("warnings")[0]
            .GetString()
            .ShouldBe("The outline crosses itself and was repaired: look at it before you confirm.");
    }

    [Fact]
    public async Task A_preview_has_outlines_areas_and_parents_of_the_pieces()
    {
        var id = await App.Desk.GivenSlick(Bar);
        var piece = (
            await App.Viewer.Post(
                "/api/decisions/preview",
                new
                {
                    kind = "split",
                    slicks = new[] { id },
                    line = Json(LineThroughBar),
                }
            )
        ).Json.GetProperty("pieces")[0];

        piece
            .EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe(["geometry", "areaM2", "lengthM", "perimeterM", "sliver", "class", "parents"]);
    }

    [Fact]
    public async Task An_outline_of_a_million_vertices_is_refused_with_the_limit()
    {
        var body = new StringBuilder(
            $$"""{"kind":"reshape","slicks":[{{await Given()}}],"geometry":{"type":"Polygon","coordinates":[[""",
            20_000_000
        );
        for (var i = 0; i < 1_000_000; i++)
        {
            var angle = 2 * Math.PI * i / 1_000_000;
            body.Append(CultureInfo.InvariantCulture, $"[{Math.Cos(angle):F6},{Math.Sin(angle):F6}],");
        }

        var answer = await App.Analyst.Decide(body.Append("[1,0]]]}}").ToString());

        (answer.Code, answer.Detail).ShouldBe((422, "The outline has 1,000,001 vertices; the limit is 100,000. Simplify it first."));
    }

    [Fact]
    public async Task A_body_of_50_megabytes_is_refused_with_the_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/decisions")
        {
            Content = new StringContent(
                $$"""{"kind":"annotate","slicks":[1],"notes":"{{new string('x', 50_000_000)}}"}""",
                Encoding.UTF8,
                "application/json"
            ),
            Headers = { { "Idempotency-Key", "fifty" }, { "Expect", "100-continue" } },
        };

        var answer = await Read(App.Analyst.SendAsync(request, TestContext.Current.CancellationToken));

        (answer.Code, answer.Detail).ShouldBe((413, "The body is larger than 48 MB. Send less at once."));
    }

    [Fact]
    public async Task A_body_that_grows_over_the_limit_on_the_way_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/decisions")
        {
            Content = new StreamContent(
                new MemoryStream(Encoding.UTF8.GetBytes($$"""{"kind":"annotate","slicks":[1],"notes":"{{new string('x', 50_000_000)}}"}"""))
            )
            {
                Headers = { { "Content-Type", "application/json" } },
            },
            Headers = { { "Idempotency-Key", "chunks" }, { "Transfer-Encoding", "chunked" } },
        };

        try
        {
            (await Read(App.Analyst.SendAsync(request, TestContext.Current.CancellationToken))).Code.ShouldBe(413);
        }
        catch (HttpRequestException)
        {
            // The server closed the connection while the rest was still being sent, which is a refusal too.
        }
    }

    private async Task<JsonElement> Added(string outline)
    {
        var made = await App.Analyst.Decide(
            new
            {
                kind = "add",
                geometry = Json(outline),
                @class = 3,
                scene = Desk.Scene,
            }
        );
        made.Status.ShouldBe(HttpStatusCode.OK, made.Text);
        return (await App.Viewer.Get($"/api/slicks/{made.Ids("outputs")[0]}")).Properties;
    }
}
