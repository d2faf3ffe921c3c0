using System.Globalization;
using System.Text.Json;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Slicks over HTTP: one, its lineage, and collections by filter.</summary>
public sealed class SlickRouteTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    [Fact]
    public async Task A_slick_is_a_feature_with_its_outline()
    {
        var answer = await app.Viewer.Get($"/api/slicks/{await app.Desk.GivenSlick("POLYGON ((10 50, 10.1 50, 10.1 50.1, 10 50))")}");

        answer
            .Json.GetProperty("geometry")
            .GetRawText()
            .ShouldBe("""{"type":"MultiPolygon","coordinates":[[[[10,50],[10.1,50],[10.1,50.1],[10,50]]]]}""");
    }

    [Fact]
    public async Task A_slick_is_sent_as_geojson() =>
        (await app.Viewer.Get($"/api/slicks/{await Given()}")).Message.Content.Headers.ContentType!.MediaType.ShouldBe(
            "application/geo+json"
        );

    [Fact]
    public async Task An_active_slick_is_superseded_by_nothing() =>
        (await app.Viewer.Get($"/api/slicks/{await Given()}"))
            .Properties.GetProperty("supersededBy")
            .ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public async Task An_old_id_answers_too_with_what_superseded_it()
    {
        var id = await Given();
        var made = await app.Desk.Validate(id);

        (await app.Viewer.Get($"/api/slicks/{id}")).Properties.GetProperty("supersededBy")[0].GetInt64().ShouldBe(made.Outputs[0]);
    }

    [Fact]
    public async Task An_old_id_says_by_which_decision()
    {
        var id = await Given();
        var made = await app.Desk.Validate(id);

        var by = (await app.Viewer.Get($"/api/slicks/{id}")).Properties.GetProperty("supersededByDecision");
        (
            by.GetProperty("decision").GetInt64(),
            by.GetProperty("kind").GetString(),
            by.GetProperty("reviewer").GetString(),
            by.GetProperty("at").GetDateTimeOffset()
        ).ShouldBe((made.Decision, "validate", "ada", made.At));
    }

    [Fact]
    public async Task A_split_slick_is_superseded_by_its_pieces()
    {
        var id = await app.Desk.GivenSlick(Bar);
        var made = await app.Desk.Split(id, LineThroughBar);

        (await app.Viewer.Get($"/api/slicks/{id}"))
            .Properties.GetProperty("supersededBy")
            .EnumerateArray()
            .Select(each => each.GetInt64())
            .ShouldBe(made.Outputs);
    }

    [Fact]
    public async Task As_of_an_earlier_instant_a_slick_and_its_history_tell_nothing_that_came_later()
    {
        var id = await Given();
        var then = Uri.EscapeDataString((await app.Viewer.Get($"/api/slicks/{id}")).Properties.GetProperty("createdAt").GetString()!);
        var made = await app.Desk.Validate(id);

        var stood = (await app.Viewer.Get($"/api/slicks/{id}?asof={then}")).Properties;
        (stood.GetProperty("active").GetBoolean(), stood.GetProperty("supersededBy").ValueKind).ShouldBe((true, JsonValueKind.Null));
        var later = await app.Viewer.Get($"/api/slicks/{made.Outputs[0]}?asof={then}");
        (later.Code, later.Detail).ShouldSatisfyAllConditions(
            answer => answer.Code.ShouldBe(404),
            answer => answer.Detail.ShouldContain($"There was no slick {made.Outputs[0]}")
        );
        (await app.Viewer.Get($"/api/slicks/{made.Outputs[0]}/history?asof={then}")).Features.ShouldBe([id]);
        (await app.Viewer.Get($"/api/slicks/{id}?asof=then")).Code.ShouldBe(400);
    }

    [Fact]
    public async Task What_comes_next_in_a_review_is_told_by_filter_order_and_place()
    {
        var scene = $"queue {Guid.NewGuid():N}";
        var slicks = await app.Desk.GivenSlicks(3, scene: scene);

        var answer = await app.Viewer.Get($"/api/slicks/undecided?scene={scene}&order=newest&dir=asc&after={slicks[1]}&limit=1");

        answer.Json.GetProperty("slicks")[0].GetProperty("id").GetInt64().ShouldBe(slicks[2]);
        answer.Json.GetProperty("position").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("order=fame")]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("after=x")]
    [InlineData("state=new")]
    public async Task What_comes_next_is_refused_for_what_is_no_order_place_or_filter(string query) =>
        (await app.Viewer.Get($"/api/slicks/undecided?{query}")).Code.ShouldBe(400);

    [Theory]
    [InlineData("/api/slicks/987654321")]
    [InlineData("/api/slicks/987654321/history")]
    [InlineData("/api/slicks/987654321/descendants")]
    [InlineData("/api/slicks/987654321/thumbnail.svg")]
    [InlineData("/api/slicks/0")]
    [InlineData("/api/slicks/-1")]
    [InlineData("/api/slicks/abc")]
    [InlineData("/api/slicks/99999999999999999999")]
    public async Task What_does_not_exist_is_not_found(string address) => (await app.Viewer.Get(address)).Code.ShouldBe(404);

    [Fact]
    public async Task A_history_has_the_versions_newest_first()
    {
        var id = await Given();
        var first = await app.Desk.Validate(id);
        var second = await app.Desk.Annotate(first.Outputs[0], "x");

        (await app.Viewer.Get($"/api/slicks/{second.Outputs[0]}/history")).Features.ShouldBe([second.Outputs[0], first.Outputs[0], id]);
    }

    [Fact]
    public async Task A_history_has_the_decisions_newest_first()
    {
        var first = await app.Desk.Validate(await Given());
        var second = await app.Desk.Annotate(first.Outputs[0], "x");

        (await app.Viewer.Get($"/api/slicks/{second.Outputs[0]}/history"))
            .Json.GetProperty("decisions")
            .EnumerateArray()
            .Select(each => each.GetProperty("id").GetInt64())
            .ShouldBe([second.Decision, first.Decision]);
    }

    [Fact]
    public async Task Descendants_are_what_came_of_a_slick_oldest_first()
    {
        var id = await app.Desk.GivenSlick(Bar);
        var pieces = (await app.Desk.Split(id, LineThroughBar)).Outputs;

        (await app.Viewer.Get($"/api/slicks/{id}/descendants")).Features.ShouldBe([id, .. pieces]);
    }

    [Fact]
    public async Task A_thumbnail_is_kept_for_ever() =>
        (await app.Viewer.Get($"/api/slicks/{await Given()}/thumbnail.svg"))
            .Message.Headers.CacheControl!.ToString()
            .ShouldBe("max-age=31536000, private, immutable");

    [Fact]
    public async Task A_thumbnail_fits_its_box()
    {
        var svg = (await app.Viewer.Get($"/api/slicks/{await app.Desk.GivenSlick(Bar)}/thumbnail.svg")).Text;

        System
            .Text.RegularExpressions.Regex.Matches(
                svg[(svg.IndexOf(" d=\"", StringComparison.Ordinal) + 4)..svg.IndexOf("\" fill=", StringComparison.Ordinal)],
                @"-?\d+(\.\d+)?"
            )
            .Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture))
            .Max()
            .ShouldBeInRange(0, 44);
    }

    [Fact]
    public async Task Pages_walk_over_everything_once_newest_first()
    {
        var scene = await GivenScene(25);

        var walked = new List<long>();
        var next = $"/api/slicks?scene={scene.Name}&limit=4";
        while (next is not null)
        {
            var page = await app.Viewer.Get(next);
            walked.AddRange(page.Features);
            next = page
                .Json.GetProperty("links")
                .EnumerateArray()
                .Where(link => link.GetProperty("rel").GetString() == "next")
                .Select(link => new Uri(link.GetProperty("href").GetString()!).PathAndQuery)
                .SingleOrDefault();
        }

        walked.ShouldBe(scene.Ids.Reverse());
    }

    [Fact]
    public async Task Pages_walk_over_everything_once_while_others_decide()
    {
        var scene = await GivenScene(12);
        var first = await app.Viewer.Get($"/api/slicks?scene={scene.Name}&limit=5");
        await app.Desk.Validate(scene.Ids[11]);

        var second = await app.Viewer.Get($"/api/slicks?scene={scene.Name}&limit=100&after={first.Features[^1]}");

        first.Features.Concat(second.Features).ShouldBe(scene.Ids.Reverse());
    }

    [Fact]
    public async Task The_last_page_has_no_next()
    {
        var scene = await GivenScene(4);

        (await app.Viewer.Get($"/api/slicks?scene={scene.Name}&limit=4")).Json.GetProperty("links").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_page_counts_what_it_returns()
    {
        var scene = await GivenScene(4);

        (await app.Viewer.Get($"/api/slicks?scene={scene.Name}&limit=3")).Json.GetProperty("numberReturned").GetInt32().ShouldBe(3);
    }

    [Theory]
    [InlineData("class=2", "2 4 5 7")]
    [InlineData("class=5", "5 7")]
    [InlineData("class=NOT_OIL", "13")]
    [InlineData("class=3", "3")]
    [InlineData("class=10", "")]
    public async Task A_class_takes_all_below_it(string filter, string classes)
    {
        var scene = NewScene();
        foreach (var id in (int[])[2, 3, 4, 5, 7, 13])
        {
            await app.Desk.GivenSlicks(1, id, scene);
        }

        var found = await app.Viewer.Get($"/api/slicks?scene={scene}&{filter}");
        string.Join(
                ' ',
                found
                    .Json.GetProperty("features")
                    .EnumerateArray()
                    .Select(feature => feature.GetProperty("properties").GetProperty("class").GetInt32())
                    .Order()
            )
            .ShouldBe(classes);
    }

    [Theory]
    [InlineData("9.9,49.9,10.005,50.005", true)]
    [InlineData("10.02,50,10.03,50.01", true)]
    [InlineData("9,49,9.99,50", false)]
    [InlineData("10.07,50,11,51", false)]
    [InlineData("-180,-90,180,90", true)]
    [InlineData("170,40,-170,60", false)]
    public async Task A_box_takes_what_it_touches(string bbox, bool found)
    {
        var scene = NewScene();
        await app.Desk.GivenSlick(Bar, scene: scene);

        (await app.Viewer.Get($"/api/slicks?scene={scene}&bbox={bbox}")).Features.Length.ShouldBe(found ? 1 : 0);
    }

    [Theory]
    [InlineData("POLYGON ((179.9 0, -179.9 0, -179.9 0.1, 179.9 0.1, 179.9 0))", "179.9 0 -179.9 0.1")]
    [InlineData("MULTIPOLYGON (((178 0, 179 0, 179 1, 178 0)), ((-179 0, -178 0, -178 1, -179 0)))", "178 0 -178 1")]
    [InlineData("POLYGON ((179.9 0, 180 0, 180 0.1, 179.9 0.1, 179.9 0))", "179.9 0 180 0.1")]
    [InlineData("MULTIPOLYGON (((-1 0, 1 0, 1 1, -1 0)), ((2 0, 3 0, 3 1, 2 0)))", "-1 0 3 1")]
    public async Task The_box_of_a_slick_is_the_narrow_one_in_features_rows_and_sums(string outline, string bbox)
    {
        var scene = NewScene();
        var id = await app.Desk.GivenSlick(outline, scene: scene);

        Box((await app.Viewer.Get($"/api/slicks/{id}")).Json).ShouldBe(bbox);
        Box((await app.Viewer.Get($"/api/slicks?scene={scene}")).Json.GetProperty("features")[0]).ShouldBe(bbox);
        Box((await app.Viewer.Get($"/api/summary?scene={scene}")).Json).ShouldBe(bbox);
        Words((await app.Send(new ListSlicks(new SlickFilter(Scene: scene), SlickOrder.Newest, true, 0, 1))).Rows[0].Bbox).ShouldBe(bbox);
    }

    [Theory]
    [InlineData(178, -179, "178 0 -178 1")]
    [InlineData(-179, -170, "-179 0 -169 1")]
    [InlineData(100, -70, "-70 0 101 1")]
    [InlineData(-0.5, 170, "-0.5 0 171 1")]
    public async Task The_box_of_several_slicks_goes_the_shorter_way_round(double one, double other, string bbox)
    {
        var scene = NewScene();
        await app.Desk.GivenSlick(Desk.Square(one, 0, 1), scene: scene);
        await app.Desk.GivenSlick(Desk.Square(other, 0, 1), scene: scene);

        Box((await app.Viewer.Get($"/api/summary?scene={scene}")).Json).ShouldBe(bbox);
    }

    [Fact]
    public async Task Sums_of_nothing_have_no_box() =>
        (await app.Viewer.Get($"/api/summary?scene={NewScene()}")).Json.GetProperty("bbox").ValueKind.ShouldBe(JsonValueKind.Null);

    [Theory]
    [InlineData("179,-1,-179,1", 3)]
    [InlineData("179,-1,180,1", 2)]
    [InlineData("-180,-1,-179,1", 2)]
    [InlineData("-179.5,-1,179,1", 0)]
    public async Task A_box_over_the_antimeridian_takes_both_sides(string bbox, int found)
    {
        var scene = NewScene();
        await app.Desk.GivenSlick("POLYGON ((179.9 0, -179.9 0, -179.9 0.1, 179.9 0.1, 179.9 0))", scene: scene);
        await app.Desk.GivenSlick("POLYGON ((179.8 0, 179.85 0, 179.85 0.1, 179.8 0))", scene: scene);
        await app.Desk.GivenSlick("POLYGON ((-179.8 0, -179.85 0, -179.85 0.1, -179.8 0))", scene: scene);

        (await app.Viewer.Get($"/api/slicks?scene={scene}&bbox={bbox}")).Features.Length.ShouldBe(found);
    }

    [Theory]
    [InlineData("validated=true", 1)]
    [InlineData("validated=false", 3)]
    [InlineData("state=pending", 1)]
    [InlineData("state=validated", 1)]
    [InlineData("state=rejected", 1)]
    [InlineData("state=ambiguous", 1)]
    [InlineData("active=false", 3)]
    [InlineData("active=true", 4)]
    [InlineData("", 4)]
    public async Task States_are_told_apart(string filter, int found)
    {
        var scene = await GivenScene(4);
        await app.Desk.Validate(scene.Ids[0]);
        await app.Desk.Reject(scene.Ids[1]);
        await app.Desk.Reclassify(scene.Ids[2], 9);

        (await app.Viewer.Get($"/api/slicks?scene={scene.Name}&{filter}")).Features.Length.ShouldBe(found);
    }

    [Theory]
    [InlineData("0.5", 2)]
    [InlineData("0.6", 2)]
    [InlineData("0.61", 1)]
    [InlineData("1", 0)]
    [InlineData("0", 3)]
    public async Task A_least_confidence_is_inclusive(string least, int found)
    {
        var scene = NewScene();
        foreach (var confidence in (double[])[0.3, 0.6, 0.9])
        {
            await app.Desk.GivenSlick(app.Desk.NextSquare(), confidence: confidence, scene: scene);
        }

        (await app.Viewer.Get($"/api/slicks?scene={scene}&minConfidence={least}")).Features.Length.ShouldBe(found);
    }

    [Theory]
    [InlineData("from=2020-07-29T03:48:59Z", true)]
    [InlineData("from=2020-07-29T03:49:00Z", false)]
    [InlineData("to=2020-07-29T03:48:59Z", false)]
    [InlineData("to=2020-07-29T03:49:00Z", true)]
    [InlineData("from=2020-07-29&to=2020-07-30", true)]
    [InlineData("from=2020-07-29T05:48:59%2B02:00", true)]
    [InlineData("from=2020-07-29T05:48:59+02:00", true)]
    [InlineData("from=2020-07-29T05:49:00+02:00", false)]
    public async Task From_is_inclusive_and_to_is_not(string filter, bool found)
    {
        var id = await Given();

        (await app.Viewer.Get($"/api/slicks?{filter}&scene={Desk.Scene}&limit=10000")).Features.Contains(id).ShouldBe(found);
    }

    [Fact]
    public async Task A_part_of_a_scenes_name_finds_its_slicks_unless_a_scene_is_called_just_that()
    {
        var id = (await app.Desk.GivenSlicks(1, scene: "Gulf pass 7"))[0];
        var other = (await app.Desk.GivenSlicks(1, scene: "Gulf pass 71"))[0];

        (await app.Viewer.Get("/api/slicks?scene=gulf%20PASS")).Features.ShouldBe([other, id]);
        (await app.Viewer.Get("/api/slicks?scene=Gulf%20pass%207")).Features.ShouldBe([id]);
    }

    [Fact]
    public async Task As_of_a_past_time_the_collection_is_what_it_was_then()
    {
        var scene = await GivenScene(3);
        var then = await app.Desk.Database.Ask<DateTime>("select clock_timestamp()");
        await app.Desk.Merge(scene.Ids);

        (await app.Viewer.Get($"/api/slicks?scene={scene.Name}&asof={then:O}")).Features.ShouldBe(scene.Ids.Reverse());
    }

    [Fact]
    public async Task As_of_a_time_before_the_import_there_is_nothing()
    {
        var scene = await GivenScene(3);

        (await app.Viewer.Get($"/api/slicks?scene={scene.Name}&asof=2001-01-01T00:00:00Z")).Features.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_scene_has_no_slicks() => (await app.Viewer.Get("/api/slicks?scene=nowhere")).Features.ShouldBeEmpty();

    [Theory]
    [InlineData("bbox=1,2,3", "bbox")]
    [InlineData("bbox=1,2,3,x", "bbox")]
    [InlineData("bbox=0,10,1,5", "bbox")]
    [InlineData("bbox=-181,0,1,5", "bbox")]
    [InlineData("bbox=NaN,0,1,5", "bbox")]
    [InlineData("class=999", "class")]
    [InlineData("class=oil", "class")]
    [InlineData("active=yes", "active")]
    [InlineData("validated=1", "validated")]
    [InlineData("state=gone", "state")]
    [InlineData("state=1", "state")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2020-07-29T03:48:59", "from")]
    [InlineData("from=03/04/2021", "from")]
    [InlineData("to=01/02/2020", "to")]
    [InlineData("to=10:00", "to")]
    [InlineData("asof=1.5", "asof")]
    [InlineData("asof=Apr%202021", "asof")]
    [InlineData("asof=99999-01-01", "asof")]
    [InlineData("minConfidence=1.5", "minConfidence")]
    [InlineData("minConfidence=NaN", "minConfidence")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=10001", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("scene=a%00b", "scene")]
    public async Task A_filter_that_is_none_is_400_with_its_name(string filter, string field)
    {
        var answer = await app.Viewer.Get($"/api/slicks?{filter}");

        (answer.Code, string.Join(',', answer.Code == 400 ? answer.Errors : [])).ShouldBe((400, field), answer.Text);
    }

    [Theory]
    [InlineData("/api/summary")]
    [InlineData("/api/export")]
    [InlineData("/tiles/slicks/0/0/0.mvt")]
    public async Task Every_address_with_a_filter_minds_it(string address) =>
        (await app.Viewer.Get($"{address}?bbox=1,2,3")).Errors.ShouldBe(["bbox"]);

    [Fact]
    public async Task A_summary_counts_by_state()
    {
        var scene = await GivenScene(4);
        await app.Desk.Validate(scene.Ids[0], scene.Ids[1]);
        await app.Desk.Reject(scene.Ids[2]);

        var summary = (await app.Viewer.Get($"/api/summary?scene={scene.Name}")).Json;
        string.Join(
                ' ',
                ((string[])["total", "pending", "validated", "rejected", "ambiguous"]).Select(state =>
                    summary.GetProperty(state).GetInt32()
                )
            )
            .ShouldBe("4 1 2 1 0");
    }

    [Fact]
    public async Task A_summary_has_the_box_of_all()
    {
        var scene = NewScene();
        await app.Desk.GivenSlick(Bar, scene: scene);

        (await app.Viewer.Get($"/api/summary?scene={scene}")).Json.GetProperty("bbox").GetRawText().ShouldBe("[10,50,10.06,50.01]");
    }

    [Fact]
    public async Task A_summary_of_nothing_has_no_box() =>
        (await app.Viewer.Get("/api/summary?scene=nowhere")).Json.GetProperty("bbox").ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public async Task Scenes_are_listed_with_the_count_of_their_slicks()
    {
        var scene = await GivenScene(3);

        (await app.Viewer.Get("/api/scenes"))
            .Json.EnumerateArray()
            .Single(each => each.GetProperty("name").GetString() == scene.Name)
            .GetProperty("slicks")
            .GetInt32()
            .ShouldBe(3);
    }

    [Fact]
    public async Task An_export_is_an_attachment() =>
        (
            await app.Viewer.Get($"/api/export?scene={(await GivenScene(1)).Name}")
        ).Message.Content.Headers.ContentDisposition!.FileName!.ShouldMatch("slicks-[0-9]{8}-[0-9]{4}.geojson");

    [Fact]
    public async Task An_export_has_everything()
    {
        var scene = await GivenScene(150);

        (await app.Viewer.Get($"/api/export?scene={scene.Name}")).Features.Length.ShouldBe(150);
    }

    [Fact]
    public async Task An_export_of_another_format_is_400() =>
        (await app.Viewer.Get("/api/export?format=shapefile")).Errors.ShouldBe(["format"]);

    [Fact]
    public async Task An_export_of_the_validated_is_read_by_ogrinfo()
    {
        var scene = await GivenScene(5);
        await app.Desk.Validate(scene.Ids[..3]);

        (await Ogrinfo(await app.Viewer.Get($"/api/export?format=geojson&validated=true&scene={scene.Name}"))).ShouldContain(
            "Feature Count: 3"
        );
    }

    [Fact]
    public async Task An_export_has_fields_with_their_types_for_ogrinfo()
    {
        var scene = await GivenScene(2);

        var read = await Ogrinfo(await app.Viewer.Get($"/api/export?scene={scene.Name}"));

        (
            (string[])
                [
                    "Geometry: Multi Polygon",
                    "WGS 84",
                    "areaM2: Real",
                    "class: Integer",
                    "validated: Integer(Boolean)",
                    "timestamp: DateTime",
                ]
        ).ShouldAllBe(line => read.Contains(line));
    }

    [Fact]
    public async Task An_export_of_nothing_is_read_by_ogrinfo() =>
        (await Ogrinfo(await app.Viewer.Get("/api/export?scene=nowhere"))).ShouldContain("Feature Count: 0");

    private static async Task<string> Ogrinfo(Answer export)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("slick-review-test-").FullName, "slicks.geojson");
        await File.WriteAllTextAsync(file, export.Text, TestContext.Current.CancellationToken);
        try
        {
            return await Tool.Run("ogrinfo", ["-ro", "-so", "-al", file]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static string NewScene() => $"scene-{Guid.NewGuid():N}";

    private async Task<(string Name, long[] Ids)> GivenScene(int slicks)
    {
        var name = NewScene();
        return (name, await app.Desk.GivenSlicks(slicks, scene: name));
    }

    private async Task<long> Given() => (await app.Desk.GivenSlicks(1))[0];

    private static string Box(JsonElement of) => Words(of.GetProperty("bbox").EnumerateArray().Select(number => number.GetDouble()));

    // A box in an index has numbers of seven digits.
    private static string Words(IEnumerable<double> box) =>
        string.Join(' ', box.Select(degrees => Math.Round(degrees, 4).ToString(CultureInfo.InvariantCulture)));
}
