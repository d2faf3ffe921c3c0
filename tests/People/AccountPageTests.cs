using Bunit;
using Review.App.People;
using Review.Domain.People;
using Review.Tests.Support;
using static Review.Tests.People.PeopleContext;

namespace Review.Tests.People;

/// <summary>The page of one's own account.</summary>
public sealed class AccountPageTests
{
    private static readonly SessionRow Here = new(7, Ada.CreatedAt, Ada.CreatedAt.AddDays(14));
    private static readonly SessionRow Elsewhere = new(5, Ada.CreatedAt.AddDays(-1), Ada.CreatedAt.AddDays(13));

    [Fact]
    public async Task Name_role_and_sessions_are_shown()
    {
        await using var context = Open(Signed(Here), "/account");

        var page = context.Render<AccountPage>();

        page.WaitForElement("[data-testid=you]").TextContent.ShouldContain("ada");
        page.Find("[data-testid=you]").TextContent.ShouldContain("admin");
        page.WaitForElement("[data-testid=sessions]").TextContent.ShouldContain("this browser");
        page.FindAll("[data-testid=end-others]").ShouldBeEmpty();
        page.FindAll("[data-testid=password-said]").ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_account_is_read_its_place_is_held()
    {
        await using var context = Open(
            Answers().On<GetSession, SessionOwner?>(_ => new TaskCompletionSource<SessionOwner?>().Task),
            "/account"
        );

        context.Render<AccountPage>().FindAll(".mud-skeleton").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_session_that_is_over_is_said()
    {
        await using var context = Open(Answers().On<GetSession, SessionOwner?>(_ => Task.FromResult<SessionOwner?>(null)), "/account");

        var page = context.Render<AccountPage>();

        page.WaitForElement("[data-testid=page-problem]").TextContent.ShouldContain("not signed in any more");
        page.FindAll("form[action='/account/password']").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("changed", "Your password is changed.", "status")]
    [InlineData("wrong", "The old password is not right.", "alert")]
    [InlineData("weak", "among those that are guessed first", "alert")]
    public async Task What_came_of_a_new_password_is_said_once(string code, string sentence, string role)
    {
        await using var context = Open(Signed(Here), $"/account?password={code}");

        var page = context.Render<AccountPage>();

        page.WaitForElement("[data-testid=password-said]").TextContent.ShouldContain(sentence);
        page.Find("[data-testid=password-said]").GetAttribute("role").ShouldBe(role);
        context.JSInterop.VerifyInvoke("slickPages.setQuery").Arguments.ShouldBe([""]);
    }

    [Fact]
    public async Task No_link_puts_words_on_the_page()
    {
        await using var context = Open(Signed(Here), "/account?password=%3Cb%3Ecall+this+number");

        context.Render<AccountPage>().FindAll("[data-testid=password-said]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Other_sessions_are_ended()
    {
        var open = new List<SessionRow> { Here, Elsewhere };
        var answers = Answers()
            .On<ListSessions, IReadOnlyList<SessionRow>>(_ => Task.FromResult<IReadOnlyList<SessionRow>>([.. open]))
            .On<EndOtherSessions, int>(_ => Task.FromResult(open.RemoveAll(session => session.Id != 7)));
        await using var context = Open(answers, "/account");
        var page = context.Render<AccountPage>();

        page.WaitForElement("[data-testid=end-others]").Click();

        page.WaitForElement("[data-testid=toast]").TextContent.ShouldContain("One session was ended.");
        answers.Asked.OfType<EndOtherSessions>().ShouldHaveSingleItem().ShouldBe(new("ada", 7));
        page.FindAll("[data-testid=sessions] li").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Theme_and_going_on_are_kept_by_the_browser()
    {
        await using var context = Open(Signed(Here), "/account");
        var page = context.Render<AccountPage>();

        page.WaitForElement("[data-testid=theme-dark]").Change("dark");
        page.Find("[data-testid=choose-go-on]").Change(false);

        context.JSInterop.VerifyInvoke("slickPages.chooseTheme").Arguments.ShouldBe(["dark"]);
        context.JSInterop.VerifyInvoke("slickPages.chooseGoOn").Arguments.ShouldBe([false]);
    }

    [Fact]
    public async Task Who_only_looks_is_not_asked_about_going_on()
    {
        var answers = Answers(Role.Viewer)
            .On<ListSessions, IReadOnlyList<SessionRow>>(_ => Task.FromResult<IReadOnlyList<SessionRow>>([Here]));
        await using var context = Open(answers, "/account");

        var page = context.Render<AccountPage>();

        page.WaitForElement("[data-testid=theme-system]");
        page.FindAll("[data-testid=choose-go-on]").ShouldBeEmpty();
    }

    private static Answers Signed(params SessionRow[] sessions) =>
        Answers().On<ListSessions, IReadOnlyList<SessionRow>>(_ => Task.FromResult<IReadOnlyList<SessionRow>>(sessions));
}
