using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Review.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Review.Tests.Browser;

/// <summary>An admin manages people and keys; who was added signs in and has an account.</summary>
public sealed class PeoplePageTests(RunningApp app, Chromium chromium) : IClassFixture<RunningApp>
{
    private const string OwnPassword = "Battery-staple-8";

    // Until an open page has heard that its session is over: the server looks every ten seconds, and the page asks less often the longer it waits.
    private static readonly LocatorAssertionsToBeVisibleOptions Patience = new() { Timeout = 60_000 };

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task An_admin_adds_a_person_who_signs_in_and_makes_the_account_their_own(ColorScheme theme)
    {
        var name = $"grace-{theme}".ToLowerInvariant();
        await using var visit = await chromium.SignIn(app, theme);
        var page = visit.Page;
        await page.GetByTestId("to-people").ClickAsync();
        await Interactive(page);
        await Check(page);

        var password = await Add(page, name);
        await GiveRole(page, name, "lead");
        await Expect(page.GetByTestId("toast")).ToContainTextAsync($"{name} is a lead now.");
        await page.GetByTestId($"change-{name}").ClickAsync();
        await Expect(page.GetByTestId("lock")).ToBeVisibleAsync();
        await Check(page);
        await page.GetByTestId("lock").PressAsync("Escape");
        await Expect(page.GetByTestId("lock")).ToHaveCountAsync(0);

        await using var other = await SignIn(name, password, theme);
        var account = other.Page;
        await account.Locator("#account summary").ClickAsync();
        await account.GetByTestId("to-account").ClickAsync();
        await Interactive(account);
        await Expect(account.GetByTestId("you")).ToContainTextAsync("lead");
        await Check(account);
        await account.GetByTestId("old-password").FillAsync(password);
        await account.GetByTestId("own-new-password").FillAsync(OwnPassword);
        await account.GetByTestId("new-password-again").FillAsync(OwnPassword);
        await account.GetByTestId("change-password").ClickAsync();
        await Expect(account.GetByTestId("password-said")).ToContainTextAsync("Your password is changed.");
        await Interactive(account);
        await account.GotoAsync("/people");
        await Expect(account.GetByTestId("refusal")).ToContainTextAsync("Only admins");
        await Expect(account.GetByTestId("to-people")).ToHaveCountAsync(0);

        // Their page is open when their role is taken away: it goes.
        await Interactive(account);
        await GiveRole(page, name, "viewer");
        await Expect(account.GetByTestId("sign-in")).ToBeVisibleAsync(Patience);
        await (await SignIn(name, OwnPassword, theme)).DisposeAsync();
        visit.Faults.ShouldBeEmpty();
        other.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_key_is_made_shown_once_and_revoked_and_what_happened_is_read(ColorScheme theme)
    {
        var name = $"nightly {theme}".ToLowerInvariant();
        await using var visit = await chromium.SignIn(app, theme);
        var page = visit.Page;
        await page.GotoAsync("/people?tab=keys");
        await Interactive(page);
        await page.GetByTestId("add-new").ClickAsync();
        await page.GetByTestId("key-name").FillAsync(name);
        await Check(page);
        await page.GetByTestId("make").ClickAsync();
        await Confirm(page);
        var key = await page.GetByTestId("secret").InnerTextAsync();
        await Check(page);
        await page.GetByTestId("done").ClickAsync();
        (await Status(key)).ShouldBe(200);
        await Expect(page.GetByTestId("secret")).ToHaveCountAsync(0);

        await page.GetByTestId($"revoke-{name}").ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(page.GetByTestId("toast")).ToContainTextAsync($"{name} is revoked.");
        await Requests.Until(async () => await Status(key) == 401);
        await Check(page);

        await page.GetByTestId("tab-happened").ClickAsync();
        await Expect(page.GetByTestId("happened")).ToContainTextAsync("key revoked");
        await page.GetByTestId("about").FillAsync(name);
        await page.GetByTestId("about").PressAsync("Enter");
        await Expect(page.GetByTestId("happened").Locator("tbody tr")).ToHaveCountAsync(2);
        page.Url.ShouldContain($"/people?tab=happened&about={Uri.EscapeDataString(name)}");
        await Check(page);
        visit.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_theme_and_going_on_are_chosen_on_the_page_of_the_account()
    {
        await using var visit = await chromium.SignIn(app, ColorScheme.Dark);
        var page = visit.Page;
        await page.GotoAsync("/account");
        await Interactive(page);
        await Expect(page.GetByTestId("theme-system")).ToBeCheckedAsync();

        await page.GetByTestId("theme-light").CheckAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await page.GetByTestId("choose-go-on").UncheckAsync();
        await page.WaitForFunctionAsync("() => localStorage.getItem('go-on') === 'off'");
        await page.GotoAsync("/");
        await page.Idle();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await Expect(page.GetByTestId("go-on")).Not.ToBeCheckedAsync();

        await page.GotoAsync("/account");
        await Interactive(page);
        await Expect(page.GetByTestId("choose-go-on")).Not.ToBeCheckedAsync();
        await page.GetByTestId("theme-system").CheckAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        visit.Faults.ShouldBeEmpty();
    }

    private static async Task Interactive(IPage page) => await page.WaitForSelectorAsync(".framed[data-interactive=true]");

    private static async Task<string> Add(IPage page, string name)
    {
        await page.GetByTestId("add-new").ClickAsync();
        await page.GetByTestId("person-name").FillAsync(name);
        await Check(page);
        await page.GetByTestId("add").ClickAsync();
        await page.GetByTestId("confirm-password").FillAsync("not-the-one");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.Locator(".mud-dialog").Last).ToContainTextAsync("The password is not right.");
        await Check(page);
        await Confirm(page);
        var password = await page.GetByTestId("secret").InnerTextAsync();
        await Check(page);
        await page.GetByTestId("done").ClickAsync();
        await Expect(page.GetByTestId("people")).ToContainTextAsync(name);
        return password;
    }

    private static async Task Confirm(IPage page)
    {
        await page.GetByTestId("confirm-password").FillAsync(RunningApp.AdminPassword);
        await page.GetByTestId("confirm-password").PressAsync("Enter");
    }

    private static async Task GiveRole(IPage page, string name, string role)
    {
        await page.GetByTestId($"change-{name}").ClickAsync();
        await page.GetByTestId($"make-{role}").ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = $"Make {role}" }).ClickAsync();
        await Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
    }

    private async Task<Visit> SignIn(string name, string password, ColorScheme theme)
    {
        var visit = await chromium.Open(app.Address, theme);
        await visit.Page.GotoAsync("/signin");
        await visit.Page.FillAsync("[name=user]", name);
        await visit.Page.FillAsync("[name=password]", password);
        await visit.Page.GetByTestId("sign-in").ClickAsync();
        await visit.Page.WaitForURLAsync(url => !url.Contains("/signin", StringComparison.Ordinal));
        return visit;
    }

    private async Task<int> Status(string key)
    {
        using var script = new HttpClient { BaseAddress = app.Address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        return (await script.Get("/api/summary")).Code;
    }

    private static async Task Check(IPage page)
    {
        // A dialog, a menu or a message that is still coming has colours of both its grounds.
        await page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().map(one => one.finished))");
        var found = await page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa"] },
            }
        );
        found.Violations.Select(fault => $"{fault.Id}: {string.Join(", ", fault.Nodes.Select(node => node.Html))}").ShouldBeEmpty();
    }
}
