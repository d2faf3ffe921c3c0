using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>What the database refuses harms nobody else: no innocent request fails after it.</summary>
public sealed class RefusedByTheDatabaseTests(WebApp app) : IClassFixture<WebApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"a":"\u0000"}""", "NUL")]
    [InlineData("""{"\u0000":1}""", "NUL")]
    [InlineData("""{"a":[{"b":["x\u0000y"]}]}""", "NUL")]
    [InlineData("""{"a":"\ud800"}""", "surrogate")]
    [InlineData("""{"a":"\udc00\ud800"}""", "surrogate")]
    [InlineData("""{"a":"\ud83dx"}""", "surrogate")]
    [InlineData("""{"a":1e200000}""", "1e200000")]
    [InlineData("""{"a":-1E+131072}""", "-1E+131072")]
    [InlineData("""{"a":1e-20000}""", "1e-20000")]
    [InlineData("""{"a":1e99999999999999999999}""", "1e99999999999999999999")]
    public async Task A_context_that_the_database_could_not_keep_is_refused_before(string context, string why)
    {
        var answer = await Annotate(await Given(), context);

        (answer.Status, answer.Errors, answer.Detail).ShouldSatisfyAllConditions(
            all => all.Status.ShouldBe(HttpStatusCode.BadRequest),
            all => all.Errors.ShouldBe(["context"]),
            all => all.Detail.ShouldContain(why)
        );
    }

    [Theory]
    [InlineData("""{"a":"\\u0000"}""")]
    [InlineData("""{"a":"\ud83d\ude00 😀 \\ud800"}""")]
    [InlineData("""{"a":1e131071}""")]
    [InlineData("""{"a":1e-16383}""")]
    [InlineData("""{"a":-0.0,"b":[],"c":{},"d":null,"e":1e400}""")]
    public async Task A_context_that_the_database_can_keep_is_kept(string context) =>
        (await Annotate(await Given(), context)).Status.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("reason")]
    [InlineData("comment")]
    [InlineData("notes")]
    public async Task Half_of_a_surrogate_pair_is_refused_in_every_text(string field)
    {
        var answer = await app.Analyst.Decide(
            $$"""{"kind":"{{(field == "notes" ? "annotate" : "reject")}}","slicks":[{{await Given()}}],"{{field}}":"a\ud800b"}"""
        );

        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
    }

    [Fact]
    public async Task After_a_statement_whose_values_the_server_refused_its_connection_serves_the_next()
    {
        // Values that the server refuses when it binds them are what left statements half prepared.
        var source = app.Services.GetRequiredService<NpgsqlDataSource>();
        var served = new List<long>();
        for (var round = 0; round < 6; round++)
        {
            await using var connection = await source.OpenConnectionAsync(Cancellation);
            await using (
                var refused = new NpgsqlCommand("select count(*) from jsonb_each($1)", connection)
                {
                    Parameters =
                    {
                        new()
                        {
                            Value = round % 2 == 0 ? """{"a": 1}""" : """{"a": "\u0000"}""",
                            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb,
                        },
                    },
                }
            )
            {
                try
                {
                    served.Add((long)(await refused.ExecuteScalarAsync(Cancellation))!);
                }
                catch (PostgresException wrong)
                {
                    wrong.SqlState.ShouldBe(PostgresErrorCodes.UntranslatableCharacter);
                }
            }
        }

        served.ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task After_a_refused_decision_the_next_persons_decision_is_written()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            (await Annotate(await Given(), """{"a":1}""")).Code.ShouldBe(200);
            // Not a rule: the database itself refuses, in the batch that writes the decision.
            await app
                .Desk.Superuser.CreateCommand(
                    "alter table decision add constraint refuses check (context ->> 'a' is distinct from 'refused')"
                )
                .ExecuteNonQueryAsync(Cancellation);
            (await Annotate(await Given(), """{"a":"refused"}""")).Code.ShouldBe(500);
            await app.Desk.Superuser.CreateCommand("alter table decision drop constraint refuses").ExecuteNonQueryAsync(Cancellation);
            (await Annotate(await Given(), """{"a":1}""")).Code.ShouldBe(200);
        }
    }

    [Fact]
    public async Task The_answer_names_those_that_were_so_already_also_when_it_is_repeated()
    {
        var ids = await app.Desk.GivenSlicks(2);
        var before = (await app.Desk.Validate(ids[0])).Outputs[0];
        var body = $$"""{"kind":"validate","slicks":[{{before}},{{ids[1]}}],"humanConfidence":0.8}""";
        var key = Guid.NewGuid().ToString();

        (await app.Analyst.Decide(body, key)).Ids("unchanged").ShouldBe([before]);
        (await app.Analyst.Decide(body, key)).Ids("unchanged").ShouldBe([before]);
    }

    [Fact]
    public async Task A_decision_that_changes_nothing_is_a_400_that_asks_to_insist_and_then_is_written()
    {
        var slick = (await app.Desk.Validate(await Given())).Outputs[0];
        var refused = await app.Analyst.Decide($$"""{"kind":"validate","slicks":[{{slick}}],"humanConfidence":0.8}""");

        (refused.Status, refused.Errors).ShouldSatisfyAllConditions(
            both => both.Status.ShouldBe(HttpStatusCode.BadRequest),
            both => both.Errors.ShouldBe(["insist"])
        );
        (await app.Analyst.Decide($$"""{"kind":"validate","slicks":[{{slick}}],"humanConfidence":0.8,"insist":true}""")).Code.ShouldBe(200);
    }

    private async Task<long> Given() => (await app.Desk.GivenSlicks(1))[0];

    private Task<Answer> Annotate(long slick, string context) =>
        app.Analyst.Decide($$"""{"kind":"annotate","slicks":[{{slick}}],"notes":"x","context":{{context}}}""");
}
