using MudBlazor;

namespace Review.App.People;

/// <summary>Asks an admin for their own password where it is due, in a dialog over whatever is open.</summary>
public sealed class PasswordGate(AdminDesk desk, IDialogService dialogs)
{
    /// <returns>False when it was due and was not given.</returns>
    public async Task<bool> Passed()
    {
        if (!desk.NeedsPassword)
        {
            return true;
        }

        var asked = await dialogs.ShowAsync<ConfirmPasswordDialog>("Is it you?", PeopleDialogs.Narrow);
        return await asked.Result is { Canceled: false };
    }
}
