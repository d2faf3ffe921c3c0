using Microsoft.AspNetCore.Components;
using MudBlazor;
using Review.App.Shell.Frame;
using Review.App.Slicks;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>Keys that scripts send; a revoked one stays in the list.</summary>
public sealed partial class KeysTable
{
    [Parameter, EditorRequired]
    public PeopleBoard Board { get; set; } = null!;

    /// <summary>A key was revoked, or could not be.</summary>
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

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Ago(DateTimeOffset at) => Figures.Ago(at, Time.GetUtcNow());

    private async Task Revoke(string name)
    {
        const string Text = "Scripts that send it are refused from now on. A revoked key cannot be given back; another one can be made.";
        if (
            await Dialogs.ShowMessageBoxAsync($"Revoke {name}?", Text, "Revoke", cancelText: "Cancel", options: PeopleDialogs.Narrow)
                is not true
            || !await Gate.Passed()
        )
        {
            return;
        }

        if (await Desk.Change(by => new RevokeApiKey(name, by)) is { } problem)
        {
            Toasts.Refuse(problem);
        }
        else
        {
            Toasts.Say($"{name} is revoked.");
        }

        await Changed.InvokeAsync();
    }
}
