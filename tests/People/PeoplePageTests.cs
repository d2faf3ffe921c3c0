using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Review.App.People;
using Review.Domain;
using Review.Domain.People;
using Review.Tests.Support;
using static Review.Tests.People.PeopleContext;

namespace Review.Tests.People;

/// <summary>The page on which admins manage people and keys.</summary>
public sealed class PeoplePageTests
{
    [Fact]
    public async Task Everybody_is_shown_with_role_and_last_sign_in()
    {
        await using var context = Open(Answers(), "/people");

        var page = context.Render<PeoplePage>();

        var rows = page.WaitForElement("[data-testid=people] tbody").TextContent;
        rows.ShouldContain("grace");
        rows.ShouldContain("never");
        rows.ShouldContain("5 min ago");
        rows.ShouldContain("may not sign in");
        page.Find("[data-testid=to-people]").GetAttribute("aria-current").ShouldBe("page");
    }

    [Fact]
    public async Task While_people_are_read_their_place_is_held()
    {
        await using var context = Open(
            Answers().On<ListPeople, IReadOnlyList<PersonRow>>(_ => new TaskCompletionSource<IReadOnlyList<PersonRow>>().Task),
            "/people"
        );

        context.Render<PeoplePage>().FindAll(".mud-skeleton").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_and_can_be_asked_again()
    {
        var isAway = true;
        await using var context = Open(
            Answers()
                .On<ListPeople, IReadOnlyList<PersonRow>>(_ =>
                    isAway
                        ? Task.FromException<IReadOnlyList<PersonRow>>(new Npgsql.NpgsqlException("away"))
                        : Task.FromResult<IReadOnlyList<PersonRow>>([new("grace", Role.Lead, Ada.CreatedAt, null, null)])
                ),
            "/people"
        );
        var page = context.Render<PeoplePage>();
        page.WaitForElement("[data-testid=page-problem]").TextContent.ShouldContain("did not answer");

        isAway = false;
        page.Find("[data-testid=page-problem] button").Click();

        page.WaitForElement("[data-testid=people]").TextContent.ShouldContain("grace");
    }

    [Fact]
    public async Task Who_is_no_admin_in_the_database_reads_why_whatever_their_claims_say()
    {
        var answers = Answers(Role.Lead);
        await using var context = Open(answers, "/people");

        var page = context.Render<PeoplePage>();

        page.WaitForElement("[data-testid=refusal]").TextContent.ShouldContain("Only admins");
        page.FindAll("[data-testid=people], [data-testid=add-new], [data-testid=tab-keys]").ShouldBeEmpty();
        answers.Asked.OfType<ListPeople>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_that_is_taken_away_takes_everything_from_the_open_page()
    {
        var role = Role.Admin;
        await using var context = Open(
            Answers().On<GetSession, SessionOwner?>(_ => Task.FromResult<SessionOwner?>(Ada with { Role = role })),
            "/people"
        );
        var page = context.Render<PeoplePage>();
        page.WaitForElement("[data-testid=people]");

        role = Role.Viewer;
        page.Find("[data-testid=tab-keys]").Click();

        page.WaitForElement("[data-testid=refusal]").TextContent.ShouldContain("You are a viewer");
        page.Markup.ShouldNotContain("grace");
        page.Markup.ShouldNotContain("nightly import");
    }

    [Fact]
    public async Task A_search_finds_by_a_part_of_the_name_and_stands_in_the_address()
    {
        await using var context = Open(Answers(), "/people");
        var page = context.Render<PeoplePage>();
        page.WaitForElement("[data-testid=people]");

        page.Find("[data-testid=search]").Input("GRA");

        page.Find("[data-testid=people] tbody").TextContent.ShouldContain("grace");
        page.Find("[data-testid=people] tbody").TextContent.ShouldNotContain("joan");
        context.JSInterop.VerifyInvoke("slickPages.setQuery").Arguments.ShouldBe(["q=GRA"]);
        page.Find("[data-testid=search]").Input("nobody-is-called-this");
        page.Find("[data-testid=nobody]").TextContent.ShouldContain("nobody-is-called-this");
    }

    [Fact]
    public async Task Somebody_is_added_after_the_password_and_the_made_one_is_shown_once()
    {
        var answers = Answers().On<AddPerson>(_ => Task.CompletedTask);
        await using var context = Open(answers, "/people");
        var page = context.Render<PeoplePage>();
        page.WaitForElement("[data-testid=add-new]").Click();
        page.WaitForElement("[data-testid=person-name]").Change("mary");
        page.Find("[data-testid=role-lead] input, input[data-testid=role-lead]").Click();
        page.Find("#person-form").Submit();
        page.WaitForElement("[data-testid=confirm-password]").Change("not it");
        page.Find("#confirm-form").Submit();
        page.WaitForAssertion(() => page.Markup.ShouldContain("The password is not right."));
        answers.Asked.OfType<AddPerson>().ShouldBeEmpty();

        page.Find("[data-testid=confirm-password]").Change(Password);
        page.Find("#confirm-form").Submit();

        var secret = page.WaitForElement("[data-testid=secret]").TextContent;
        var added = answers.Asked.OfType<AddPerson>().ShouldHaveSingleItem();
        added.ShouldBe(new AddPerson("mary", Role.Lead, secret, "ada"));
        secret.Length.ShouldBe(20);
        page.Find("[data-testid=done]").Click();
        page.WaitForAssertion(() => page.FindAll("[data-testid=secret]").ShouldBeEmpty());
    }

    [Fact]
    public async Task A_rule_that_a_new_person_breaks_is_said_in_the_dialog_which_keeps_what_was_typed()
    {
        var answers = Answers()
            .On<AddPerson>(_ => Task.FromException(new RuleBrokenException("name", "There is somebody called grace already.")));
        await using var context = Open(answers, "/people");
        var page = await Confirmed(context);
        page.Find("[data-testid=add-new]").Click();
        page.WaitForElement("[data-testid=person-name]").Change("grace");
        page.Find("#person-form").Submit();

        page.WaitForElement("[data-testid=problem]").TextContent.ShouldContain("somebody called grace already");
        page.Find("[data-testid=person-name]").GetAttribute("value").ShouldBe("grace");
    }

    [Fact]
    public async Task A_role_is_changed_after_a_question_and_ten_minutes_later_the_password_is_asked_for_again()
    {
        var clock = new FakeTimeProvider(Ada.CreatedAt);
        var answers = Answers().On<ChangeRole>(_ => Task.CompletedTask);
        await using var context = Open(answers, "/people", clock);
        var page = await Confirmed(context);

        await GiveRole(page, "grace", "lead");
        page.WaitForAssertion(() => answers.Asked.OfType<ChangeRole>().ShouldHaveSingleItem().ShouldBe(new("grace", Role.Lead, "ada")));
        page.WaitForElement("[data-testid=toast]").TextContent.ShouldContain("grace is a lead now.");

        clock.Advance(TimeSpan.FromMinutes(10));
        await GiveRole(page, "grace", "viewer");
        page.WaitForElement("[data-testid=confirm-password]");
        answers.Asked.OfType<ChangeRole>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_last_admin_reads_why_the_role_stays()
    {
        var answers = Answers()
            .On<ChangeRole>(_ => Task.FromException(new RuleBrokenException("role", "ada is the last admin who may sign in.")));
        await using var context = Open(answers, "/people");
        var page = await Confirmed(context);

        await GiveRole(page, "ada", "lead");

        page.WaitForElement("[data-testid=toast]").TextContent.ShouldContain("last admin");
    }

    [Fact]
    public async Task Keys_in_use_come_first_and_one_is_made_and_shown_once()
    {
        var answers = Answers().On<CreateApiKey, string>(_ => Task.FromResult("sr_secret"));
        await using var context = Open(answers, "/people");
        var page = await Confirmed(context);
        page.Find("[data-testid=tab-keys]").Click();
        page.WaitForElement("[data-testid=keys]");
        page.FindAll("[data-testid=keys] tbody b").Select(name => name.TextContent).ShouldBe(["nightly import", "old script"]);

        page.Find("[data-testid=add-new]").Click();
        page.WaitForElement("[data-testid=key-name]").Change("map export");
        page.Find("#key-form").Submit();

        page.WaitForElement("[data-testid=secret]").TextContent.ShouldBe("sr_secret");
        answers.Asked.OfType<CreateApiKey>().ShouldHaveSingleItem().ShouldBe(new("map export", Role.Analyst, "ada"));
    }

    [Fact]
    public async Task A_key_is_revoked_after_a_question_only()
    {
        var answers = Answers().On<RevokeApiKey>(_ => Task.CompletedTask);
        await using var context = Open(answers, "/people");
        var page = await Confirmed(context);
        page.Find("[data-testid=tab-keys]").Click();
        page.WaitForElement("[data-testid='revoke-nightly import']").Click();
        page.WaitForElement(".mud-dialog");
        answers.Asked.OfType<RevokeApiKey>().ShouldBeEmpty();

        page.FindAll(".mud-dialog button").Single(button => button.TextContent.Trim() == "Revoke").Click();

        page.WaitForAssertion(() => answers.Asked.OfType<RevokeApiKey>().ShouldHaveSingleItem().ShouldBe(new("nightly import", "ada")));
    }

    [Fact]
    public async Task What_happened_comes_in_pages_and_about_one_name()
    {
        var answers = Answers()
            .On<ListAudit, IReadOnlyList<AuditEntry>>(asked =>
                Task.FromResult<IReadOnlyList<AuditEntry>>([
                    .. Enumerable
                        .Range(1, 200)
                        .Select(entry => 201 - entry)
                        .Where(entry => entry < (asked.Before ?? 1000))
                        .Take(asked.Limit)
                        .Select(entry => Entry(entry)),
                ])
            );
        await using var context = Open(answers, "/people?tab=happened&about=grace");
        var page = context.Render<PeoplePage>();
        page.WaitForElement("[data-testid=happened]").TextContent.ShouldContain("wrong name or password");
        answers.Asked.OfType<ListAudit>().Last().Name.ShouldBe("grace");

        page.Find("[data-testid=older]").Click();

        page.WaitForAssertion(() => answers.Asked.OfType<ListAudit>().Last().Before.ShouldBe(200 - PeopleBoard.EntriesOfPage + 1));
        page.Find("[data-testid=about]").Change("");
        page.WaitForAssertion(() =>
            answers.Asked.OfType<ListAudit>().Last().ShouldBe(new ListAudit(null, null, PeopleBoard.EntriesOfPage + 1))
        );
    }

    [Fact]
    public async Task Where_nothing_happened_that_is_said()
    {
        await using var context = Open(Answers(), "/people?tab=happened&about=zoe");

        context.Render<PeoplePage>().WaitForElement("[data-testid=nothing]").TextContent.ShouldContain("about \"zoe\"");
    }

    private static AuditEntry Entry(int id) =>
        new()
        {
            Id = id,
            At = Ada.CreatedAt,
            Event = AuditEvents.SignInFailed,
            Name = "grace",
            ByWhom = "grace",
            Address = "198.51.100.1",
        };

    private static async Task<IRenderedComponent<PeoplePage>> Confirmed(PageContext context)
    {
        var page = context.Render<PeoplePage>();
        page.WaitForElement("[data-testid=people]");
        (await context.Services.GetRequiredService<AdminDesk>().Confirm(Password)).ShouldBeNull();
        return page;
    }

    private static Task GiveRole(IRenderedComponent<PeoplePage> page, string name, string role)
    {
        page.WaitForElement($"[data-testid=change-{name}] button, button[data-testid=change-{name}]").Click();
        page.WaitForElement($"[data-testid=make-{role}]").Click();
        page.WaitForElement(".mud-dialog");
        page.FindAll(".mud-dialog button").Single(button => button.TextContent.Trim() == $"Make {role}").Click();
        return Task.CompletedTask;
    }
}
