using Review.Domain;
using Review.Domain.People;
using Review.Tests.Support;

namespace Review.Tests.People;

/// <summary>Who may sign in, and as what.</summary>
public sealed class AccountTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Password = "Correct-horse-7";
    private const string Other = "Battery-staple-8";
    private const string Here = "198.51.100.9";

    [Fact]
    public async Task The_last_admin_who_may_sign_in_stays_one()
    {
        await NoAdmins();
        var (last, locked) = (await GivenPerson(Role.Admin), await GivenPerson(Role.Admin));
        await app.Send(new LockPerson(locked));

        (await Should.ThrowAsync<RuleBrokenException>(() => app.Send(new ChangeRole(last, Role.Lead)))).Message.ShouldContain("last admin");
        (await Should.ThrowAsync<RuleBrokenException>(() => app.Send(new LockPerson(last)))).Message.ShouldContain("last admin");

        await app.Send(new UnlockPerson(locked));
        await app.Send(new ChangeRole(last, Role.Lead));
        (await Row(last)).Role.ShouldBe(Role.Lead);
    }

    [Fact]
    public async Task Two_admins_who_step_down_in_the_same_instant_leave_one()
    {
        for (var round = 0; round < 5; round++)
        {
            await NoAdmins();
            string[] admins = [await GivenPerson(Role.Admin), await GivenPerson(Role.Admin)];

            var stepped = await Task.WhenAll(admins.Select(StepsDown));

            stepped.Count(isDone => isDone).ShouldBe(1);
            (await app.Send(new ListPeople())).Count(person => person.Role == Role.Admin).ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_database_itself_keeps_the_last_admin()
    {
        await NoAdmins();
        var last = await GivenPerson(Role.Admin);

        foreach (
            var statement in (string[])["update person set role = 'viewer'", "update person set locked_at = now()", "delete from person"]
        )
        {
            (
                await Should.ThrowAsync<Npgsql.PostgresException>(() =>
                    app.Desk.Database.Execute($"{statement} where user_name = '{last}'")
                )
            ).SqlState.ShouldBe("SR422");
        }
    }

    [Fact]
    public async Task Who_is_no_admin_changes_as_before_where_there_is_no_admin_at_all()
    {
        await NoAdmins();
        var name = await GivenPerson(Role.Analyst);

        await app.Send(new ChangeRole(name, Role.Viewer));
        await app.Send(new LockPerson(name));

        (await Row(name)).Role.ShouldBe(Role.Viewer);
    }

    [Fact]
    public async Task Who_is_locked_may_not_sign_in_until_they_are_let_in_again()
    {
        var name = await GivenPerson();
        await app.Send(new LockPerson(name, "boss"));

        (await app.Send(new SignPersonIn(name, Password, Here))).ShouldBe(new SignInAnswer(null, Locked: true));
        (await app.Send(new SignPersonIn(name, "wrong", Here))).ShouldBe(new SignInAnswer(null));
        (await Row(name)).LockedAt.ShouldNotBeNull();
        (await Row(name)).LastSignedIn.ShouldBeNull();

        await app.Send(new UnlockPerson(name, "boss"));
        (await app.Send(new SignPersonIn(name, Password, Here))).Person.ShouldNotBeNull();
        (await app.Send(new ListAudit(name, null, 10)))
            .Select(entry => entry.Event)
            .ShouldBe(["signed-in", "person-unlocked", "sign-in-failed", "sign-in-refused", "person-locked", "person-added"]);
    }

    [Fact]
    public async Task Nobody_locks_themselves()
    {
        var (name, _) = (await GivenPerson(Role.Admin), await GivenPerson(Role.Admin));

        await Should.ThrowAsync<RuleBrokenException>(() => app.Send(new LockPerson(name, name.ToUpperInvariant())));
    }

    [Fact]
    public async Task The_role_that_somebody_has_already_ends_no_session_and_is_not_written_down()
    {
        var name = await GivenPerson();

        await app.Send(new ChangeRole(name, Role.Analyst));

        (await app.Send(new ListAudit(name, null, 10))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("wrong", Other, OwnPassword.Wrong)]
    [InlineData(Password, Password, OwnPassword.Same)]
    [InlineData(Password, "password123", OwnPassword.Weak)]
    [InlineData(Password, "short", OwnPassword.Weak)]
    [InlineData(Password, Other, OwnPassword.Changed)]
    public async Task A_new_password_is_taken_from_who_knows_the_old_one(string old, string @new, OwnPassword outcome)
    {
        var name = await GivenPerson();

        (await app.Send(new ChangeOwnPassword(name, old, @new, Here))).Outcome.ShouldBe(outcome);

        var right = outcome == OwnPassword.Changed ? @new : Password;
        (await app.Send(new SignPersonIn(name, right, Here))).Person.ShouldNotBeNull();
    }

    [Fact]
    public async Task Guesses_of_the_old_password_are_limited()
    {
        var name = await GivenPerson();
        for (var i = 0; i < SignInLimits.SamePlace; i++)
        {
            await app.Send(new ChangeOwnPassword(name, "wrong", Other, Here + "0"));
        }

        (await app.Send(new ChangeOwnPassword(name, Password, Other, Here + "0"))).Outcome.ShouldBe(OwnPassword.TooMany);
    }

    [Fact]
    public async Task Confirming_a_password_is_no_sign_in()
    {
        var name = await GivenPerson();

        (await app.Send(new ConfirmPassword(name, Password, Here))).Person.ShouldNotBeNull();

        (await Row(name)).LastSignedIn.ShouldBeNull();
        (await app.Send(new ListAudit(name, null, 1)))[0]
            .ShouldSatisfyAllConditions(entry => entry.Event.ShouldBe("password-confirmed"), entry => entry.Address.ShouldBe(Here));
    }

    [Fact]
    public async Task What_happened_comes_page_by_page()
    {
        var name = await GivenPerson();
        await app.Send(new LockPerson(name));
        await app.Send(new UnlockPerson(name));

        var newest = await app.Send(new ListAudit(name, null, 2));
        var older = await app.Send(new ListAudit(name, null, 2, newest[^1].Id));

        newest.Select(entry => entry.Event).ShouldBe(["person-unlocked", "person-locked"]);
        older.ShouldHaveSingleItem().Event.ShouldBe("person-added");
    }

    private async Task<bool> StepsDown(string name)
    {
        try
        {
            await app.Send(new ChangeRole(name, Role.Viewer));
            return true;
        }
        catch (RuleBrokenException)
        {
            return false;
        }
    }

    private async Task NoAdmins() =>
        await app.Desk.Database.Execute(
            "alter table person disable trigger user; update person set role = 'viewer' where role = 'admin'; alter table person enable trigger user"
        );

    private async Task<PersonRow> Row(string name) => (await app.Send(new ListPeople())).Single(person => person.Name == name);

    private async Task<string> GivenPerson(Role role = Role.Analyst)
    {
        var name = $"person-{Guid.NewGuid():N}";
        await app.Send(new AddPerson(name, role, Password));
        return name;
    }
}
