using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Review.App.Shell;
using Review.Domain;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>One person who asks for too much at once does not keep the others waiting, nor decisions out of the database.</summary>
public sealed class BusyTests(WebApp app) : IClassFixture<WebApp>
{
    private const string World = "/tiles/slicks/0/0/0.mvt";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CostlyReads Reads => app.Services.GetRequiredService<CostlyReads>();

    // Each of another filter: of one tile that many ask for, one is made.
    [Fact]
    public async Task Six_hundred_connections_on_the_world_tile_are_answered_with_tiles_or_with_503_and_when_to_come_again()
    {
        var slick = await app.Analyst.GivenSlick();
        var held = await Hold(CostlyRead.Tile, "key:viewer", Reads.Of(CostlyRead.Tile).EachPerson);
        using var many = app.As(Role.Viewer);
        var asked = Enumerable.Range(0, 600).Select(n => many.Get($"{World}?minConfidence=0.{n + 1:000}")).ToList();
        while (asked.Count(one => one.IsCompleted) < 600 - Reads.Of(CostlyRead.Tile).Waiting)
        {
            await Task.Delay(10, Cancellation);
        }

        (await app.As(Role.Lead).Get($"{World}?minConfidence=0.98765")).Status.ShouldBe(HttpStatusCode.OK);
        (
            await app.Analyst.Decide(
                new
                {
                    kind = "validate",
                    slicks = new[] { slick },
                    humanConfidence = 0.8,
                }
            )
        ).Status.ShouldBe(HttpStatusCode.OK);
        held.ForEach(lease => lease.Dispose());
        var answers = await Task.WhenAll(asked);
        answers.Select(answer => answer.Code).Distinct().Order().ShouldBe([200, 503]);
        answers.Count(answer => answer.Code == 200).ShouldBe(Reads.Of(CostlyRead.Tile).Waiting);
        answers
            .Where(answer => answer.Code == 503)
            .ShouldAllBe(answer =>
                answer.Message.Headers.RetryAfter!.Delta == TimeSpan.FromSeconds(1) && answer.Type == "urn:slick-review:busy"
            );
    }

    [Theory]
    [InlineData(CostlyRead.Tile, World + "?minConfidence=0.9876")]
    [InlineData(CostlyRead.List, "/api/summary")]
    [InlineData(CostlyRead.List, "/api/slicks")]
    [InlineData(CostlyRead.List, "/api/slicks/1/history")]
    [InlineData(CostlyRead.Export, "/api/export")]
    [InlineData(CostlyRead.Picture, "/tiles/scenes/1/0/0/0.png")]
    [InlineData(CostlyRead.Picture, "/api/scenes/1/preview.png")]
    [InlineData(CostlyRead.Picture, "/api/scenes/1/value?lon=3&lat=55")]
    internal async Task An_address_that_costs_much_has_a_limit(CostlyRead read, string address)
    {
        using var crowd = new Crowd(Reads, read);
        await crowd.Fill(Cancellation);

        (await app.As(Role.Admin).Get(address)).Code.ShouldBe(503);
    }

    [Fact]
    public async Task A_preview_has_a_limit()
    {
        using var crowd = new Crowd(Reads, CostlyRead.Preview);
        await crowd.Fill(Cancellation);

        (
            await app.As(Role.Admin).Post("/api/decisions/preview", """{"kind":"validate","slicks":[1],"humanConfidence":0.5}""")
        ).Code.ShouldBe(503);
    }

    [Fact]
    public async Task Who_leaves_gives_the_place_in_the_queue_away()
    {
        var held = await Hold(CostlyRead.Export, "gone", Reads.Of(CostlyRead.Export).EachPerson);
        using var leaving = new CancellationTokenSource();
        var waiting = Enumerable
            .Range(0, Reads.Of(CostlyRead.Export).Waiting)
            .Select(_ => Reads.Enter(CostlyRead.Export, "gone", leaving.Token).AsTask())
            .ToList();
        await leaving.CancelAsync();
        foreach (var one in waiting)
        {
            await Should.ThrowAsync<OperationCanceledException>(one);
        }

        var next = Reads.Enter(CostlyRead.Export, "gone", Cancellation).AsTask();
        held.ForEach(lease => lease.Dispose());
        (await next).Dispose();
    }

    [Theory]
    [InlineData(40)]
    [InlineData(20)]
    public void A_part_of_the_pool_is_left_for_decisions(int pool)
    {
        using var reads = new CostlyReads(new Pooled(pool));
        CostlyRead[] inDatabase = [CostlyRead.Tile, CostlyRead.List, CostlyRead.Export, CostlyRead.Preview, CostlyRead.Identity];

        inDatabase.Sum(read => reads.Of(read).Together).ShouldBeLessThanOrEqualTo(pool * 13 / 20);
        Enum.GetValues<CostlyRead>().ShouldAllBe(read => reads.Of(read).EachPerson <= reads.Of(read).Together);
    }

    private async Task<List<RateLimitLease>> Hold(CostlyRead read, string person, int count)
    {
        var held = new List<RateLimitLease>();
        for (var n = 0; n < count; n++)
        {
            held.Add(await Reads.Enter(read, person, Cancellation));
        }

        return held;
    }

    /// <summary>Somebody called as the admin's key, with all places and all of the queue.</summary>
    private sealed class Crowd(CostlyReads reads, CostlyRead read) : IDisposable
    {
        private readonly CancellationTokenSource leaving = new();
        private readonly List<Task<RateLimitLease>> asked = [];

        public async Task Fill(CancellationToken cancellation)
        {
            for (var n = 0; n < reads.Of(read).EachPerson + reads.Of(read).Waiting; n++)
            {
                asked.Add(reads.Enter(read, "key:admin", leaving.Token).AsTask());
            }

            await Task.WhenAll(asked.Take(reads.Of(read).EachPerson)).WaitAsync(cancellation);
        }

        public void Dispose()
        {
            leaving.Cancel();
            asked.Where(one => one.IsCompletedSuccessfully).ToList().ForEach(one => one.Result.Dispose());
            leaving.Dispose();
        }
    }

    private sealed class Pooled(int most) : IDatabase
    {
        public string ConnectionString => $"Host=nowhere;Maximum Pool Size={most}";

        public string OwnerConnectionString => ConnectionString;

        public string UriOf(DatabaseRole role) => "";

        public bool Knows(DatabaseRole role) => false;

        public Task<IReadOnlyList<string>> MakeRoles(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<string>> Migrate(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IDatabase> CreateScratch(CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
