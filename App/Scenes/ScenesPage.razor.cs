using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using MudBlazor;
using Review.App.Shell;
using Review.App.Shell.Frame;
using Review.App.Slicks;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.People;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>Scenes, their images and their runs. What happens elsewhere appears by itself.</summary>
public sealed partial class ScenesPage
{
    private const int MostScenes = 500;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(300);

    // Nobody tells when a process has fallen silent, or that an hour has passed.
    private static readonly TimeSpan AtRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AtWork = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource gone = new();
    private ScenesState state = new();
    private HashSet<long> picked = [];
    private string? model;
    private string? problem;
    private string reviewer = "";
    private bool mayRun;
    private bool mayRegister;
    private bool working;
    private int asked;
    private bool gathering;

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private Toasts Toasts { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private INotices<RunNotice> RunNews { get; set; } = null!;

    [Inject]
    private INotices<SceneNotice> SceneNews { get; set; } = null!;

    [Inject]
    private INotices<SlickNotice> SlickNews { get; set; } = null!;

    private string Count => state.Scenes is null ? "" : Figures.Id(state.Listed.Count) + (state.Scenes.Count == MostScenes ? "+" : "");

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var user = (await Visitor).User;
        (reviewer, mayRun, mayRegister) = (user.Identity?.Name ?? "", user.RoleOf() >= Role.Analyst, user.RoleOf() >= Role.Lead);
        state = ScenesState.Parse(new Uri(Address.Uri).Query);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _ = Hear(RunNews, notice => state.Hear(notice));
            _ = Hear(SceneNews, _ => false);
            _ = Hear(SlickNews, _ => false);
            _ = LookNowAndThen();
            await Renew();
        }
    }

    private async Task Renew()
    {
        var mine = ++asked;
        var scenes = await Work.Ask(
            new ListScenes(new SceneFilter(Name: state.Text is { Length: > 0 } text ? text : null, Limit: MostScenes)),
            gone.Token
        );
        var runs = await Work.Ask(new ListRuns(null, ListRuns.MostLimit, null), gone.Token);
        if (mine != asked)
        {
            return;
        }

        problem = scenes.Problem ?? runs.Problem;
        if (scenes.Answer is { } foundScenes && runs.Answer is { } foundRuns)
        {
            state.Take(foundScenes, foundRuns);
        }

        StateHasChanged();
    }

    private async Task Hear<T>(INotices<T> news, Func<T, bool> isTaken)
    {
        try
        {
            await foreach (var notice in news.Listen(gone.Token))
            {
                await InvokeAsync(() => isTaken(notice) ? Redraw() : RenewSoon());
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private Task Redraw()
    {
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task RenewSoon()
    {
        if (gathering)
        {
            return;
        }

        gathering = true;
        await Task.Delay(Gathering, Clock, gone.Token);
        gathering = false;
        await Renew();
    }

    private async Task LookNowAndThen()
    {
        try
        {
            while (true)
            {
                await Task.Delay(state.IsBusy ? AtWork : AtRest, Clock, gone.Token);
                await InvokeAsync(Renew);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task Search(string? text)
    {
        state.Text = text?.Trim() ?? "";
        await WriteAddress();
        await Renew();
    }

    private async Task Show(SceneGroup group)
    {
        state.Group = group;
        state.Choose();
        await WriteAddress();
    }

    private async Task Clear()
    {
        (state.Text, state.Group) = ("", SceneGroup.All);
        await WriteAddress();
        await Renew();
    }

    private async Task Choose(long? scene)
    {
        state.Chosen = scene;
        await WriteAddress();
    }

    private async Task Step(int rows)
    {
        state.Step(rows);
        await WriteAddress();
    }

    private async Task WriteAddress() => await Js.InvokeVoidAsync("slickPages.setQuery", state.Query());

    private async Task RunPicked()
    {
        working = true;
        var (queued, refused) = (0, new List<string>());
        foreach (var scene in picked.Order().ToList())
        {
            var started = await Work.Ask(new StartRun(scene, model, Force: false, new Authorship(reviewer)), gone.Token);
            if (started.Problem is { } why)
            {
                refused.Add(why);
            }
            else
            {
                queued++;
                picked.Remove(scene);
            }
        }

        working = false;
        if (queued > 0)
        {
            Toasts.Say($"{Figures.Id(queued)} {(queued == 1 ? "run is" : "runs are")} queued.");
        }

        if (refused.Count > 0)
        {
            Toasts.Refuse($"{Figures.Id(refused.Count)} of them not: {refused[0]}");
        }

        await Renew();
    }

    private async Task Register()
    {
        var dialog = await Dialogs.ShowAsync<RegisterSceneDialog>("Register a scene");
        if (await dialog.Result is { Canceled: false, Data: NewScene scene })
        {
            Toasts.Say(scene.Sentence);
            foreach (var warning in scene.Warnings)
            {
                Toasts.Refuse(warning);
            }

            await Choose(scene.Id);
            await Renew();
        }
    }
}
