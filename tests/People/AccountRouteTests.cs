using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Review.App.People;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.People;

/// <summary>A person changes their own password: this session goes on, the others end.</summary>
public sealed partial class AccountRouteTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Password = "Correct-horse-7";
    private const string Other = "Battery-staple-8";
    private readonly string name = $"person-{Guid.NewGuid():N}";

    [Fact]
    public async Task The_session_in_which_the_password_is_changed_goes_on_and_the_others_end()
    {
        using var here = await app.SignedIn(Role.Analyst, name);
        using var elsewhere = await SignInAgain();
        (await elsewhere.Get("/api/summary")).Code.ShouldBe(200);

        (await Change(here, Password, Other)).ShouldBe("/account?password=changed");

        await Requests.Until(async () => (await elsewhere.Get("/api/summary")).Code == 401);
        (await here.Get("/api/summary")).Code.ShouldBe(200);
        (await app.Send(new SignPersonIn(name, Other, "198.51.100.1"))).Person.ShouldNotBeNull();
        (await app.Send(new ListSessions(name))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("wrong", Other, Other, "wrong")]
    [InlineData(Password, Other, "typo", "differ")]
    [InlineData(Password, "1234567890", "1234567890", "weak")]
    public async Task What_is_wrong_is_said_and_nothing_is_changed(string old, string @new, string again, string code)
    {
        using var here = await app.SignedIn(Role.Viewer, name);
        using var elsewhere = await SignInAgain();

        (await Change(here, old, @new, again)).ShouldBe($"/account?password={code}");

        (await here.Get("/api/summary")).Code.ShouldBe(200);
        (await elsewhere.Get("/api/summary")).Code.ShouldBe(200);
        (await app.Send(new SignPersonIn(name, Password, "198.51.100.2"))).Person.ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_the_token_of_the_page_the_password_stays()
    {
        using var here = await app.SignedIn(Role.Viewer, name);

        var answer = await here.Post(
            "/account/password",
            $"oldPassword={Password}&newPassword={Other}&again={Other}",
            type: "application/x-www-form-urlencoded"
        );

        answer.Code.ShouldBe(400);
        (await app.Send(new SignPersonIn(name, Password, "198.51.100.3"))).Person.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_others_are_ended_and_this_one_goes_on()
    {
        using var here = await app.SignedIn(Role.Viewer, name);
        var session = (await app.Send(new ListSessions(name))).ShouldHaveSingleItem().Id;
        using var elsewhere = await SignInAgain();

        (await app.Send(new EndOtherSessions(name, session))).ShouldBe(1);

        await Requests.Until(async () => (await elsewhere.Get("/api/summary")).Code == 401);
        (await here.Get("/api/summary")).Code.ShouldBe(200);
        (await app.Send(new ListAudit(name, null, 1)))[0]
            .ShouldSatisfyAllConditions(entry => entry.Event.ShouldBe("sessions-ended"), entry => entry.Detail.ShouldBe("1"));
    }

    [Fact]
    public async Task Who_signs_in_over_the_open_session_of_another_has_a_session_of_their_own()
    {
        using var browser = await app.SignedIn(Role.Viewer, $"{name}-before");
        await app.Send(new AddPerson(name, Role.Viewer, Password));
        await Once(browser, name);
        var session = (await app.Send(new ListSessions(name))).ShouldHaveSingleItem().Id;

        await app.Send(new ChangeRole($"{name}-before", Role.Analyst));
        (await app.Send(new GetSession(session)))!.Name.ShouldBe(name);
        await app.Send(new ChangeRole(name, Role.Analyst));

        (await app.Send(new GetSession(session))).ShouldBeNull();
        await Requests.Until(async () => (await browser.Get("/api/summary")).Code == 401);
    }

    [Fact]
    public async Task Who_may_not_sign_in_any_more_is_out_everywhere_and_no_link_lets_them_in()
    {
        using var here = await app.SignedIn(Role.Viewer, name);

        await app.Send(new LockPerson(name, "boss"));

        await Requests.Until(async () => (await here.Get("/api/summary")).Code == 401);
        using var link = app.Client(cookies: new CookieContainer());
        (await Once(link, name)).ShouldBe("/signin?problem=link");
    }

    private async Task<HttpClient> SignInAgain()
    {
        var browser = app.Client(cookies: new CookieContainer());
        (await Once(browser, name)).ShouldBe("/");
        return browser;
    }

    private async Task<string> Once(HttpClient browser, string called)
    {
        var token = app.Services.GetRequiredService<OneTimeSignIn>().Issue(called);
        return (await browser.Get($"/signin/once?token={token}")).Message.Headers.Location!.ToString();
    }

    private static async Task<string> Change(HttpClient browser, string old, string @new, string? again = null)
    {
        var page = (await browser.Get("/account")).Text;
        var form = await new FormUrlEncodedContent([
            new("oldPassword", old),
            new("newPassword", @new),
            new("again", again ?? @new),
            new("__RequestVerificationToken", Token().Match(page).Groups["token"].Value),
        ]).ReadAsStringAsync(TestContext.Current.CancellationToken);
        var answer = await browser.Post("/account/password", form, type: "application/x-www-form-urlencoded");
        return answer.Message.Headers.Location?.OriginalString ?? answer.Text;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
