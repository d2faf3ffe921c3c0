using System.Text.Json;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Collections of slicks by filter: pages, sums, boxes.</summary>
public sealed class SlickCollectionTests(WebApp app) : SlickRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task As_of_an_earlier_instant_a_slick_and_its_history_tell_nothing_that_came_later()
    {
        var id = await Given();
        var then = Uri.EscapeDataString((await App.Viewer.Get($"/api/slicks/{id}")).Properties.GetProperty("createdAt").GetString()!);
        var made = await App.Desk.Validate(id);

        var stood = (await App.Viewer.Get($"/api/slicks/{id}?asof={then}")).Properties;
        (stood.GetProperty("active").GetBoolean(), stood.GetProperty("supersededBy").ValueKind).ShouldBe((true, JsonValueKind.Null));
        var later = await App.Viewer.Get($"/api/slicks/{made.Outputs[0]}?asof={then}");
        (later.Code, later.Detail).ShouldSatisfyAllConditions(
            answer => answer.Code.ShouldBe(404),
            answer => answer.Detail.ShouldContain($"There was no slick {made.Outputs[0]}")
        );
        (await App.Viewer.Get($"/api/slicks/{made.Outputs[0]}/history?asof={then}")).Features.ShouldBe([id]);
        (await App.Viewer.Get($"/api/slicks/{id}?asof=then")).Code.ShouldBe(400);
    }

    [Fact]
    public async Task Pages_walk_over_everything_once_newest_first()
    {
        var scene = await GivenScene(25);

        var walked = new List<long>();
        var next = $"/api/slicks?scene={scene.Name}&limit=4";
        while (next is not null)
        {
            var page = await App.Viewer.Get(next);
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
        var first = await App.Viewer.Get($"/api/slicks?scene={scene.Name}&limit=5");
        await App.Desk.Validate(scene.Ids[11]);

        var second = await App.Viewer.Get($"/api/slicks?scene={scene.Name}&limit=100&after={first.Features[^1]}");

        first.Features.Concat(second.Features).ShouldBe(scene.Ids.Reverse());
    }

    [Fact]
    public async Task The_last_page_has_no_next()
    {
        var scene = await GivenScene(4);

        (await App.Viewer.Get($"/api/slicks?scene={scene.Name}&limit=4")).Json.GetProperty("links").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_page_counts_what_it_returns()
    {
        var scene = await GivenScene(4);

        (await App.Viewer.Get($"/api/slicks?scene={scene.Name}&limit=3")).Json.GetProperty("numberReturned").GetInt32().ShouldBe(3);
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
            await App.Desk.GivenSlicks(1, id, scene);
        }

        var found = await App.Viewer.Get($"/api/slicks?scene={scene}&{filter}");
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
        await App.Desk.Validate(scene.Ids[0]);
        await App.Desk.Reject(scene.Ids[1]);
        await App.Desk.Reclassify(scene.Ids[2], 9);

        (await App.Viewer.Get($"/api/slicks?scene={scene.Name}&{filter}")).Features.Length.ShouldBe(found);
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
            await App.Desk.GivenSlick(App.Desk.NextSquare(), confidence: confidence, scene: scene);
        }

        (await App.Viewer.Get($"/api/slicks?scene={scene}&minConfidence={least}")).Features.Length.ShouldBe(found);
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

        (await App.Viewer.Get($"/api/slicks?{filter}&scene={Desk.Scene}&limit=10000")).Features.Contains(id).ShouldBe(found);
    }

    [Fact]
    public async Task A_part_of_a_scenes_name_finds_its_slicks_unless_a_scene_is_called_just_that()
    {
        var id = (await App.Desk.GivenSlicks(1, scene: "Gulf pass 7"))[0];
        var other = (await App.Desk.GivenSlicks(1, scene: "Gulf pass 71"))[0];

        (await App.Viewer.Get("/api/slicks?scene=gulf%20PASS")).Features.ShouldBe([other, id]);
        (await App.Viewer.Get("/api/slicks?scene=Gulf%20pass%207")).Features.ShouldBe([id]);
    }

    [Fact]
    public async Task As_of_a_past_time_the_collection_is_what_it_was_then()
    {
        var scene = await GivenScene(3);
        var then = await App.Desk.Database.Ask<DateTime>("select clock_timestamp()");
        await App.Desk.Merge(scene.Ids);

        (await App.Viewer.Get($"/api/slicks?scene={scene.Name}&asof={then:O}")).Features.ShouldBe(scene.Ids.Reverse());
    }

    [Fact]
    public async Task As_of_a_time_before_the_import_there_is_nothing()
    {
        var scene = await GivenScene(3);

        (await App.Viewer.Get($"/api/slicks?scene={scene.Name}&asof=2001-01-01T00:00:00Z")).Features.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_scene_has_no_slicks() => (await App.Viewer.Get("/api/slicks?scene=nowhere")).Features.ShouldBeEmpty();

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
        var answer = await App.Viewer.Get($"/api/slicks?{filter}");

        (answer.Code, string.Join(',', answer.Code == 400 ? answer.Errors : [])).ShouldBe((400, field), answer.Text);
    }

    [Theory]
    [InlineData("/api/summary")]
    [InlineData("/api/export")]
    [InlineData("/tiles/slicks/0/0/0.mvt")]
    public async Task Every_address_with_a_filter_minds_it(string address) =>
        (await App.Viewer.Get($"{address}?bbox=1,2,3")).Errors.ShouldBe(["bbox"]);

    [Fact]
    public async Task A_summary_counts_by_state()
    {
        var scene = await GivenScene(4);
        await App.Desk.Validate(scene.Ids[0], scene.Ids[1]);
        await App.Desk.Reject(scene.Ids[2]);

        var summary = (await App.Viewer.Get($"/api/summary?scene={scene.Name}")).Json;
        string.Join(
                ' ',
                ((string[])["total", "pending", "validated", "rejected", "ambiguous"]).Select(state =>
                    summary.GetProperty(state).GetInt32()
                )
            )
            .ShouldBe("4 1 2 1 0");
    }

    [Fact]
    public async Task Scenes_are_listed_with_the_count_of_their_slicks()
    {
        var scene = await GivenScene(3);

        (await App.Viewer.Get("/api/scenes"))
            .Json.EnumerateArray()
            .Single(each => each.GetProperty("name").GetString() == scene.Name)
            .GetProperty("slicks")
            .GetInt32()
            .ShouldBe(3);
    }
}
