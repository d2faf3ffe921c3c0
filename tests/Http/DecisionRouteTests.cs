using System.Globalization;
using Review.Tests.Support;
using static Review.Tests.Support.Requests;

namespace Review.Tests.Http;

/// <summary>Decisions over HTTP: what each kind answers.</summary>
public sealed class DecisionRouteTests(WebApp app) : DecisionRoutes(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task A_decision_is_answered_with_its_id_its_kind_its_time_and_what_it_took_and_put_in()
    {
        var id = await Given();

        var made = await App.Analyst.Decide(
            new
            {
                kind = "validate",
                slicks = new[] { id },
                humanConfidence = 0.9,
            }
        );

        (
            await App.Desk.Database.Ask<bool>(
                $"""
                select (d.kind, d.inputs, d.outputs) = ('{made.Json.GetProperty("kind")}', array[{string.Join(
                    ',',
                    made.Ids("inputs")
                )}]::bigint[], array[{string.Join(',', made.Ids("outputs"))}]::bigint[])
                   and d.at = '{made.Json.GetProperty("at")}'
                from decision d where d.id = {made.Id("decision")}
                """
            )
        ).ShouldBeTrue(made.Text);
    }

    [Theory]
    [InlineData("validate", """ "humanConfidence":0.5,"class":7 """, 1)]
    [InlineData("reclassify", """ "class":7 """, 1)]
    [InlineData("reject", """ "reason":"low wind" """, 1)]
    [InlineData("annotate", """ "notes":"seen" """, 1)]
    [InlineData("split", """ "line":{"type":"LineString","coordinates":[[10.02,49.9],[10.02,50.1]]} """, 2)]
    [InlineData("split", """ "polygon":{"type":"Polygon","coordinates":[[[9,49],[10.02,49],[10.02,51],[9,51],[9,49]]]} """, 2)]
    [InlineData("reshape", """ "geometry":{"type":"Polygon","coordinates":[[[10,50],[11,50],[11,51],[10,50]]]} """, 1)]
    [InlineData("cut", """ "polygon":{"type":"Polygon","coordinates":[[[9,49],[10.02,49],[10.02,51],[9,51],[9,49]]]} """, 1)]
    public async Task Every_kind_is_decided(string kind, string members, int outputs)
    {
        var id = await App.Desk.GivenSlick(Bar);

        var made = await App.Analyst.Decide($$"""{"kind":"{{kind}}","slicks":[{{id}}],{{members}}}""");

        made.Ids("outputs").Length.ShouldBe(outputs, made.Text);
    }

    [Theory]
    [InlineData("validate", """ "humanConfidence":0.5 """)]
    [InlineData("reclassify", """ "class":7 """)]
    [InlineData("reject", """ "reason":"low wind" """)]
    public async Task A_note_that_comes_with_a_decision_is_the_note_of_what_it_puts_in(string kind, string members)
    {
        var id = await App.Desk.GivenSlick(Bar);

        var made = await App.Analyst.Decide($$"""{"kind":"{{kind}}","slicks":[{{id}}],"notes":"ship wake?",{{members}}}""");

        (await App.Desk.Get(made.Ids("outputs")[0])).Notes.ShouldBe("ship wake?");
    }

    [Fact]
    public async Task Slicks_are_merged()
    {
        var ids = await App.Desk.GivenSlicks(3);

        (
            await App.Analyst.Decide(
                new
                {
                    kind = "merge",
                    slicks = ids,
                    @class = 6,
                    humanConfidence = 0.7,
                    notes = "one",
                }
            )
        ).Ids("outputs").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_slick_is_split_into_its_parts()
    {
        var id = await App.Desk.GivenSlick(
            "MULTIPOLYGON (((10 50, 10.01 50, 10.01 50.01, 10 50)), ((11 50, 11.01 50, 11.01 50.01, 11 50)))"
        );

        (
            await App.Analyst.Decide(
                new
                {
                    kind = "split",
                    slicks = new[] { id },
                    parts = true,
                }
            )
        ).Ids("outputs").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_slick_is_split_by_vertex_count()
    {
        var id = await App.Desk.GivenSlick(Wkt.Circle(10, 50, 0.05, 200).AsText());

        (
            await App.Analyst.Decide(
                new
                {
                    kind = "split",
                    slicks = new[] { id },
                    maxVertices = 60,
                }
            )
        ).Ids("outputs").Length.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Notes_with_markup_are_kept_as_text()
    {
        const string notes = "<img src=x onerror=alert(1)> & <b>oil</b>";
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes,
            }
        );

        (await App.Viewer.Get($"/api/slicks/{made.Ids("outputs")[0]}")).Properties.GetProperty("notes").GetString().ShouldBe(notes);
    }

    [Fact]
    public async Task A_stale_slick_is_a_conflict_that_says_who_when_how_and_with_what()
    {
        var id = await Given();
        var first = await App.Desk.Validate(id);

        var answer = await App.Analyst.Decide(
            new
            {
                kind = "reject",
                slicks = new[] { id },
                reason = "wind",
            }
        );

        var conflict = answer.Json.GetProperty("conflicts")[0];
        (
            answer.Code,
            answer.Type,
            conflict.GetProperty("slick").GetInt64(),
            conflict.GetProperty("decision").GetInt64(),
            conflict.GetProperty("kind").GetString(),
            conflict.GetProperty("reviewer").GetString(),
            conflict.GetProperty("at").GetDateTimeOffset(),
            conflict.GetProperty("successors")[0].GetInt64()
        ).ShouldBe((409, "urn:slick-review:conflict", id, first.Decision, "validate", "ada", first.At, first.Outputs[0]));
    }

    [Fact]
    public async Task Of_100_simultaneous_requests_one_decides_and_99_are_told_who()
    {
        var id = await Given();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(_ =>
                    App.Analyst.Decide(
                        new
                        {
                            kind = "validate",
                            slicks = new[] { id },
                            humanConfidence = 1,
                        }
                    )
                )
        );

        answers
            .GroupBy(answer => answer.Code)
            .ToDictionary(group => group.Key, group => group.Count())
            .ShouldBe(new Dictionary<int, int> { [200] = 1, [409] = 99 }, ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_decided_is_told_to_who_listens()
    {
        var id = await Given();
        using var listening = await App.Viewer.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, "/api/events"),
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        using var lines = new StreamReader(await listening.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "told",
            }
        );

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string? line;
        do
        {
            line = await lines.ReadLineAsync(patience.Token);
        } while (
            line is not null
            && !line.Contains($"\"decision\":{made.Id("decision").ToString(CultureInfo.InvariantCulture)},", StringComparison.Ordinal)
        );

        line.ShouldNotBeNull().ShouldContain(id.ToString(CultureInfo.InvariantCulture));
    }
}
