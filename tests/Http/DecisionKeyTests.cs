using Review.Tests.Support;
using static Review.Tests.Support.Requests;

namespace Review.Tests.Http;

/// <summary>A decision that is sent twice under its key is made once.</summary>
public sealed class DecisionKeyTests(WebApp app) : DecisionRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task The_same_key_sent_twice_is_answered_alike()
    {
        var body = new
        {
            kind = "annotate",
            slicks = new[] { await Given() },
            notes = "twice",
        };
        var first = await App.Analyst.Decide(body, "http twice");

        (await App.Analyst.Decide(body, "http twice")).Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task A_replayed_answer_says_so()
    {
        var body = new
        {
            kind = "annotate",
            slicks = new[] { await Given() },
            notes = "twice",
        };
        await App.Analyst.Decide(body, "http replayed");

        (await App.Analyst.Decide(body, "http replayed")).Message.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task A_key_of_somebody_else_is_a_conflict()
    {
        await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "mine",
            },
            "http foreign"
        );

        var answer = await App.As(Review.Domain.People.Role.Lead)
            .Decide(
                new
                {
                    kind = "annotate",
                    slicks = new[] { await Given() },
                    notes = "not mine",
                },
                "http foreign"
            );

        (answer.Code, answer.Type).ShouldBe((409, "urn:slick-review:idempotency-key"));
    }

    [Fact]
    public async Task A_key_used_for_another_body_is_a_conflict()
    {
        await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "one",
            },
            "http other body"
        );

        (
            await App.Analyst.Decide(
                new
                {
                    kind = "annotate",
                    slicks = new[] { await Given() },
                    notes = "two",
                },
                "http other body"
            )
        ).Type.ShouldBe("urn:slick-review:idempotency-key");
    }

    [Fact]
    public async Task A_key_used_for_the_same_stale_slick_and_another_body_is_a_conflict_of_the_key()
    {
        var id = await Given();
        await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "one",
            },
            "http stale"
        );

        (
            await App.Analyst.Decide(
                new
                {
                    kind = "annotate",
                    slicks = new[] { id },
                    notes = "two",
                },
                "http stale"
            )
        ).Type.ShouldBe("urn:slick-review:idempotency-key");
    }

    [Fact]
    public async Task A_request_that_got_no_answer_is_found_by_its_key_by_whoever_sent_it_only()
    {
        var key = Guid.NewGuid().ToString();
        (await App.Analyst.Get($"/api/decisions?key={key}")).Code.ShouldBe(404);
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            },
            key
        );

        var found = await App.Analyst.Get($"/api/decisions?key={key}");

        found.Id("decision").ShouldBe(made.Id("decision"));
        found.Ids("outputs").ShouldBe(made.Ids("outputs"));
        (await App.As(Review.Domain.People.Role.Lead).Get($"/api/decisions?key={key}")).Code.ShouldBe(409);
        (await App.Analyst.Get("/api/decisions")).Errors.ShouldBe(["key"]);
    }
}
