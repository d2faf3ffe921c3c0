using System.Net;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Cases over HTTP: what a link to one leads to, and where their numbers stand.</summary>
public sealed class CaseRouteTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_link_to_a_case_leads_to_its_active_version()
    {
        var (id, now) = await Decided();

        (await app.Viewer.Get($"/api/cases/{id}")).Id("id").ShouldBe(now);
    }

    [Fact]
    public async Task A_link_to_a_case_that_was_united_leads_to_its_last_version_and_names_the_union()
    {
        var ids = await app.Desk.GivenSlicks(2);
        var union = (await app.Desk.Merge(ids)).Outputs[0];

        var answer = await app.Viewer.Get($"/api/cases/{ids[0]}");
        (answer.Id("id"), answer.Properties.GetProperty("supersededByCases")[0].GetInt64()).ShouldBe((ids[0], union));
    }

    [Fact]
    public async Task There_is_no_case_of_a_later_versions_number()
    {
        var (_, now) = await Decided();

        var answer = await app.Viewer.Get($"/api/cases/{now}");
        (answer.Status, answer.Detail).ShouldBe((HttpStatusCode.NotFound, $"There is no case {now}."));
    }

    [Fact]
    public async Task Slicks_are_searched_by_case()
    {
        var (id, now) = await Decided();

        (await app.Viewer.Get($"/api/slicks?case={id}")).Features.ShouldBe([now]);
    }

    [Fact]
    public async Task Earlier_versions_are_searched_by_case_too()
    {
        var (id, _) = await Decided();

        (await app.Viewer.Get($"/api/slicks?case={id}&active=false")).Features.ShouldBe([id]);
    }

    [Theory]
    [InlineData("447a")]
    [InlineData("-1")]
    [InlineData("1.5")]
    public async Task A_case_that_is_no_number_is_a_400(string text)
    {
        var answer = await app.Viewer.Get($"/api/slicks?case={text}");

        (answer.Status, answer.Errors).ShouldSatisfyAllConditions(
            both => both.Status.ShouldBe(HttpStatusCode.BadRequest),
            both => both.Errors.ShouldBe(["case"])
        );
    }

    [Theory]
    [InlineData("/api/slicks?case={0}")]
    [InlineData("/api/export?case={0}")]
    [InlineData("/api/slicks/{1}/history")]
    [InlineData("/api/slicks/{1}/descendants")]
    public async Task Pages_exports_and_lineages_carry_the_case(string address)
    {
        var (id, now) = await Decided();

        var features = (
            await app.Viewer.Get(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, id, now))
        ).Json.GetProperty("features");
        features.EnumerateArray().ShouldAllBe(feature => feature.GetProperty("properties").GetProperty("case").GetInt64() == id);
    }

    [Fact]
    public async Task A_piece_names_the_case_that_it_was_split_off()
    {
        var id = await app.Analyst.GivenSlick("POLYGON ((3 55, 3.1 55, 3.1 55.1, 3 55.1, 3 55))");
        var piece = (await app.Desk.Split(id, "LINESTRING (3.05 54, 3.05 56)")).Outputs[0];

        (await app.Viewer.Get($"/api/slicks/{piece}")).Properties.GetProperty("parentCases")[0].GetInt64().ShouldBe(id);
    }

    private async Task<(long First, long Now)> Decided()
    {
        var id = (await app.Desk.GivenSlicks(1))[0];
        return (id, (await app.Desk.Validate(id)).Outputs[0]);
    }
}
