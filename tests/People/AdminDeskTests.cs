using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Review.App.People;
using Review.App.Shell;
using Review.App.Shell.Frame;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.People;

/// <summary>What a page that is open lets an admin see and do, over a real database.</summary>
public sealed class AdminDeskTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Password = "Correct-horse-7";
    private readonly FakeTimeProvider clock = new();
    private readonly string name = $"admin-{Guid.NewGuid():N}";
    private readonly string other = $"other-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_admin_sees_who_may_sign_in()
    {
        var desk = await GivenDesk();

        var (people, problem) = await desk.Read(new ListPeople());

        problem.ShouldBeNull();
        people!.ShouldContain(person => person.Name == name && person.Role == Role.Admin);
    }

    [Fact]
    public async Task Without_the_password_nothing_is_changed()
    {
        var desk = await GivenDesk();

        (await desk.Change(by => new AddPerson(other, Role.Viewer, Password, by))).ShouldBe(AdminDesk.NotConfirmed);
        (await desk.Change(by => new CreateApiKey(other, Role.Admin, by))).Answer.ShouldBeNull();

        (await app.Send(new ListAudit(other, null, 10))).ShouldBeEmpty();
        desk.Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task With_the_password_changes_are_made_for_ten_minutes_under_the_name_of_the_admin()
    {
        var desk = await GivenDesk();
        (await desk.Confirm(Password)).ShouldBeNull();

        (await desk.Change(by => new AddPerson(other, Role.Viewer, Password, by))).ShouldBeNull();
        clock.Advance(TimeSpan.FromMinutes(10));
        (await desk.Change(by => new ChangeRole(other, Role.Lead, by))).ShouldBe(AdminDesk.NotConfirmed);

        (await app.Send(new ListAudit(other, null, 10))).ShouldHaveSingleItem().ByWhom.ShouldBe(name);
        (await app.Send(new ListAudit(name, null, 1)))[0].Event.ShouldBe(AuditEvents.PasswordConfirmed);
    }

    [Fact]
    public async Task Wrong_passwords_count_as_those_at_the_sign_in()
    {
        var desk = await GivenDesk();
        for (var i = 0; i < SignInLimits.SamePlace; i++)
        {
            (await desk.Confirm("wrong")).ShouldBe("The password is not right.");
        }

        (await desk.Confirm(Password)).ShouldBe("Too many attempts. Wait a few minutes and try again.");
        (await desk.Change(by => new AddPerson(other, Role.Viewer, Password, by))).ShouldBe(AdminDesk.NotConfirmed);
        (await app.Send(new SignPersonIn(name, Password, "198.51.100.4"))).TooMany.ShouldBeTrue();
        (await app.Send(new ListAudit(name, null, 100)))
            .Count(entry => entry.Event == AuditEvents.SignInFailed)
            .ShouldBe(SignInLimits.SamePlace);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_no_admin_any_more_sees_and_changes_nothing_though_the_page_is_open(bool sessionGoesOn)
    {
        var desk = await GivenDesk();
        (await desk.Confirm(Password)).ShouldBeNull();
        await app.Send(new AddPerson(other, Role.Admin, Password));

        // By hand in the database the session goes on; only the role is another.
        await (
            sessionGoesOn
                ? app.Desk.Database.Execute($"update person set role = 'lead' where user_name = '{name}'")
                : app.Send(new ChangeRole(name, Role.Lead, other))
        );

        (await desk.Read(new ListPeople())).Answer.ShouldBeNull();
        (await desk.Change(by => new CreateApiKey(name, Role.Admin, by))).Answer.ShouldBeNull();
        (await desk.Change(by => new ChangeRole(name, Role.Admin, by))).ShouldNotBeNull();
        (await desk.Confirm(Password)).ShouldNotBeNull();
        desk.Refusal.ShouldNotBeNull().ShouldContain(sessionGoesOn ? "Only admins" : "not signed in");
        (await app.Send(new ListPeople())).Single(person => person.Name == name).Role.ShouldBe(Role.Lead);
        (await app.Send(new ListApiKeys())).ShouldNotContain(key => key.Name == name);
    }

    [Fact]
    public async Task Who_was_signed_out_by_a_new_password_changes_nothing()
    {
        var desk = await GivenDesk();
        (await desk.Confirm(Password)).ShouldBeNull();

        await app.Send(new ChangePassword(name, "Other-horse-8", other));

        (await desk.Change(by => new CreateApiKey(name, Role.Admin, by))).Problem.ShouldBe(CurrentPerson.Ended);
    }

    [Fact]
    public async Task A_session_that_is_somebody_elses_by_now_serves_nobody()
    {
        var desk = await GivenDesk(called: "somebody-else");

        (await desk.Read(new ListPeople())).Problem.ShouldBe(CurrentPerson.Ended);
    }

    [Fact]
    public async Task A_key_of_an_admin_manages_nobody()
    {
        var desk = Desk(new Claim(ClaimTypes.Name, "key:script"), new Claim(ClaimTypes.Role, "Admin"), new Claim("key", "1"));

        (await desk.Read(new ListPeople())).Answer.ShouldBeNull();
        desk.Refusal.ShouldNotBeNull();
    }

    private async Task<AdminDesk> GivenDesk(string? called = null)
    {
        using var browser = await app.SignedIn(Role.Admin, name);
        var session = await app.Desk.Database.Ask<long>(
            $"select id from person_session where person = (select id from person where user_name = '{name}')"
        );
        return Desk(
            new Claim(ClaimTypes.Name, called ?? name),
            new Claim(ClaimTypes.Role, "Admin"),
            new Claim(PersonSessions.SessionClaim, session.ToString(CultureInfo.InvariantCulture)),
            new Claim(Caller.AddressClaim, "198.51.100.4")
        );
    }

    private AdminDesk Desk(params Claim[] claims)
    {
        var work = new PageWork(app.Services.GetRequiredService<UseCases>(), new Toasts(), NullLogger<PageWork>.Instance);
        return new AdminDesk(work, new CurrentPerson(work, new Visitor(claims)), new PasswordConfirmation(clock));
    }

    private sealed class Visitor(Claim[] claims) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(claims, "test"))));
    }
}
