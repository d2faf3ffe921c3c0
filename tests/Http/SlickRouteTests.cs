using System.Text.Json;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Slicks over HTTP: one, its lineage, and collections by filter.</summary>
public sealed class SlickRouteTests(WebApp app) : SlickRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task A_slick_is_a_feature_with_its_outline()
    {
        var answer = await App.Viewer.Get($"/api/slicks/{await App.Desk.GivenSlick("POLYGON ((10 50, 10.1 50, 10.1 50.1, 10 50))")}");

        answer
            .Json.GetProperty("geometry")
            .GetRawText()
            .ShouldBe("""{"type":"MultiPolygon","coordinates":[[[[10,50],[10.1,50],[10.1,50.1],[10,50]]]]}""");
    }

    [Fact]
    public async Task A_slick_is_sent_as_geojson() =>
        (await App.Viewer.Get($"/api/slicks/{await Given()}")).Message.Content.Headers.ContentType!.MediaType.ShouldBe(
            "application/geo+json"
        );

    [Fact]
    public async Task An_active_slick_is_superseded_by_nothing() =>
        (await App.Viewer.Get($"/api/slicks/{await Given()}"))
            .Properties.GetProperty("supersededBy")
            .ValueKind.ShouldBe(JsonValueKind.Null);

    [Fact]
    public async Task An_old_id_answers_too_with_what_superseded_it()
    {
        var id = await Given();
        var made = await App.Desk.Validate(id);

        (await App.Viewer.Get($"/api/slicks/{id}")).Properties.GetProperty("supersededBy")[0].GetInt64().ShouldBe(made.Outputs[0]);
    }

    [Fact]
    public async Task An_old_id_says_by_which_decision()
    {
        var id = await Given();
        var made = await App.Desk.Validate(id);

        var by = (await App.Viewer.Get($"/api/slicks/{id}")).Properties.GetProperty("supersededByDecision");
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
        var id = await App.Desk.GivenSlick(Bar);
        var made = await App.Desk.Split(id, LineThroughBar);

        (await App.Viewer.Get($"/api/slicks/{id}"))
            .Properties.GetProperty("supersededBy")
            .EnumerateArray()
            .Select(each => each.GetInt64())
            .ShouldBe(made.Outputs);
    }

    [Fact]
    public async Task What_comes_next_in_a_review_is_told_by_filter_order_and_place()
    {
        var scene = $"queue {Guid.NewGuid():N}";
        var slicks = await App.Desk.GivenSlicks(3, scene: scene);

        var answer = await App.Viewer.Get($"/api/slicks/undecided?scene={scene}&order=newest&dir=asc&after={slicks[1]}&limit=1");

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
        (await App.Viewer.Get($"/api/slicks/undecided?{query}")).Code.ShouldBe(400);

    [Theory]
    [InlineData("/api/slicks/987654321")]
    [InlineData("/api/slicks/987654321/history")]
    [InlineData("/api/slicks/987654321/descendants")]
    [InlineData("/api/slicks/987654321/thumbnail.svg")]
    [InlineData("/api/slicks/0")]
    [InlineData("/api/slicks/-1")]
    [InlineData("/api/slicks/abc")]
    [InlineData("/api/slicks/99999999999999999999")]
    public async Task What_does_not_exist_is_not_found(string address) => (await App.Viewer.Get(address)).Code.ShouldBe(404);

    [Fact]
    public async Task A_history_has_the_versions_newest_first()
    {
        var id = await Given();
        var first = await App.Desk.Validate(id);
        var second = await App.Desk.Annotate(first.Outputs[0], "x");

        (await App.Viewer.Get($"/api/slicks/{second.Outputs[0]}/history")).Features.ShouldBe([second.Outputs[0], first.Outputs[0], id]);
    }

    [Fact]
    public async Task A_history_has_the_decisions_newest_first()
    {
        var first = await App.Desk.Validate(await Given());
        var second = await App.Desk.Annotate(first.Outputs[0], "x");

        (await App.Viewer.Get($"/api/slicks/{second.Outputs[0]}/history"))
            .Json.GetProperty("decisions")
            .EnumerateArray()
            .Select(each => each.GetProperty("id").GetInt64())
            .ShouldBe([second.Decision, first.Decision]);
    }

    [Fact]
    public async Task Descendants_are_what_came_of_a_slick_oldest_first()
    {
        var id = await App.Desk.GivenSlick(Bar);
        var pieces = (await App.Desk.Split(id, LineThroughBar)).Outputs;

        (await App.Viewer.Get($"/api/slicks/{id}/descendants")).Features.ShouldBe([id, .. pieces]);
    }

    [Fact]
    public async Task A_thumbnail_is_kept_for_ever() =>
        (await App.Viewer.Get($"/api/slicks/{await Given()}/thumbnail.svg"))
            .Message.Headers.CacheControl!.ToString()
            .ShouldBe("max-age=31536000, private, immutable");
}
