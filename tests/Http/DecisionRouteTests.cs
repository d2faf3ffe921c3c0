using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Review.Tests.Support;
using static Review.Tests.Support.Requests;

namespace Review.Tests.Http;

/// <summary>Decisions over HTTP: what each kind answers.</summary>
public sealed class DecisionRouteTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Bar = "POLYGON ((10 50, 10.06 50, 10.06 50.01, 10 50.01, 10 50))";
    private const string LineThroughBar = "LINESTRING (10.02 49.9, 10.02 50.1)";

    [Fact]
    public async Task A_decision_is_answered_with_its_id_its_kind_its_time_and_what_it_took_and_put_in()
    {
        var id = await Given();

        var made = await app.Analyst.Decide(
            new
            {
                kind = "validate",
                slicks = new[] { id },
                humanConfidence = 0.9,
            }
        );

        (
            await app.Desk.Database.Ask<bool>(
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
        var id = await app.Desk.GivenSlick(Bar);

        var made = await app.Analyst.Decide($$"""{"kind":"{{kind}}","slicks":[{{id}}],{{members}}}""");

        made.Ids("outputs").Length.ShouldBe(outputs, made.Text);
    }

    [Theory]
    [InlineData("validate", """ "humanConfidence":0.5 """)]
    [InlineData("reclassify", """ "class":7 """)]
    [InlineData("reject", """ "reason":"low wind" """)]
    public async Task A_note_that_comes_with_a_decision_is_the_note_of_what_it_puts_in(string kind, string members)
    {
        var id = await app.Desk.GivenSlick(Bar);

        var made = await app.Analyst.Decide($$"""{"kind":"{{kind}}","slicks":[{{id}}],"notes":"ship wake?",{{members}}}""");

        (await app.Desk.Get(made.Ids("outputs")[0])).Notes.ShouldBe("ship wake?");
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("split")]
    public async Task An_area_that_crosses_itself_is_warned_about(string kind)
    {
        var id = await app.Desk.GivenSlick(Bar);
        const string bow =
            """ "polygon":{"type":"Polygon","coordinates":[[[10.01,49.99],[10.03,50.02],[10.03,49.99],[10.01,50.02],[10.01,49.99]]]} """;

        var preview = await app.Viewer.Post("/api/decisions/preview", $$"""{"kind":"{{kind}}","slicks":[{{id}}],{{bow}}}""");

        preview
            .Json.GetProperty("warnings")
            .EnumerateArray()
            .Select(warning => warning.GetString())
            .ShouldContain(warning => warning!.StartsWith("The area crosses itself"));
    }

    [Theory]
    [InlineData("validate", """ "humanConfidence":0.5,"class":7 """, 1)]
    [InlineData("reject", """ "reason":"low wind" """, 1)]
    [InlineData("split", """ "line":{"type":"LineString","coordinates":[[10.02,49.9],[10.02,50.1]]} """, 2)]
    [InlineData("reshape", """ "geometry":{"type":"Polygon","coordinates":[[[10,50],[11,50],[11,51],[10,50]]]} """, 1)]
    [InlineData("cut", """ "polygon":{"type":"Polygon","coordinates":[[[9,49],[10.02,49],[10.02,51],[9,51],[9,49]]]} """, 1)]
    public async Task Every_kind_is_previewed_by_a_viewer_too(string kind, string members, int pieces)
    {
        var id = await app.Desk.GivenSlick(Bar);

        var preview = await app.Viewer.Post("/api/decisions/preview", $$"""{"kind":"{{kind}}","slicks":[{{id}}],{{members}}}""");

        preview.Json.GetProperty("pieces").GetArrayLength().ShouldBe(pieces, preview.Text);
    }

    [Fact]
    public async Task Slicks_are_merged()
    {
        var ids = await app.Desk.GivenSlicks(3);

        (
            await app.Analyst.Decide(
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
        var id = await app.Desk.GivenSlick(
            "MULTIPOLYGON (((10 50, 10.01 50, 10.01 50.01, 10 50)), ((11 50, 11.01 50, 11.01 50.01, 11 50)))"
        );

        (
            await app.Analyst.Decide(
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
        var id = await app.Desk.GivenSlick(Wkt.Circle(10, 50, 0.05, 200).AsText());

        (
            await app.Analyst.Decide(
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
    public async Task A_slick_over_the_antimeridian_is_added_as_one_part_with_the_right_area()
    {
        await Given();
        var there = await Added("POLYGON ((179.95 10, -179.9 10, -179.9 10.05, 179.95 10.05, 179.95 10))");
        var here = await Added("POLYGON ((20 10, 20.15 10, 20.15 10.05, 20 10.05, 20 10))");

        (
            there.GetProperty("parts").GetInt32(),
            there.GetProperty("areaM2").GetDouble() / here.GetProperty("areaM2").GetDouble()
        ).ShouldSatisfyAllConditions(both => both.Item1.ShouldBe(1), both => both.Item2.ShouldBe(1, 1e-6));
    }

    [Fact]
    public async Task A_self_crossing_outline_is_added_repaired()
    {
        await Given();

        (await Added("POLYGON ((20 10, 20.2 10.2, 20.2 10, 20 10.2, 20 10))")).GetProperty("parts").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_preview_of_a_self_crossing_outline_warns()
    {
        var body = new
        {
            kind = "reshape",
            slicks = new[] { await Given() },
            geometry = Json("POLYGON ((20 10, 20.2 10.2, 20.2 10, 20 10.2, 20 10))"),
        };

        (await app.Viewer.Post("/api/decisions/preview", body))
            .Json.GetProperty("warnings")[0]
            .GetString()
            .ShouldBe("The outline crosses itself and was repaired: look at it before you confirm.");
    }

    [Fact]
    public async Task A_preview_has_outlines_areas_and_parents_of_the_pieces()
    {
        var id = await app.Desk.GivenSlick(Bar);
        var piece = (
            await app.Viewer.Post(
                "/api/decisions/preview",
                new
                {
                    kind = "split",
                    slicks = new[] { id },
                    line = Json(LineThroughBar),
                }
            )
        ).Json.GetProperty("pieces")[0];

        piece
            .EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe(["geometry", "areaM2", "lengthM", "perimeterM", "sliver", "class", "parents"]);
    }

    [Fact]
    public async Task Notes_with_markup_are_kept_as_text()
    {
        const string notes = "<img src=x onerror=alert(1)> & <b>oil</b>";
        var made = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes,
            }
        );

        (await app.Viewer.Get($"/api/slicks/{made.Ids("outputs")[0]}")).Properties.GetProperty("notes").GetString().ShouldBe(notes);
    }

    [Fact]
    public async Task The_same_key_sent_twice_is_answered_alike()
    {
        var body = new
        {
            kind = "annotate",
            slicks = new[] { await Given() },
            notes = "twice",
        };
        var first = await app.Analyst.Decide(body, "http twice");

        (await app.Analyst.Decide(body, "http twice")).Text.ShouldBe(first.Text);
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
        await app.Analyst.Decide(body, "http replayed");

        (await app.Analyst.Decide(body, "http replayed")).Message.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
    }

    [Fact]
    public async Task A_key_of_somebody_else_is_a_conflict()
    {
        await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "mine",
            },
            "http foreign"
        );

        var answer = await app.As(Review.Domain.People.Role.Lead)
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
        await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "one",
            },
            "http other body"
        );

        (
            await app.Analyst.Decide(
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
        await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "one",
            },
            "http stale"
        );

        (
            await app.Analyst.Decide(
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
    public async Task A_stale_slick_is_a_conflict_that_says_who_when_how_and_with_what()
    {
        var id = await Given();
        var first = await app.Desk.Validate(id);

        var answer = await app.Analyst.Decide(
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
                    app.Analyst.Decide(
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
    public async Task Undoing_is_answered_as_a_decision_of_kind_restore()
    {
        var made = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );

        (await app.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo")).Json.GetProperty("kind").GetString().ShouldBe("restore");
    }

    [Fact]
    public async Task Undoing_with_dependents_lists_them()
    {
        var made = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );
        var later = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = made.Ids("outputs"),
                notes = "y",
            }
        );

        var answer = await app.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo", new { });

        (answer.Code, answer.Type, answer.Json.GetProperty("dependents")[0].GetProperty("decision").GetInt64()).ShouldBe(
            (409, "urn:slick-review:dependents", later.Id("decision"))
        );
    }

    [Fact]
    public async Task Undoing_together_with_dependents_is_done()
    {
        var made = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );
        await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = made.Ids("outputs"),
                notes = "y",
            }
        );

        (await app.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo", new { together = true })).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Undoing_one_slick_of_many_is_done()
    {
        var made = await app.Analyst.Decide(
            new
            {
                kind = "validate",
                slicks = await app.Desk.GivenSlicks(3),
                humanConfidence = 1,
            }
        );

        (await app.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo", new { slicks = made.Ids("outputs")[..1] }))
            .Ids("outputs")
            .Length.ShouldBe(1);
    }

    [Fact]
    public async Task Undoing_twice_is_a_conflict()
    {
        var made = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );
        await app.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo");

        (await app.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo")).Type.ShouldBe("urn:slick-review:conflict");
    }

    [Fact]
    public async Task Undoing_nothing_is_not_found() =>
        (await app.Analyst.Post("/api/decisions/987654321/undo")).Detail.ShouldBe("There is no decision 987654321.");

    [Fact]
    public async Task A_key_of_201_characters_is_refused_by_an_undo_too()
    {
        var made = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            }
        );

        (await app.Analyst.Post($"/api/decisions/{made.Id("decision")}/undo", key: new string('k', 201))).Errors.ShouldBe([
            "idempotencyKey",
        ]);
    }

    [Fact]
    public async Task The_last_decision_is_ones_own()
    {
        var lead = app.As(Review.Domain.People.Role.Lead);
        var made = await lead.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "mine",
            }
        );
        await app.Analyst.Decide(
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
        var lead = app.As(Review.Domain.People.Role.Lead);
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
    public async Task A_request_that_got_no_answer_is_found_by_its_key_by_whoever_sent_it_only()
    {
        var key = Guid.NewGuid().ToString();
        (await app.Analyst.Get($"/api/decisions?key={key}")).Code.ShouldBe(404);
        var made = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { await Given() },
                notes = "x",
            },
            key
        );

        var found = await app.Analyst.Get($"/api/decisions?key={key}");

        found.Id("decision").ShouldBe(made.Id("decision"));
        found.Ids("outputs").ShouldBe(made.Ids("outputs"));
        (await app.As(Review.Domain.People.Role.Lead).Get($"/api/decisions?key={key}")).Code.ShouldBe(409);
        (await app.Analyst.Get("/api/decisions")).Errors.ShouldBe(["key"]);
    }

    [Fact]
    public async Task Who_has_decided_nothing_has_no_last_decision() => (await app.Viewer.Get("/api/decisions/last")).Code.ShouldBe(404);

    [Fact]
    public async Task What_is_decided_is_told_to_who_listens()
    {
        var id = await Given();
        using var listening = await app.Viewer.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, "/api/events"),
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken
        );
        using var lines = new StreamReader(await listening.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var made = await app.Analyst.Decide(
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

    [Fact]
    public async Task An_outline_of_a_million_vertices_is_refused_with_the_limit()
    {
        var body = new StringBuilder(
            $$"""{"kind":"reshape","slicks":[{{await Given()}}],"geometry":{"type":"Polygon","coordinates":[[""",
            20_000_000
        );
        for (var i = 0; i < 1_000_000; i++)
        {
            var angle = 2 * Math.PI * i / 1_000_000;
            body.Append(CultureInfo.InvariantCulture, $"[{Math.Cos(angle):F6},{Math.Sin(angle):F6}],");
        }

        var answer = await app.Analyst.Decide(body.Append("[1,0]]]}}").ToString());

        (answer.Code, answer.Detail).ShouldBe((422, "The outline has 1,000,001 vertices; the limit is 100,000. Simplify it first."));
    }

    [Fact]
    public async Task A_body_of_50_megabytes_is_refused_with_the_limit()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/decisions")
        {
            Content = new StringContent(
                $$"""{"kind":"annotate","slicks":[1],"notes":"{{new string('x', 50_000_000)}}"}""",
                Encoding.UTF8,
                "application/json"
            ),
            Headers = { { "Idempotency-Key", "fifty" }, { "Expect", "100-continue" } },
        };

        var answer = await Read(app.Analyst.SendAsync(request, TestContext.Current.CancellationToken));

        (answer.Code, answer.Detail).ShouldBe((413, "The body is larger than 48 MB. Send less at once."));
    }

    [Fact]
    public async Task A_body_that_grows_over_the_limit_on_the_way_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/decisions")
        {
            Content = new StreamContent(
                new MemoryStream(Encoding.UTF8.GetBytes($$"""{"kind":"annotate","slicks":[1],"notes":"{{new string('x', 50_000_000)}}"}"""))
            )
            {
                Headers = { { "Content-Type", "application/json" } },
            },
            Headers = { { "Idempotency-Key", "chunks" }, { "Transfer-Encoding", "chunked" } },
        };

        try
        {
            (await Read(app.Analyst.SendAsync(request, TestContext.Current.CancellationToken))).Code.ShouldBe(413);
        }
        catch (HttpRequestException)
        {
            // The server closed the connection while the rest was still being sent, which is a refusal too.
        }
    }

    private async Task<long> Given() => (await app.Desk.GivenSlicks(1))[0];

    private async Task<JsonElement> Added(string outline)
    {
        var made = await app.Analyst.Decide(
            new
            {
                kind = "add",
                geometry = Json(outline),
                @class = 3,
                scene = Desk.Scene,
            }
        );
        made.Status.ShouldBe(HttpStatusCode.OK, made.Text);
        return (await app.Viewer.Get($"/api/slicks/{made.Ids("outputs")[0]}")).Properties;
    }
}
