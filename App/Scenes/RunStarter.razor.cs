using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Review.App.Shell;
using Review.App.Shell.Frame;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>Sends a model to look at a scene. The same work again is offered, not done.</summary>
public sealed partial class RunStarter
{
    private string? model;
    private string? refusal;
    private bool isThere;

    [Parameter, EditorRequired]
    public required SceneRow Scene { get; set; }

    [Parameter]
    public bool MayRun { get; set; }

    [Parameter]
    public EventCallback Started { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    private string? Why => RunAdvice.WhyNot(Scene, MayRun);

    private async Task Start(bool force)
    {
        if (Why is { } why)
        {
            Toasts.Refuse(why);
            return;
        }

        var by = new Authorship((await Visitor).User.ReviewerName());
        var started = await Work.Ask(new StartRun(Scene.Id, model, force, by));
        (refusal, isThere) = (started.Problem, started.Failure is RunExistsException && !force);
        if (started.Problem is null)
        {
            Toasts.Say($"Run {started.Answer} is queued.");
        }

        await Started.InvokeAsync();
    }
}
