using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.Http;

/// <summary>The form that people sign in with.</summary>
public sealed partial class SignInTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Password = "Correct-horse-7";

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/?slick=5&bbox=1,2,3,4", "/?slick=5&bbox=1,2,3,4")]
    [InlineData("", "/")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    [InlineData("/\\elsewhere.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Who_signs_in_comes_back_to_a_page_of_this_application_only(string asked, string sent) =>
        (await SignIn(await GivenPerson(), Password, asked)).ShouldBe(sent);

    [Fact]
    public async Task A_wrong_password_is_said_on_the_form() => (await SignIn(await GivenPerson(), "wrong", "/")).ShouldStartWith("/signin?problem=wrong");

    [Fact]
    public async Task A_person_who_does_not_exist_is_told_the_same_as_of_a_wrong_password() => (await SignIn("nobody", Password, "/")).ShouldStartWith("/signin?problem=wrong");

    [Fact]
    public async Task After_ten_wrong_passwords_the_right_one_is_refused_too()
    {
        var name = await GivenPerson();
        for (var i = 0; i < 10; i++)
        {
            await SignIn(name, "wrong", "/");
        }

        (await SignIn(name, Password, "/")).ShouldStartWith("/signin?problem=locked");
    }

    [Fact]
    public async Task The_list_of_people_says_their_role_since_when_they_are_there_and_who_is_locked_out()
    {
        var (name, locked) = (await GivenPerson(), await GivenPerson());
        for (var i = 0; i < 10; i++)
        {
            await SignIn(locked, "wrong", "/");
        }

        var people = (await app.Send(new ListPeople())).ToDictionary(person => person.Name);

        (people[name].Role, people[name].LockedUntil, people[locked].LockedUntil > DateTimeOffset.UtcNow).ShouldBe((Role.Analyst, null, true));
        people[name].CreatedAt.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        people.Keys.ShouldBe(people.Keys.OrderBy(one => one, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var (answer, _) = await Post(await GivenPerson(), Password, "/");

        var cookie = answer.Message.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("slick-review=", StringComparison.Ordinal));
        ((string[])["httponly", "samesite=lax"]).ShouldAllBe(word => cookie.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Who_signed_out_is_nobody()
    {
        var (_, browser) = await Post(await GivenPerson(), Password, "/");
        var token = Token().Match((await browser.Get("/signin")).Text).Groups["token"].Value;

        await browser.Post("/signout", $"__RequestVerificationToken={Uri.EscapeDataString(token)}", type: "application/x-www-form-urlencoded");

        (await browser.Get("/api/slicks")).Code.ShouldBe(401);
    }

    [Fact]
    public async Task Signing_out_by_a_link_of_another_site_is_refused()
    {
        using var browser = await app.SignedIn(Role.Viewer);
        await browser.Post("/signout", "returnUrl=/", type: "application/x-www-form-urlencoded");

        (await browser.Get("/api/slicks")).Code.ShouldBe(200);
    }

    [Fact]
    public void A_changed_role_or_password_is_noticed_within_a_minute() =>
        app.Services.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value.ValidationInterval.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));

    private async Task<string> GivenPerson()
    {
        var name = $"person-{Guid.NewGuid():N}";
        await app.Send(new AddPerson(name, Role.Analyst, Password));
        return name;
    }

    private async Task<string> SignIn(string user, string password, string returnUrl) =>
        (await Post(user, password, returnUrl)).Answer.Message.Headers.Location!.OriginalString;

    private async Task<(Answer Answer, HttpClient Browser)> Post(string user, string password, string returnUrl)
    {
        var browser = app.Client(cookies: new CookieContainer());
        var token = Token().Match((await browser.Get("/signin")).Text).Groups["token"].Value;
        token.ShouldNotBeEmpty("the form has no token");
        var form = await new FormUrlEncodedContent([new("user", user), new("password", password), new("returnUrl", returnUrl), new("__RequestVerificationToken", token)]).ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (await browser.Post("/signin", form, type: "application/x-www-form-urlencoded"), browser);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
