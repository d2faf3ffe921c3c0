using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>A lineage of any length, a page at a time.</summary>
public sealed class LineageRouteTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("history")]
    [InlineData("descendants")]
    public async Task A_lineage_of_a_thousand_versions_is_walked_page_by_page(string way)
    {
        var chain = await GivenChain(1_000);
        var from = way == "history" ? chain[^1] : chain[0];

        var walked = await Walk($"/api/slicks/{from}/{way}?limit=301");

        walked.Pages.ShouldBe([301, 301, 301, 97]);
        walked.Slicks.ShouldBe(way == "history" ? [.. chain.Reverse()] : chain);
    }

    [Fact]
    public async Task A_union_of_many_is_walked_with_what_went_into_it()
    {
        var parts = await app.Desk.GivenSlicks(40);
        var union = (await app.Desk.Merge([.. parts])).Outputs[0];

        var walked = await Walk($"/api/slicks/{union}/history?limit=7");

        walked.Slicks.ShouldBe([union, .. parts.OrderDescending()]);
        walked.Decisions.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task As_of_an_earlier_instant_no_page_tells_what_came_later()
    {
        var id = (await app.Desk.GivenSlicks(1))[0];
        var then = await app.Desk.Validate(id);
        var later = await app.Desk.Annotate(then.Outputs[0], "later");

        var walked = await Walk($"/api/slicks/{later.Outputs[0]}/history?limit=1&asof={Uri.EscapeDataString($"{then.At:O}")}");

        walked.Slicks.ShouldBe([then.Outputs[0], id]);
        walked.Decisions.Distinct().ShouldBe([then.Decision]);
    }

    [Fact]
    public async Task Behind_the_end_there_is_an_empty_page_and_no_link()
    {
        var id = (await app.Desk.GivenSlicks(1))[0];

        var answer = await app.Viewer.Get($"/api/slicks/{id}/history?after={id}");

        (answer.Code, answer.Features.Length, answer.Json.GetProperty("links").GetArrayLength()).ShouldBe((200, 0, 0));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=10001", "limit")]
    [InlineData("after=x", "after")]
    public async Task A_page_that_there_is_not_is_refused(string query, string field)
    {
        var id = (await app.Desk.GivenSlicks(1))[0];

        var answer = await app.Viewer.Get($"/api/slicks/{id}/history?{query}");

        (answer.Code, string.Join(',', answer.Errors)).ShouldBe((400, field));
    }

    [Theory]
    [InlineData("/api/slicks/987654321/history?after=5")]
    [InlineData("/api/slicks/987654321/descendants?after=5")]
    public async Task Of_a_slick_that_there_is_not_there_is_no_later_page(string address) =>
        (await app.Viewer.Get(address)).Code.ShouldBe(404);

    [Fact]
    public async Task The_page_reads_a_long_history_in_parts_that_fit_together()
    {
        var chain = await GivenChain(60);

        var first = await app.Desk.Send(new GetSlickHistory(chain[^1], Limit: 25));
        var second = await app.Desk.Send(new GetSlickHistory(chain[^1], After: first.Next, Limit: 25));
        var all = first.With(second).With(await app.Desk.Send(new GetSlickHistory(chain[^1], After: second.Next, Limit: 25)));

        all.Versions.Select(version => version.Id).ShouldBe(chain.Reverse());
        all.Decisions.Select(decision => decision.Id)
            .ShouldBe((await app.Desk.Send(new GetSlickHistory(chain[^1]))).Decisions.Select(decision => decision.Id));
        all.Next.ShouldBeNull();
    }

    /// <returns>The versions of one case, oldest first, made by plain SQL one after another.</returns>
    private async Task<long[]> GivenChain(int length)
    {
        var id = (await app.Desk.GivenSlicks(1))[0];
        await app.Desk.Database.Execute(
            $"""
            do $$
            declare
              last bigint := {id};
            begin
              for made in 2..{length} loop
                update slick set active = false where id = last;
                insert into slick (slick_timestamp, geometry, active, validated, slick, slick_class, notes)
                select slick_timestamp, geometry, true, false, array[id], slick_class, 'version ' || made from slick where id = last
                returning id into last;
              end loop;
            end
            $$
            """
        );
        return await app.Desk.Database.Ask<long[]>($"select array_agg(id order by id) from slick where case_number = {id}");
    }

    private async Task<(List<int> Pages, List<long> Slicks, List<long> Decisions)> Walk(string? address)
    {
        var (pages, slicks, decisions) = (new List<int>(), new List<long>(), new List<long>());
        while (address is not null)
        {
            var page = await app.Viewer.Get(address);
            page.Code.ShouldBe(200);
            pages.Add(page.Features.Length);
            slicks.AddRange(page.Features);
            decisions.AddRange(
                page.Json.GetProperty("decisions").EnumerateArray().Select(decision => decision.GetProperty("id").GetInt64())
            );
            address = page
                .Json.GetProperty("links")
                .EnumerateArray()
                .Select(link => new Uri(link.GetProperty("href").GetString()!).PathAndQuery)
                .SingleOrDefault();
        }

        return (pages, slicks, decisions);
    }
}
