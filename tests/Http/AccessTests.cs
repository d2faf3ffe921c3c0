using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Review.App.People;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Who is let in, and what the others are told.</summary>
public sealed partial class AccessTests(WebApp app) : IClassFixture<WebApp>
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
        app
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
                    var answer = await app.Nobody.Get(address);
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
    public async Task Nobody_posts_without_a_key(string address) => (await app.Nobody.Post(address, new { }, "key")).Code.ShouldBe(401);

    [Fact]
    public async Task Who_is_not_known_is_told_how_to_come_in() =>
        (await app.Nobody.Get("/api/slicks")).Detail.ShouldBe("Sign in, or send an API key: Authorization: Bearer KEY.");

    [Fact]
    public async Task A_problem_is_sent_as_problem_details() =>
        (await app.Nobody.Get("/api/slicks")).Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");

    [Fact]
    public async Task A_key_that_is_none_is_refused()
    {
        using var client = app.Client("sr_nonsense");

        (await client.Get("/api/slicks")).Code.ShouldBe(401);
    }

    [Fact]
    public async Task A_key_that_was_revoked_is_refused()
    {
        using var client = app.Client(await app.Send(new CreateApiKey("revoked", Role.Admin)));
        await app.Send(new RevokeApiKey("revoked"));

        (await client.Get("/api/slicks")).Code.ShouldBe(401);
    }

    [Theory]
    [InlineData("/api/decisions", """{"kind":"validate","slicks":[1],"humanConfidence":1}""")]
    [InlineData("/api/decisions/1/undo", "{}")]
    [InlineData("/api/import?scene=x", "{}")]
    public async Task A_viewer_does_not_change_anything(string address, string body) =>
        (await app.Viewer.Post(address, body, "key")).Code.ShouldBe(403);

    [Fact]
    public async Task A_viewer_is_told_why_not() =>
        (await app.Viewer.Decide(new { kind = "validate" })).Detail.ShouldBe(
            "Your role does not allow this. An admin can give you another one."
        );

    [Theory]
    [InlineData("/api/slicks")]
    [InlineData("/api/scenes")]
    [InlineData("/api/summary")]
    [InlineData("/tiles/slicks/0/0/0.mvt")]
    [InlineData("/openapi/v1.json")]
    public async Task A_viewer_looks_at_everything(string address) => (await app.Viewer.Get(address)).Code.ShouldBe(200);

    [Theory]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Lead)]
    [InlineData(Role.Admin)]
    public async Task Who_is_more_than_a_viewer_decides(Role role)
    {
        var id = (await app.Desk.GivenSlicks(1))[0];

        (
            await app.As(role)
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
        var id = (await app.Desk.GivenSlicks(1))[0];
        var made = await app.Analyst.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "seen",
            }
        );

        (await app.Desk.Database.Ask<string>($"select reviewer from decision where id = {made.Id("decision")}")).ShouldBe("key:analyst");
    }

    [Fact]
    public async Task A_browser_that_posts_without_the_pages_token_is_refused()
    {
        var id = (await app.Desk.GivenSlicks(1))[0];
        using var browser = await app.SignedIn(Role.Analyst);

        var answer = await browser.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "forged",
            }
        );

        (answer.Code, answer.Type).ShouldBe((400, "urn:slick-review:antiforgery"));
    }

    [Fact]
    public async Task A_browser_that_posts_without_the_pages_token_changes_nothing()
    {
        var id = (await app.Desk.GivenSlicks(1))[0];
        using var browser = await app.SignedIn(Role.Analyst);
        await browser.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "forged",
            }
        );

        (await app.Desk.Active(id)).ShouldBe([id]);
    }

    [Fact]
    public async Task Every_address_of_the_route_table_that_changes_something_asks_a_browser_for_the_token()
    {
        using var browser = await app.SignedIn(Role.Admin);
        var routes = Routes()
            .Where(route =>
                !IsPublic(route)
                && Methods(route).Any(method => method is "POST" or "PUT" or "PATCH" or "DELETE")
                && !IsOfTheFramework(route)
            )
            .ToList();
        routes.Select(Named).ShouldContain("POST /api/scenes/");
        routes.Count.ShouldBeGreaterThan(6);

        foreach (var route in routes)
        {
            var address = Parameter().Replace("/" + route.RoutePattern.RawText!.TrimStart('/'), "1");
            var form = address == "/signout";
            var answer = await browser.Post(
                address,
                form ? "returnUrl=/" : new { },
                type: form ? "application/x-www-form-urlencoded" : "application/json"
            );
            answer.Code.ShouldBe(400, Named(route));
            // The form is refused before its route; what it would have done, another test looks at.
            (form || answer.Type == "urn:slick-review:antiforgery").ShouldBeTrue(Named(route));
        }
    }

    // Pages, which are not posted to, and the circuit, which no other site can open (HardeningTests).
    private static bool IsOfTheFramework(RouteEndpoint route) =>
        route.RoutePattern.RawText!.Contains("_blazor", StringComparison.Ordinal)
        || route.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null;

    [Fact]
    public async Task A_browser_with_the_pages_token_decides()
    {
        var id = (await app.Desk.GivenSlicks(1))[0];
        using var browser = await app.SignedIn(Role.Analyst);
        var token = Token().Match((await browser.Get("/")).Text).Groups["token"].Value;

        var answer = await browser.Post(
            "/api/decisions",
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "seen",
            },
            "with token",
            headers: ("X-XSRF-TOKEN", WebUtility.HtmlDecode(token))
        );

        answer.Code.ShouldBe(200);
    }

    [Fact]
    public async Task Signing_in_without_the_forms_token_is_refused()
    {
        await app.Send(new AddPerson("form", Role.Analyst, "Correct-horse-7"));

        (await app.Nobody.Post("/signin", "user=form&password=Correct-horse-7", type: "application/x-www-form-urlencoded")).Code.ShouldBe(
            400
        );
    }

    [Fact]
    public async Task A_link_signs_in_once()
    {
        await app.Send(new AddPerson("once", Role.Admin, "Correct-horse-7"));
        var token = app.Services.GetRequiredService<OneTimeSignIn>().Issue("once");
        await app.Nobody.Get($"/signin/once?token={token}");

        (await app.Nobody.Get($"/signin/once?token={token}")).Message.Headers.Location!.ToString().ShouldBe("/signin?problem=link");
    }

    [Fact]
    public async Task A_person_who_is_not_signed_in_is_sent_to_the_sign_in_page_and_back() =>
        (await app.Nobody.Get("/?slick=5")).Message.Headers.Location!.PathAndQuery.ShouldBe("/signin?returnUrl=%2F%3Fslick%3D5");

    [Fact]
    public async Task A_browser_in_which_somebody_signed_in_reads()
    {
        using var browser = await app.SignedIn(Role.Viewer);

        (await browser.Get("/api/slicks")).Code.ShouldBe(200);
    }

    [Theory]
    [InlineData("/healthz", "ok")]
    [InlineData("/readyz", "ready")]
    public async Task Health_is_told_to_anybody(string address, string text) => (await app.Nobody.Get(address)).Text.ShouldBe(text);

    [Fact]
    public async Task What_does_not_exist_is_a_problem_with_a_sentence() =>
        (await app.Analyst.Get("/api/nothing")).Detail.ShouldEndWith(".");

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/tiles/nothing")]
    public async Task Scripts_are_sent_no_page(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };

        (await Requests.Read(app.Analyst.SendAsync(request, TestContext.Current.CancellationToken))).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Another_method_is_405_with_a_sentence()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/slicks/1");

        var answer = await Requests.Read(app.Analyst.SendAsync(request, TestContext.Current.CancellationToken));

        (answer.Code, answer.Detail).ShouldBe((405, "This address does not answer to that method."));
    }

    [Fact]
    public async Task A_person_with_a_mistyped_address_is_sent_to_a_page_that_says_so()
    {
        using var browser = await app.SignedIn(Role.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sliks") { Headers = { { "Accept", "text/html" } } };

        (await browser.SendAsync(request, TestContext.Current.CancellationToken)).Headers.Location!.ToString().ShouldBe("/not-found");
    }

    [Fact]
    public async Task A_password_that_is_too_short_is_refused() =>
        await Should.ThrowAsync<FluentValidation.ValidationException>(() => app.Send(new AddPerson("short", Role.Viewer, "abc")));

    private static bool IsPublic(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static IReadOnlyList<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static string Named(RouteEndpoint route) =>
        $"{(route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is [var one] ? one : "any")} "
        + $"/{route.RoutePattern.RawText!.TrimStart('/')}";

    private IEnumerable<RouteEndpoint> Routes() =>
        app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    [GeneratedRegex("{[^}]*}")]
    private static partial Regex Parameter();

    [GeneratedRegex("name=\"xsrf\" content=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
