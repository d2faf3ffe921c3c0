using Microsoft.AspNetCore.Components;
using MudBlazor;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>Gives somebody else a new password.</summary>
public sealed partial class NewPasswordDialog
{
    private readonly PasswordDraft password = new();
    private string? problem;
    private bool busy;
    private bool isDone;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private AdminDesk Desk { get; set; } = null!;

    [Inject]
    private PasswordGate Gate { get; set; } = null!;

    private async Task Submit()
    {
        if (!await Gate.Passed())
        {
            return;
        }

        busy = true;
        problem = await Desk.Change(by => new ChangePassword(Name, password.Take(), by));
        busy = false;
        isDone = problem is null;
        if (isDone && password.Shown is null)
        {
            Dialog.Close();
        }
    }
}
