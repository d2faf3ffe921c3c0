using System.Net;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>A walk through pages shows the state in which it began, whatever is decided meanwhile.</summary>
public sealed class PageWalkTests(WebApp app) : IClassFixture<WebApp>
{
    private int scenes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("&asof=2100-01-01T00:00:00Z")]
    public async Task What_is_decided_during_the_walk_is_neither_lost_nor_seen_twice(string asof)
    {
        var (scene, ids) = await Given(12);
        var (seen, next) = await First($"/api/slicks?scene={scene}&limit=3{asof}");
        await app.Desk.Validate(ids[0], ids[3], ids[11]);
        await app.Desk.Reject(ids[1]);
        await app.Desk.Merge(ids[4], ids[5]);
        await app.Desk.GivenSlicks(2, scene: scene);

        (await Rest(seen, next)).ShouldBe(ids.Reverse());
    }

    [Fact]
    public async Task A_walk_through_earlier_versions_is_whole_too()
    {
        var (scene, ids) = await Given(6);
        await app.Desk.Validate(ids[..4]);
        var (seen, next) = await First($"/api/slicks?scene={scene}&limit=2&active=false");
        await app.Desk.Validate(ids[4], ids[5]);

        (await Rest(seen, next)).ShouldBe(ids[..4].Reverse());
    }

    [Fact]
    public async Task A_decision_that_was_under_way_when_the_walk_began_is_not_seen_when_it_is_committed()
    {
        var (scene, ids) = await Given(6);
        await using var connection = await app.Desk.Database.Source.OpenConnectionAsync(Cancellation);
        await using var recipe = await connection.BeginTransactionAsync(Cancellation);
        await using (var taking = connection.CreateCommand())
        {
            taking.CommandText = $"update slick set active = false where id in ({ids[0]}, {ids[1]})";
            await taking.ExecuteNonQueryAsync(Cancellation);
        }

        // Later ones are there already, with higher ids.
        await app.Desk.Validate((await Given(1)).Ids);
        var (seen, next) = await First($"/api/slicks?scene={scene}&limit=2");
        await recipe.CommitAsync(Cancellation);

        (await Rest(seen, next)).ShouldBe(ids.Reverse());
    }

    [Fact]
    public async Task An_import_that_was_under_way_when_the_walk_began_is_not_seen_when_it_is_committed()
    {
        var (scene, ids) = await Given(2);
        await using var connection = await app.Desk.Database.Source.OpenConnectionAsync(Cancellation);
        await using var import = await connection.BeginTransactionAsync(Cancellation);
        await using (var entering = connection.CreateCommand())
        {
            entering.CommandText =
                "insert into slick (slick_timestamp, geometry, slick_class, scene) select slick_timestamp, geometry, 4, scene from "
                + $"slick where id = {ids[0]}";
            await entering.ExecuteNonQueryAsync(Cancellation);
        }

        var later = await app.Desk.GivenSlicks(3, scene: scene);
        var (seen, next) = await First($"/api/slicks?scene={scene}&limit=2");
        await import.CommitAsync(Cancellation);

        (await Rest(seen, next)).ShouldBe(later.Reverse().Concat(ids.Reverse()));
    }

    [Fact]
    public async Task Ones_own_decision_is_seen_at_once()
    {
        var (scene, ids) = await Given(2);
        var made = await app.Desk.Validate(ids[1]);

        (await app.Viewer.Get($"/api/slicks?scene={scene}")).Features.ShouldBe([made.Outputs[0], ids[0]]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1,2")]
    [InlineData("1:x")]
    [InlineData("1:2:3")]
    [InlineData("99999999999999999999")]
    public async Task A_moment_that_no_link_has_is_a_400(string seen)
    {
        var answer = await app.Viewer.Get($"/api/slicks?seen={seen}");

        (answer.Status, answer.Errors).ShouldSatisfyAllConditions(
            both => both.Status.ShouldBe(HttpStatusCode.BadRequest),
            both => both.Errors.ShouldBe(["seen"])
        );
    }

    [Theory]
    [InlineData("51")]
    [InlineData("51:100,103")]
    public void A_moment_is_read_as_it_was_written(string text) => LedgerMoment.Parse(text)!.ToString().ShouldBe(text);

    private async Task<(string Scene, long[] Ids)> Given(int count)
    {
        var scene = $"walk {Interlocked.Increment(ref scenes)} {Guid.NewGuid():N}";
        return (scene, await app.Desk.GivenSlicks(count, scene: scene));
    }

    private async Task<(List<long> Seen, string? Next)> First(string address)
    {
        var page = await app.Viewer.Get(address);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
        return (
            [.. page.Features],
            page.Json.GetProperty("links")
                .EnumerateArray()
                .Select(link => new Uri(link.GetProperty("href").GetString()!).PathAndQuery)
                .SingleOrDefault()
        );
    }

    private async Task<List<long>> Rest(List<long> seen, string? next)
    {
        next.ShouldNotBeNull();
        while (next is not null)
        {
            (var more, next) = await First(next);
            seen.AddRange(more);
        }

        return seen;
    }
}
