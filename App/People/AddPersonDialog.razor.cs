using Microsoft.AspNetCore.Components;
using MudBlazor;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>Asks for what a new person has: a name, a role, a password. Closes with the name.</summary>
public sealed partial class AddPersonDialog
{
    private readonly PasswordDraft password = new();
    private string name = "";
    private Role role = Role.Analyst;
    private string? problem;
    private bool busy;
    private bool isDone;

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
        name = name.Trim();
        problem = await Desk.Change(by => new AddPerson(name, role, password.Take(), by));
        busy = false;
        isDone = problem is null;
        if (isDone && password.Shown is null)
        {
            Dialog.Close(name);
        }
    }
}
