using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Who is let in, and what the others are told.</summary>
public sealed class AccessTests(WebApp app) : Access(app), IClassFixture<WebApp>
{
    [Fact]
    public void Only_these_routes_are_public() =>
        Routes()
            .Where(IsPublic)
            .Select(Named)
            .Distinct()
            .Order()
            .ShouldBe([
                "GET /healthz",
                "GET /readyz",
                "GET /signin/once",
                "GET /theme.{print}.css",
                "POST /signin",
                "any /not-found",
                "any /signin",
            ]);

    [Fact]
    public void Static_files_are_all_that_is_public_besides() =>
        App
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Except(Routes())
            .ShouldAllBe(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() != null);

    [Fact]
    public async Task Every_other_address_asks_who_is_there()
    {
        var answers = await Task.WhenAll(
            Routes()
                .Where(route => !IsPublic(route) && Methods(route).Contains("GET"))
                .Select(async route =>
                {
                    var address = Parameter().Replace("/" + route.RoutePattern.RawText!.TrimStart('/'), "1");
                    var answer = await App.Nobody.Get(address);
                    return (Route: Named(route), answer.Code);
                })
        );

        answers.Where(answer => answer.Code is not (401 or 302)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/decisions")]
    [InlineData("/api/decisions/preview")]
    [InlineData("/api/decisions/1/undo")]
    [InlineData("/api/import")]
    public async Task Nobody_posts_without_a_key(string address) => (await App.Nobody.Post(address, new { }, "key")).Code.ShouldBe(401);

    [Fact]
    public async Task Who_is_not_known_is_told_how_to_come_in() =>
        (await App.Nobody.Get("/api/slicks")).Detail.ShouldBe("Sign in, or send an API key: Authorization: Bearer KEY.");

    [Fact]
    public async Task A_problem_is_sent_as_problem_details() =>
        (await App.Nobody.Get("/api/slicks")).Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");

    [Fact]
    public async Task A_key_that_is_none_is_refused()
    {
        using var client = App.Client("sr_nonsense");

        (await client.Get("/api/slicks")).Code.ShouldBe(401);
    }

    [Fact]
    public async Task A_key_that_was_revoked_is_refused()
    {
        using var client = App.Client(await App.Send(new CreateApiKey("revoked", Role.Admin)));
        await App.Send(new RevokeApiKey("revoked"));

        (await client.Get("/api/slicks")).Code.ShouldBe(401);
    }

    [Theory]
    [InlineData("/api/decisions", """{"kind":"validate","slicks":[1],"humanConfidence":1}""")]
    [InlineData("/api/decisions/1/undo", "{}")]
    [InlineData("/api/import?scene=x", "{}")]
    public async Task A_viewer_does_not_change_anything(string address, string body) =>
        (await App.Viewer.Post(address, body, "key")).Code.ShouldBe(403);

    [Fact]
    public async Task A_viewer_is_told_why_not() =>
        (await App.Viewer.Decide(new { kind = "validate" })).Detail.ShouldBe(
            "Your role does not allow this. An admin can give you another one."
        );

    [Theory]
    [InlineData("/api/slicks")]
    [InlineData("/api/scenes")]
    [InlineData("/api/summary")]
    [InlineData("/tiles/slicks/0/0/0.mvt")]
    [InlineData("/openapi/v1.json")]
    public async Task A_viewer_looks_at_everything(string address) => (await App.Viewer.Get(address)).Code.ShouldBe(200);

    [Theory]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Lead)]
    [InlineData(Role.Admin)]
    public async Task Who_is_more_than_a_viewer_decides(Role role)
    {
        var id = (await App.Desk.GivenSlicks(1))[0];

        (
            await App.As(role)
                .Decide(
                    new
                    {
                        kind = "annotate",
                        slicks = new[] { id },
                        notes = "seen",
                    }
                )
        ).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Decisions_of_a_key_stand_under_its_name()
    {
        var id = (await App.Desk.GivenSlicks(1))[0];
        var made = await App.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "seen",
            }
        );

        (await App.Desk.Database.Ask<string>($"select reviewer from decision where id = {made.Id("decision")}")).ShouldBe("key:analyst");
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/readyz", "ready")]
    public async Task Health_is_told_to_anybody(string address, string text) => (await App.Nobody.Get(address)).Text.ShouldBe(text);

    [Fact]
    public async Task What_does_not_exist_is_a_problem_with_a_sentence() =>
        (await App.Analyst.Get("/api/nothing")).Detail.ShouldEndWith(".");

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/tiles/nothing")]
    public async Task Scripts_are_sent_no_page(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };

        (await Requests.Read(App.Analyst.SendAsync(request, TestContext.Current.CancellationToken))).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Another_method_is_405_with_a_sentence()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/slicks/1");

        var answer = await Requests.Read(App.Analyst.SendAsync(request, TestContext.Current.CancellationToken));

        (answer.Code, answer.Detail).ShouldBe((405, "This address does not answer to that method."));
    }
}
