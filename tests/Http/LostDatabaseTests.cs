using System.Net;
using Npgsql;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>What is answered while the database does not do its work.</summary>
public sealed class LostDatabaseTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task A_full_disk_is_said_as_that_and_the_decision_can_be_sent_again()
    {
        var slick = await app.Analyst.GivenSlick();
        var decision = new
        {
            kind = "validate",
            slicks = new[] { slick },
            humanConfidence = 0.8,
        };
        await Failing("53100", "could not extend file: No space left on device");

        var full = await app.Analyst.Decide(decision, "again");
        await Working();

        (full.Code, full.Type).ShouldBe((503, "urn:slick-review:disk-full"));
        full.Detail.ShouldStartWith("The disk of the database is full");
        full.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        (await app.Analyst.Decide(decision, "again")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("57P01")]
    [InlineData("58030")]
    [InlineData("58P01")]
    public async Task A_database_that_goes_away_is_a_503_with_when_to_come_again(string code)
    {
        var slick = await app.Analyst.GivenSlick();
        await Failing(code, "gone");

        var away = await app.Analyst.Decide(
            new
            {
                kind = "validate",
                slicks = new[] { slick },
                humanConfidence = 0.8,
            }
        );
        await Working();

        (away.Code, away.Type).ShouldBe((503, "urn:slick-review:database-away"));
        away.Message.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Readiness_is_a_write_through_the_triggers_that_leaves_nothing()
    {
        var before = await app.Analyst.GivenSlick();
        (await app.Nobody.Get("/readyz")).Code.ShouldBe(200);
        (await app.Desk.Database.Ask<long>("select count(*) from slick where id < 0")).ShouldBe(0);
        (await app.Analyst.GivenSlick()).ShouldBe(before + 1);

        await app.Desk.Database.Execute(
            "create function no() returns trigger language plpgsql as $$ begin raise exception 'read-only' using errcode = '25006'; "
                + "end $$; create trigger no before insert on slick execute function no()"
        );
        var not = await Until("/readyz", 503);
        await app.Desk.Database.Execute("drop trigger no on slick; drop function no()");

        not.Type.ShouldBe("urn:slick-review:database-away");
        (await Until("/readyz", 200)).Text.ShouldBe("ready");
    }

    [Fact]
    public async Task A_database_that_takes_no_connection_is_not_ready_although_the_pool_has_some()
    {
        var name = new NpgsqlConnectionStringBuilder(app.Desk.Database.ConnectionString).Database;
        await using var superuser = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(app.Desk.Superuser.ConnectionString) { Database = "postgres" }.ConnectionString
        );
        await using var close = superuser.CreateCommand($"alter database {name} with allow_connections false");
        await close.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var not = await Until("/readyz", 503);
        await using var open = superuser.CreateCommand($"alter database {name} with allow_connections true");
        await open.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        not.Detail.ShouldNotContain(name!);
        (await Until("/readyz", 200)).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_browser_that_opens_a_page_meanwhile_is_told_in_a_page_that_decisions_are_kept()
    {
        using var browser = app.Client();
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html, */*;q=0.8");
        await app.Desk.Database.Execute(
            "create function no() returns trigger language plpgsql as $$ begin raise exception 'gone' using errcode = '57P01'; end "
                + "$$; create trigger no before insert on slick execute function no()"
        );
        await Until("/readyz", 503);
        var page = await browser.Get("/readyz");
        await app.Desk.Database.Execute("drop trigger no on slick; drop function no()");
        await Until("/readyz", 200);

        (page.Code, page.Message.Content.Headers.ContentType!.MediaType).ShouldBe((503, "text/html"));
        page.Text.ShouldContain("<h1>The database is away</h1>");
        page.Text.ShouldContain("Decisions that wait in this browser are kept here");
        page.Message.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_notice_that_is_none_does_not_end_the_news()
    {
        using var events = await app.Viewer.GetStreamAsync(new Uri("/api/events", UriKind.Relative), TestContext.Current.CancellationToken);
        using var lines = new StreamReader(events);
        await Next(lines, "event: listening");
        await app.Desk.Database.Execute("notify runs, 'no JSON'; notify scenes, '[['; notify slicks, 'x'");
        var slick = await app.Analyst.GivenSlick();

        await app.Analyst.Decide(
            new
            {
                kind = "validate",
                slicks = new[] { slick },
                humanConfidence = 0.8,
            }
        );

        await Next(lines, "\"kind\":\"validate\"");
    }

    private static async Task Next(StreamReader lines, string part)
    {
        while (
            await lines.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30)) is { } line
            && !line.Contains(part, StringComparison.Ordinal)
        ) { }
    }

    /// <summary>Every decision fails with this code of PostgreSQL.</summary>
    private Task Failing(string code, string message) =>
        app.Desk.Database.Execute(
            $"create function fail() returns trigger language plpgsql as $$ begin raise exception '{message}' using errcode = "
                + $"'{code}'; end $$; create trigger fail before insert on decision execute function fail()"
        );

    private Task Working() => app.Desk.Database.Execute("drop trigger fail on decision; drop function fail()");

    // An answer is shared for a second.
    private async Task<Answer> Until(string address, int code)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await app.Nobody.Get(address);
            if (answer.Code == code || attempt == 50)
            {
                answer.Code.ShouldBe(code, answer.Text);
                return answer;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
