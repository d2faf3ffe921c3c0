using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Review.App.Shell;
using Review.App.Shell.Frame;
using Review.Domain.People;
using Review.Domain.Statistics;

namespace Review.App.Statistics;

/// <summary>How far the review is, who decided what, why, how fast, and how often the model was right.</summary>
public sealed partial class StatisticsPage
{
    private Asker by = new("", Role.Viewer);
    private StatisticsState state = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsFiltered => FilterTexts.Chips(state.Filter).Count > 0;

    public void Dispose()
    {
        state.Changed -= Renew;
        state.Dispose();
    }

    protected override void OnInitialized() => state = new StatisticsState(Work, by, Time);

    protected override async Task OnInitializedAsync()
    {
        var user = (await Visitor).User;
        by = new Asker(user.ReviewerName(), user.RoleOf() ?? Role.Viewer);
        state = new StatisticsState(Work, by, Time);
        state.Changed += Renew;
        state.Read(new Uri(Address.Uri).Query);

        // What is rendered before the circuit has the fields and skeletons: it would ask all of it twice.
        if (RendererInfo.IsInteractive)
        {
            await state.Renew();
        }
    }

    private async Task Show(StatisticsFilter filter)
    {
        var shown = state.Show(filter);
        await Js.InvokeVoidAsync("slickPages.setQuery", state.Query);
        await shown;
    }

    private void Renew() => _ = InvokeAsync(StateHasChanged);
}
