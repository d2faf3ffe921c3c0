using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Review.App.People;

/// <summary>What this browser remembers of a person's choices; the scripts of the pages keep it (wwwroot/js/choices.js).</summary>
public sealed partial class ChoicesCard
{
    private static readonly string[] Themes = ["system", "light", "dark"];
    private BrowserChoices choices = new("system", true);

    /// <summary>Who only looks has nothing to go on from.</summary>
    [Parameter]
    public bool CanDecide { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await Js.InvokeAsync<BrowserChoices?>("slickPages.choices") is { } kept)
        {
            choices = kept;
            StateHasChanged();
        }
    }

    private async Task ChooseTheme(string theme)
    {
        choices = choices with { Theme = theme };
        await Js.InvokeVoidAsync("slickPages.chooseTheme", theme);
    }

    private async Task GoOn(ChangeEventArgs chosen)
    {
        choices = choices with { GoOn = chosen.Value is true };
        await Js.InvokeVoidAsync("slickPages.chooseGoOn", choices.GoOn);
    }

    private sealed record BrowserChoices(string Theme, bool GoOn);
}
