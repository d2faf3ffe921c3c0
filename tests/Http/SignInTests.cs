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
    private readonly Dictionary<HttpClient, CookieContainer> jars = [];

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
    public async Task A_wrong_password_is_said_on_the_form() =>
        (await SignIn(await GivenPerson(), "wrong", "/")).ShouldStartWith("/signin?problem=wrong");

    [Fact]
    public async Task A_person_who_does_not_exist_is_told_the_same_as_of_a_wrong_password() =>
        (await SignIn("nobody", Password, "/")).ShouldStartWith("/signin?problem=wrong");

    [Theory]
    [InlineData("/é", "/%C3%A9")]
    [InlineData("/\t/elsewhere.example", "/")]
    [InlineData("/\n", "/")]
    [InlineData("/?q=ж#ß", "/?q=%D0%B6#%C3%9F")]
    public async Task An_address_that_no_header_can_carry_is_written_as_one_or_left_out(string asked, string sent) =>
        (await SignIn(await GivenPerson(), Password, asked)).ShouldBe(sent);

    [Fact]
    public async Task A_name_or_password_of_any_length_is_answered_as_a_wrong_one()
    {
        (await SignIn(new string('n', 5_000), Password, "/")).ShouldStartWith("/signin?problem=wrong&user=&");
        (await SignIn(await GivenPerson(), new string('p', 100_000), "/")).ShouldStartWith("/signin?problem=wrong");
    }

    [Fact]
    public async Task A_name_that_nobody_has_costs_a_hash_as_one_that_somebody_has_does()
    {
        var hasher = new CountingHasher();
        await using var scope = app.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        people.PasswordHasher = hasher;
        var handler = new SignPersonInHandler(
            people,
            scope.ServiceProvider.GetRequiredService<Review.Domain.IReviewDb>(),
            TimeProvider.System
        );

        await handler.Handle(new SignPersonIn("nobody-at-all", Password, "198.51.100.1"), TestContext.Current.CancellationToken);

        hasher.Verified.ShouldBe(1);
    }

    [Fact]
    public async Task Strangers_who_guess_lock_out_themselves_and_not_the_person()
    {
        var name = await GivenPerson();
        for (var i = 0; i < 12; i++)
        {
            await app.Send(new SignPersonIn(name, "wrong", "198.51.100.7"));
        }

        (await app.Send(new SignPersonIn(name, Password, "198.51.100.7"))).TooMany.ShouldBeTrue();
        (await app.Send(new SignPersonIn(name, Password, "203.0.113.5"))).Person.ShouldNotBeNull();
    }

    [Fact]
    public async Task Many_who_guess_one_name_do_not_lock_out_the_address_where_its_person_signed_in_before()
    {
        var name = await GivenPerson();
        await app.Send(new SignPersonIn(name, Password, "203.0.113.6"));
        for (var i = 0; i < SignInLimits.Name; i++)
        {
            await app.Desk.Database.Execute(
                $"insert into audit (at, event, name, by_whom, address) values (now(), 'sign-in-failed', '{name}', '{name}', "
                    + $"'198.51.100.{i}')"
            );
        }

        (await app.Send(new SignPersonIn(name, Password, "203.0.113.6"))).Person.ShouldNotBeNull();
        (await app.Send(new SignPersonIn(name, Password, "192.0.2.9"))).TooMany.ShouldBeTrue();
    }

    [Theory]
    [InlineData("1234567890")]
    [InlineData("password123")]
    [InlineData("qwertyuiop12")]
    [InlineData("slickreview")]
    [InlineData("aaaaabbbbbcc")]
    public async Task A_password_that_is_guessed_first_is_refused(string common) =>
        (
            await Should.ThrowAsync<FluentValidation.ValidationException>(() =>
                app.Send(new AddPerson($"person-{Guid.NewGuid():N}", Role.Viewer, common))
            )
        ).Message.ShouldContain("assword");

    [Fact]
    public async Task A_password_hashed_with_fewer_rounds_is_hashed_anew_when_it_is_used()
    {
        var name = await GivenPerson();
        var old = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 })).HashPassword(
            new Person(),
            Password
        );
        await app.Desk.Database.Execute($"update person set password_hash = '{old}' where user_name = '{name}'");

        (await app.Send(new SignPersonIn(name, Password, "203.0.113.8"))).Person.ShouldNotBeNull();

        (
            await app.Desk.Database.Ask<string>($"select password_hash from person where user_name = '{name}'")
        ).Length.ShouldBeGreaterThanOrEqualTo(old.Length);
        (await app.Desk.Database.Ask<string>($"select password_hash from person where user_name = '{name}'")).ShouldNotBe(old);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_is_dead_once_its_person_signed_out()
    {
        var (_, browser) = await Post(await GivenPerson(), Password, "/");
        var cookie = CookieOf(browser);
        using var thief = app.Client();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        (await thief.Get("/api/summary")).Code.ShouldBe(200);
        var token = Token().Match((await browser.Get("/signin")).Text).Groups["token"].Value;

        await browser.Post(
            "/signout",
            $"__RequestVerificationToken={Uri.EscapeDataString(token)}",
            type: "application/x-www-form-urlencoded"
        );

        (await thief.Get("/api/summary")).Code.ShouldBe(401);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whose_password_or_role_changed_is_asked_to_sign_in_again_and_gets_no_error(bool password)
    {
        var name = await GivenPerson();
        var (_, browser) = await Post(name, Password, "/");
        (await browser.Get("/api/summary")).Code.ShouldBe(200);

        await (password ? app.Send(new ChangePassword(name, "Other-horse-8")) : app.Send(new ChangeRole(name, Role.Lead)));

        await Requests.Until(async () => (await browser.Get("/api/summary")).Code == 401);
        (await browser.Get("/signin")).Code.ShouldBe(200);
        (await browser.Get("/")).Code.ShouldBe(302);
    }

    [Fact]
    public async Task A_session_ends_however_often_it_is_used()
    {
        var name = await GivenPerson();
        var (_, browser) = await Post(name, Password, "/");
        await app.Desk.Database.Execute(
            "update person_session set expires_at = now() - interval '1 second' where person = (select id from person where "
                + $"user_name = '{name}')"
        );

        await Requests.Until(async () => (await browser.Get("/api/summary")).Code == 401);
        PersonSession.Longest.ShouldBeLessThanOrEqualTo(TimeSpan.FromDays(30));
    }

    [Fact]
    public async Task What_happens_around_signing_in_is_written_down()
    {
        var name = await GivenPerson();
        await SignIn(name, "wrong", "/");
        await SignIn(name, Password, "/");
        await app.Send(new ChangeRole(name, Role.Lead, "boss"));
        await app.Send(new ChangePassword(name, "Other-horse-8", "boss"));

        (await app.Send(new ListAudit(name, null, 10)))
            .Select(entry => entry.Event)
            .ShouldBe(["password-changed", "role-changed", "signed-in", "sign-in-failed", "person-added"]);
    }

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
    public async Task The_list_of_people_says_their_role_since_when_they_are_there_and_when_they_last_signed_in()
    {
        var (name, other) = (await GivenPerson(), await GivenPerson());
        await SignIn(other, Password, "/");

        var people = (await app.Send(new ListPeople())).ToDictionary(person => person.Name);

        (people[name].Role, people[name].LastSignedIn).ShouldBe((Role.Analyst, null));
        people[other].LastSignedIn!.Value.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        people[name].CreatedAt.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        people.Keys.ShouldBe(people.Keys.OrderBy(one => one, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var (answer, _) = await Post(await GivenPerson(), Password, "/");

        var cookie = answer
            .Message.Headers.GetValues("Set-Cookie")
            .Single(set => set.StartsWith("slick-review=", StringComparison.Ordinal));
        ((string[])["httponly", "samesite=lax"]).ShouldAllBe(word => cookie.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Who_signed_out_is_nobody()
    {
        var (_, browser) = await Post(await GivenPerson(), Password, "/");
        var token = Token().Match((await browser.Get("/signin")).Text).Groups["token"].Value;

        await browser.Post(
            "/signout",
            $"__RequestVerificationToken={Uri.EscapeDataString(token)}",
            type: "application/x-www-form-urlencoded"
        );

        (await browser.Get("/api/slicks")).Code.ShouldBe(401);
    }

    [Fact]
    public async Task Signing_out_by_a_link_of_another_site_is_refused()
    {
        using var browser = await app.SignedIn(Role.Viewer);
        await browser.Post("/signout", "returnUrl=/", type: "application/x-www-form-urlencoded");

        (await browser.Get("/api/slicks")).Code.ShouldBe(200);
    }

    // What the browser sends with a request.
    private string CookieOf(HttpClient browser) => jars[browser].GetCookieHeader(browser.BaseAddress!);

    private sealed class CountingHasher : IPasswordHasher<Person>
    {
        public int Verified { get; private set; }

        public string HashPassword(Person user, string password) => "hash";

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return PasswordVerificationResult.Failed;
        }
    }

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
        var jar = new CookieContainer();
        var browser = app.Client(cookies: jar);
        jars[browser] = jar;
        var token = Token().Match((await browser.Get("/signin")).Text).Groups["token"].Value;
        token.ShouldNotBeEmpty("the form has no token");
        var form = await new FormUrlEncodedContent([
            new("user", user),
            new("password", password),
            new("returnUrl", returnUrl),
            new("__RequestVerificationToken", token),
        ]).ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (await browser.Post("/signin", form, type: "application/x-www-form-urlencoded"), browser);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();
}
