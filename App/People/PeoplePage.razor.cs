using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Review.App.People;

/// <summary>Who may sign in, keys for scripts, and what happened around both; for admins.</summary>
public sealed partial class PeoplePage
{
    private PeopleBoard board = null!;

    [Inject]
    private AdminDesk Desk { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    protected override Task OnInitializedAsync()
    {
        board = new PeopleBoard(Desk, PeopleAddress.Parse(new Uri(Address.Uri).Query));
        return board.Load();
    }

    private string Pressed(PeopleTab tab) => board.Address.Tab == tab ? "true" : "false";

    private Task Reload() => board.Load();

    private Task Go(PeopleTab tab) => Show(new PeopleAddress(tab));

    private Task About(ChangeEventArgs typed) => Show(board.Address with { About = typed.Value?.ToString() ?? "", Before = null });

    private Task Before(long? entry) => Show(board.Address with { Before = entry });

    private async Task Search(ChangeEventArgs typed)
    {
        board.Search(typed.Value?.ToString() ?? "");
        await Tell();
    }

    private async Task Show(PeopleAddress address)
    {
        await board.Show(address);
        await Tell();
    }

    private async Task Add()
    {
        var asked =
            board.Address.Tab == PeopleTab.Keys
                ? await Dialogs.ShowAsync<NewKeyDialog>("Make a key", PeopleDialogs.Narrow)
                : await Dialogs.ShowAsync<AddPersonDialog>("Add somebody", PeopleDialogs.Narrow);
        await asked.Result;
        await board.Load();
    }

    private ValueTask Tell() => Js.InvokeVoidAsync("slickPages.setQuery", board.Address.Query);
}
