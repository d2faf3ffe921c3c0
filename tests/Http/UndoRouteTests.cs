using Review.Tests.Support;
using static Review.Tests.Support.Requests;

namespace Review.Tests.Http;

/// <summary>Undoing over HTTP, and what was decided last.</summary>
public sealed class UndoRouteTests(WebApp app) : DecisionRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task Undoing_is_answered_as_a_decision_of_kind_restore()
    {
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );

        (await App.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo")).Json.GetProperty("kind").GetString().ShouldBe("restore");
    }

    [Fact]
    public async Task Undoing_with_dependents_lists_them()
    {
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );
        var later = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = made.Ids("outputs"),
                notes = "y",
            }
        );

        var answer = await App.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo", new { });

        (answer.Code, answer.Type, answer.Json.GetProperty("dependents")[0].GetProperty("decision").GetInt64()).ShouldBe(
            (409, "urn:slick-review:dependents", later.Id("decision"))
        );
    }

    [Fact]
    public async Task Undoing_together_with_dependents_is_done()
    {
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );
        await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = made.Ids("outputs"),
                notes = "y",
            }
        );

        (await App.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo", new { together = true })).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Undoing_one_slick_of_many_is_done()
    {
        var made = await App.Analyst.Decide(
            new
            {
                kind = "validate",
                slicks = await App.Desk.GivenSlicks(3),
                humanConfidence = 1,
            }
        );

        (await App.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo", new { slicks = made.Ids("outputs")[..1] }))
            .Ids("outputs")
            .Length.ShouldBe(1);
    }

    [Fact]
    public async Task Undoing_twice_is_a_conflict()
    {
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );
        await App.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo");

        (await App.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo")).Type.ShouldBe("urn:slick-review:conflict");
    }

    [Fact]
    public async Task Undoing_nothing_is_not_found() =>
        (await App.Analyst.Post("/api/decisions/987654321/undo")).Detail.ShouldBe("There is no decision 987654321.");

    [Fact]
    public async Task A_key_of_201_characters_is_refused_by_an_undo_too()
    {
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );

        (await App.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo", key: new string('k', 201))).Errors.ShouldBe([
            "idempotencyKey",
        ]);
    }

    [Fact]
    public async Task The_last_decision_is_ones_own()
    {
        var lead = App.As(Review.Domain.People.Role.Lead);
        var made = await lead.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "mine",
            }
        );
        await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "not mine",
            }
        );

        (await lead.Get("/api/decisions/last")).Id("decision").ShouldBe(made.Id("decision"));
    }

    [Fact]
    public async Task The_last_undo_is_found_until_its_reviewer_decides_again()
    {
        var lead = App.As(Review.Domain.People.Role.Lead);
        var made = await lead.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "mine",
            }
        );
        var undone = await lead.Post($"/api/decisions/{made.Id("decision")}/undo", key: Guid.NewGuid().ToString());

        (await lead.Get("/api/decisions/last-undo")).Id("decision").ShouldBe(undone.Id("decision"));
        await lead.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "another",
            }
        );
        (await lead.Get("/api/decisions/last-undo")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Who_has_decided_nothing_has_no_last_decision() => (await App.Viewer.Get("/api/decisions/last")).Code.ShouldBe(404);
}
