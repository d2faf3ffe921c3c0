using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Review.App.Shell;
using Review.App.Shell.Frame;
using Review.Domain;
using Review.Domain.Detection;

namespace Review.App.Scenes;

/// <summary>A run of the chosen scene, and what can be done about it.</summary>
public sealed partial class RunItem
{
    private bool open;

    [Parameter, EditorRequired]
    public required RunRow Run { get; set; }

    [Parameter]
    public bool MayRun { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    private void Toggle() => open = !open;

    private async Task Cancel()
    {
        var asked = await Work.Ask(new CancelRun(Run.Id, (await Visitor).User.ReviewerName()));
        Say(asked, status => status == RunStatus.Cancelled ? "Cancelled. Nothing was changed." : "It was asked to stop.");
        await Changed.InvokeAsync();
    }

    private async Task Repeat()
    {
        var queued = await Work.Ask(new RepeatRun(Run.Id, new Authorship((await Visitor).User.ReviewerName())));
        Say(queued, run => $"Run {run} is queued.");
        await Changed.InvokeAsync();
    }

    private void Say<T>(Outcome<T> outcome, Func<T, string> done)
    {
        if (outcome.Problem is { } problem)
        {
            Toasts.Refuse(problem);
        }
        else
        {
            Toasts.Say(done(outcome.Answer!));
        }
    }
}
