using System.Text.Json;
using NetTopologySuite.Geometries;
using Review.Domain.Geometry;
using Review.Tests.Support;
using static Review.Tests.Support.Requests;

namespace Review.Tests.Http;

/// <summary>Outlines in every answer are as RFC 7946 wants them, whichever way and however finely they came in.</summary>
public sealed class OutlineAnswerTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Clockwise =
        "POLYGON ((3.0123456789 40, 3 40.1, 3.2 40.1, 3.2 40.00000000001, 3.0123456789 40), (3.05 40.02, 3.1 40.02, 3.1 40.05, 3.05 "
        + "40.05, 3.05 40.02))";

    [Theory]
    [InlineData("/api/slicks/{0}")]
    [InlineData("/api/slicks/{0}/history")]
    [InlineData("/api/slicks/{0}/descendants")]
    [InlineData("/api/slicks?limit=10000")]
    [InlineData("/api/export?format=geojson")]
    public async Task Outer_rings_are_counter_clockwise_holes_are_not_and_nothing_has_more_than_seven_decimals(string address)
    {
        var id = await app.Analyst.GivenSlick(Clockwise);
        var other = await app.Analyst.GivenSlick("POLYGON ((3.1 40.1, 3.1 40.2, 3.3333333333333 40.2, 3.1 40.1))");
        var merged = await app.Desk.Merge(id, other);
        await app.Desk.Split(merged.Outputs[0], "LINESTRING (3.15 39, 3.15 41)");

        foreach (var version in (long[])[id, merged.Outputs[0]])
        {
            ShouldBeAsRfc7946Says(
                (await app.Viewer.Get(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, version))).Json
            );
        }
    }

    [Fact]
    public async Task The_pieces_of_a_preview_are_so_too()
    {
        var body = new
        {
            kind = "split",
            slicks = new[] { await app.Analyst.GivenSlick(Clockwise) },
            line = Json("LINESTRING (3.1512345678 39, 3.15 41)"),
        };

        ShouldBeAsRfc7946Says((await app.Viewer.Post("/api/decisions/preview", body)).Json);
    }

    [Fact]
    public async Task The_value_that_is_stored_stays_as_it_came()
    {
        var id = await app.Analyst.GivenSlick(Clockwise);

        (await app.Desk.Outline(id)).ShouldBe(
            $"MULTIPOLYGON({Clockwise["POLYGON ".Length..].Replace(", ", ",", StringComparison.Ordinal)})"
        );
    }

    [Fact]
    public async Task A_vertex_that_nobody_moved_is_what_it_was_to_the_last_digit_when_an_outline_comes_back()
    {
        var id = await app.Analyst.GivenSlick(
            "POLYGON ((3.123456789012 40.000000000001, 3.2 40, 3.2 40.1, 3.123456789012 40.000000000001))"
        );
        var outline = (await app.Viewer.Get($"/api/slicks/{id}")).Json.GetProperty("geometry").GetRawText();

        var reshaped = await app.Analyst.Decide(
            $$$"""{"kind":"reshape","slicks":[{{{id}}}],"geometry":{{{outline.Replace("[3.2,40.1]", "[3.21,40.1]", StringComparison.Ordinal)}}}}"""
        );

        (await app.Desk.Outline(reshaped.Ids("outputs")[0])).ShouldBe(
            "MULTIPOLYGON(((3.123456789012 40.000000000001,3.2 40,3.21 40.1,3.123456789012 40.000000000001)))"
        );
    }

    internal static void ShouldBeAsRfc7946Says(JsonElement answer)
    {
        var outlines = Outlines(answer).ToList();
        outlines.ShouldNotBeEmpty(answer.GetRawText());
        foreach (var outline in outlines)
        {
            foreach (
                var polygon in NetTopologySuite.Geometries.Utilities.PolygonExtracter.GetPolygons(GeoJson.Read(outline)).Cast<Polygon>()
            )
            {
                polygon.Shell.IsCCW.ShouldBeTrue(outline.GetRawText());
                polygon.Holes.ShouldAllBe(hole => !hole.IsCCW);
                polygon.Coordinates.ShouldAllBe(point => Math.Round(point.X, 7) == point.X && Math.Round(point.Y, 7) == point.Y);
            }
        }
    }

    private static IEnumerable<JsonElement> Outlines(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object when json.TryGetProperty("coordinates", out _) => [json],
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Outlines(member.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Outlines),
            _ => [],
        };
}
