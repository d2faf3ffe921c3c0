using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>The chain while the application serves.</summary>
public sealed class LedgerHeadTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Decisions_of_the_page_and_by_hand_are_sealed_by_themselves_and_a_viewer_sees_the_head()
    {
        var id = await app.Analyst.GivenSlick();
        var decision = (
            await app.Analyst.Decide(
                new
                {
                    kind = "validate",
                    slicks = new[] { id },
                    humanConfidence = 0.9,
                }
            )
        ).Id("decision");
        await Sealed(decision);

        var by = await app.Desk.Database.Ask<long>($"select outputs[1] from decision where id = {decision}");
        await app.Desk.Database.Execute(
            $"update slick set active = false where id = {by}; insert into slick (slick_timestamp, geometry, slick, slick_class) "
                + $"select slick_timestamp, geometry, '{{{by}}}', 7 from slick where id = {by}"
        );
        await Sealed(decision + 1);

        var head = await app.As(Role.Viewer).Get("/api/ledger/head");
        head.Id("position").ShouldBe(2);
        head.Json.GetProperty("hash")
            .GetString()
            .ShouldBe(await app.Desk.Database.Ask<string>("select encode(hash, 'hex') from decision_seal order by position desc limit 1"));
        head.Json.TryGetProperty("sealedAt", out _).ShouldBeTrue();
    }

    private async Task Sealed(long decision)
    {
        for (
            var deadline = DateTime.UtcNow + Patience;
            await Head() != decision;
            await Task.Delay(100, TestContext.Current.CancellationToken)
        )
        {
            DateTime.UtcNow.ShouldBeLessThan(deadline, $"decision {decision} is not sealed");
        }
    }

    private async Task<long> Head() => (await app.Viewer.Get("/api/ledger/head")).Id("decision");
}
