using System.Globalization;
using System.Text.Json;
using Review.Domain.People;
using Review.Domain.Slicks;
using Review.Domain.Statistics;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>The statistics as scripts and spreadsheets get them.</summary>
public sealed class StatisticsRouteTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task All_parts_come_as_JSON_and_the_index_counts_as_the_ledger_does()
    {
        var scene = NewScene();
        var slicks = await app.Desk.GivenSlicks(4, SlickClass.InfrastructureId, scene);
        await app.Desk.Validate(slicks[0], slicks[1]);
        await app.Desk.Reject(slicks[2]);

        var answer = (await app.As(Role.Lead).Get($"/api/statistics?scene={scene}")).Json;

        answer.GetProperty("namesOfAll").GetBoolean().ShouldBeTrue();
        answer.GetProperty("ages")[5].GetProperty("undecided").GetInt64().ShouldBe(1);
        answer.GetProperty("decisions")[0].GetProperty("person").GetString().ShouldBe(Desk.Reviewer);
        answer.GetProperty("decisions")[0].GetProperty("kind").GetString().ShouldBe("reject");
        answer.GetProperty("rejections").GetProperty("total").GetInt64().ShouldBe(1);
        answer.GetProperty("rejections").GetProperty("reasons")[0].GetProperty("reason").GetString().ShouldBe("low wind");
        answer.GetProperty("decidedTo").GetDateTimeOffset().TimeOfDay.ShouldBe(TimeSpan.Zero);

        var (ledger, filter) = (app.Desk, new SlickFilter(Scene: scene));
        Same(answer.GetProperty("backlog"), (await ledger.Send(new GetBacklog(filter))).Groups);
        Same(answer.GetProperty("ages"), (await ledger.Send(new GetBacklog(filter))).Ages);
        Same(answer.GetProperty("confusion"), (await ledger.Send(new GetModelAgreement(filter))).Cells);
    }

    [Fact]
    public async Task The_index_keeps_what_the_model_said_through_decisions_that_it_hears_of()
    {
        var scene = NewScene();
        var slicks = await app.Desk.GivenSlicks(2, SlickClass.InfrastructureId, scene);
        (await Confusion(scene)).ShouldBeEmpty();

        await app.Desk.Validate((await app.Desk.Reclassify(slicks[0], SlickClass.NaturalId)).Outputs);

        (await Confusion(scene)).ShouldHaveSingleItem().ShouldBe("4,INFRASTRUCTURE,3,NATURAL,1");
    }

    [Theory]
    [InlineData("backlog", "class_id,class,state,slicks", "4,INFRASTRUCTURE,validated,1")]
    [InlineData("age", "from_days,to_days,undecided", "365,,0")]
    [InlineData("reasons", "reason,decisions,slicks", null)]
    [InlineData("times", "kind,decisions,median_seconds,p90_seconds", null)]
    [InlineData("confusion", "model_class_id,model_class,class_id,class,slicks", "4,INFRASTRUCTURE,4,INFRASTRUCTURE,1")]
    public async Task A_part_comes_as_a_table_with_a_head(string part, string head, string? last)
    {
        var scene = NewScene();
        await app.Desk.Validate(await app.Desk.GivenSlicks(1, SlickClass.InfrastructureId, scene));

        var answer = await app.Viewer.Get($"/api/statistics.csv?part={part}&scene={scene}");

        answer.Code.ShouldBe(200);
        answer.Message.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8; header=present");
        answer.Message.Content.Headers.ContentDisposition!.FileName.ShouldStartWith($"statistics-{part}-");
        var lines = answer.Text.Split("\r\n");
        (lines[0], lines[^1], lines[^2]).ShouldBe((head, "", last ?? head));
    }

    [Fact]
    public async Task A_reason_that_would_be_a_formula_is_a_text_in_the_table()
    {
        var scene = NewScene();
        var slick = (await app.Desk.GivenSlicks(1, scene: scene))[0];
        await app.Desk.Send(new Domain.Decisions.RejectSlicks([slick], null, null, "=HYPERLINK(\"x\", \"y\")", Desk.By()));

        (await app.Viewer.Get($"/api/statistics.csv?part=reasons&scene={scene}")).Text.ShouldContain(
            "\r\n\"'=HYPERLINK(\"\"x\"\", \"\"y\"\")\",1,1\r\n"
        );
    }

    [Fact]
    public async Task An_analyst_gets_the_own_name_only_and_a_lead_all()
    {
        var scene = NewScene();
        var slicks = await app.Desk.GivenSlicks(2, scene: scene);
        await app.Desk.Validate(slicks[0]);
        var own = await app.Analyst.Decide(
            new
            {
                kind = "validate",
                slicks = new[] { slicks[1] },
                humanConfidence = 0.9,
            }
        );
        own.Code.ShouldBe(200, own.Text);
        var name = await app.Desk.Database.Ask<string>($"select reviewer from decision where id = {own.Id("decision")}");

        (await People(app.Analyst, scene)).ShouldBe(["", name], ignoreOrder: true);
        (await People(app.As(Role.Lead), scene)).ShouldBe([Desk.Reviewer, name], ignoreOrder: true);
        (await app.Analyst.Get($"/api/statistics?scene={scene}")).Text.ShouldNotContain($"\"{Desk.Reviewer}\"");
    }

    [Theory]
    [InlineData("/api/statistics?asof=2026-01-31", "asof")]
    [InlineData("/api/statistics?decidedFrom=2020-01-01", "decidedFrom")]
    [InlineData("/api/statistics.csv?part=people", "part")]
    [InlineData("/api/statistics.csv", "part")]
    [InlineData("/api/statistics.csv?part=age&class=99", "class")]
    public async Task What_cannot_be_told_is_refused_by_its_name(string address, string field)
    {
        var answer = await app.Viewer.Get(address);

        (answer.Code, string.Join(",", answer.Errors)).ShouldBe((400, field));
    }

    [Fact]
    public async Task They_are_described_for_tools()
    {
        var paths = (await app.Viewer.Get("/openapi/v1.json")).Json.GetProperty("paths");

        paths.GetProperty("/api/statistics").GetProperty("get").GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
        paths
            .GetProperty("/api/statistics.csv")
            .GetProperty("get")
            .GetProperty("responses")
            .GetProperty("200")
            .GetProperty("content")
            .TryGetProperty("text/csv", out _)
            .ShouldBeTrue();
    }

    private static string NewScene() =>
        $"S1A_IW_GRDH_1SDV_20210101T010000_20210101T010025_036000_043000_{Guid.NewGuid().ToString("N")[..4].ToUpperInvariant()}";

    private static void Same<T>(JsonElement told, IReadOnlyList<T> truth) =>
        told.EnumerateArray()
            .Select(one => one.GetRawText())
            .ShouldBe(
                truth.Select(one => JsonSerializer.Serialize(one, Options)),
                ignoreOrder: true,
                customMessage: string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name}")
            );

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private async Task<string[]> Confusion(string scene) =>
        (await app.Viewer.Get($"/api/statistics.csv?part=confusion&scene={scene}")).Text.Split(
            "\r\n",
            StringSplitOptions.RemoveEmptyEntries
        )[1..];

    private static async Task<string[]> People(HttpClient client, string scene) =>
        [
            .. (await client.Get($"/api/statistics.csv?part=decisions&scene={scene}"))
                .Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => line.Split(',')[2]),
        ];
}
