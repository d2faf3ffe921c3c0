using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Review.App.People;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>Signing in, and what a browser must send with what it posts.</summary>
public sealed partial class BrowserAccessTests(WebApp app) : Access(app), IClassFixture<WebApp>
{
    [Fact]
    public async Task A_browser_that_posts_without_the_pages_token_is_refused()
    {
        var id = (await App.Desk.GivenSlicks(1))[0];
        using var browser = await App.SignedIn(Role.Analyst);

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
        var id = (await App.Desk.GivenSlicks(1))[0];
        using var browser = await App.SignedIn(Role.Analyst);
        await browser.Decide(
            new
            {
                kind = "annotate",
                slicks = new[] { id },
                notes = "forged",
            }
        );

        (await App.Desk.Active(id)).ShouldBe([id]);
    }

    [Fact]
    public async Task Every_address_of_the_route_table_that_changes_something_asks_a_browser_for_the_token()
    {
        using var browser = await App.SignedIn(Role.Admin);
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
            var form = address is "/signout" or "/account/password";
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
        var id = (await App.Desk.GivenSlicks(1))[0];
        using var browser = await App.SignedIn(Role.Analyst);
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
        await App.Send(new AddPerson("form", Role.Analyst, "Correct-horse-7"));

        (await App.Nobody.Post("/signin", "user=form&password=Correct-horse-7", type: "application/x-www-form-urlencoded")).Code.ShouldBe(
            400
        );
    }

    [Fact]
    public async Task A_link_signs_in_once()
    {
        await App.Send(new AddPerson("once", Role.Admin, "Correct-horse-7"));
        var token = App.Services.GetRequiredService<OneTimeSignIn>().Issue("once");
        await App.Nobody.Get($"/signin/once?token={token}");

        (await App.Nobody.Get($"/signin/once?token={token}")).Message.Headers.Location!.ToString().ShouldBe("/signin?problem=link");
    }

    [Fact]
    public async Task A_person_who_is_not_signed_in_is_sent_to_the_sign_in_page_and_back() =>
        (await App.Nobody.Get("/?slick=5")).Message.Headers.Location!.PathAndQuery.ShouldBe("/signin?returnUrl=%2F%3Fslick%3D5");

    [Fact]
    public async Task A_browser_in_which_somebody_signed_in_reads()
    {
        using var browser = await App.SignedIn(Role.Viewer);

        (await browser.Get("/api/slicks")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_person_with_a_mistyped_address_is_sent_to_a_page_that_says_so()
    {
        using var browser = await App.SignedIn(Role.Viewer);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sliks") { Headers = { { "Accept", "text/html" } } };

        (await browser.SendAsync(request, TestContext.Current.CancellationToken)).Headers.Location!.ToString().ShouldBe("/not-found");
    }

    [Fact]
    public async Task A_password_that_is_too_short_is_refused() =>
        await Should.ThrowAsync<FluentValidation.ValidationException>(() => App.Send(new AddPerson("short", Role.Viewer, "abc")));

    [GeneratedRegex("name=\"xsrf\" content=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
