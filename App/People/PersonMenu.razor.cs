using MediatR;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Review.App.Shell.Frame;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>What an admin does about one person.</summary>
public sealed partial class PersonMenu
{
    [Parameter, EditorRequired]
    public required PersonRow Person { get; set; }

    /// <summary>It is the admin's own row: the password is changed on the page of the account, and nobody locks themselves.</summary>
    [Parameter]
    public bool IsSelf { get; set; }

    /// <summary>Something was changed, or could not be.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private AdminDesk Desk { get; set; } = null!;

    [Inject]
    private PasswordGate Gate { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    // Not awaited: the menu closes when its item has been acted on, and a dialog waits for a person.
    private void Begin(Func<Task> act) =>
        _ = InvokeAsync(async () =>
        {
            try
            {
                await act();
            }
            catch (Exception failure)
            {
                await DispatchExceptionAsync(failure);
            }
        });

    private Task GiveRole(Role role) =>
        Do(
            $"Make {Person.Name} {Roles.One(role)}?",
            IsSelf
                ? "It is your own role: you are signed out, and only another admin can give it back."
                : $"{Roles.One(role, capital: true)} {Roles.Rights(role)}. {Person.Name} is signed out within seconds and signs in again.",
            $"Make {Roles.Of(role)}",
            by => new ChangeRole(Person.Name, role, by),
            $"{Person.Name} is {Roles.One(role)} now."
        );

    private Task Lock() =>
        Do(
            $"Keep {Person.Name} from signing in?",
            "They are signed out within seconds. Their decisions stay under their name, and you can let them in again.",
            "May not sign in",
            by => new LockPerson(Person.Name, by),
            $"{Person.Name} may not sign in any more."
        );

    private Task Unlock() =>
        Do(
            $"Let {Person.Name} sign in again?",
            "With the role and the password of before.",
            "May sign in",
            by => new UnlockPerson(Person.Name, by),
            $"{Person.Name} may sign in again."
        );

    private async Task GivePassword()
    {
        var parameters = new DialogParameters<NewPasswordDialog> { { dialog => dialog.Name, Person.Name } };
        var asked = await Dialogs.ShowAsync<NewPasswordDialog>("New password", parameters, PeopleDialogs.Narrow);
        if (await asked.Result is { Canceled: false })
        {
            Toasts.Say($"{Person.Name} has a new password.");
        }

        await Changed.InvokeAsync();
    }

    private async Task Do(string title, string text, string yes, Func<string, IRequest> request, string done)
    {
        if (
            await Dialogs.ShowMessageBoxAsync(title, text, yes, cancelText: "Cancel", options: PeopleDialogs.Narrow) is not true
            || !await Gate.Passed()
        )
        {
            return;
        }

        if (await Desk.Change(request) is { } problem)
        {
            Toasts.Refuse(problem);
        }
        else
        {
            Toasts.Say(done);
        }

        await Changed.InvokeAsync();
    }
}
