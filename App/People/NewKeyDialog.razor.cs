using Microsoft.AspNetCore.Components;
using MudBlazor;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>Makes a key for a script and shows it, this once.</summary>
public sealed partial class NewKeyDialog
{
    private string name = "";
    private Role role = Role.Analyst;
    private string? key;
    private string? problem;
    private bool busy;

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
        (key, problem) = await Desk.Change(by => new CreateApiKey(name, role, by));
        busy = false;
    }
}
