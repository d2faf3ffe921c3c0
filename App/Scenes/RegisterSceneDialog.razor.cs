using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using Review.App.Shell;
using Review.App.Shell.Frame;
using Review.Domain;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>Takes an image, sent from this browser or lying where the server can read it, as the image of a scene.</summary>
public sealed partial class RegisterSceneDialog : IDisposable
{
    private readonly SceneDraft draft = new();
    private CancellationTokenSource? sendingEnd;
    private string? sent;
    private string? problem;
    private double? sending;
    private bool working;
    private bool drawing;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    [Inject]
    private PageWork Work { get; set; } = null!;

    [Inject]
    private IConfiguration Settings { get; set; } = null!;

    private string Places =>
        $"In {string.Join(" or ", SceneFolders.Of(Settings))}{(SceneFolders.Objects(Settings) is { Count: > 0 } stores ? $", or {string.Join(" or ", stores)}" : "")}";

    public void Dispose()
    {
        sendingEnd?.Cancel();
        sendingEnd?.Dispose();
    }

    private async Task Send(IBrowserFile? file)
    {
        if (file is null)
        {
            return;
        }

        (problem, sent, sending) = (null, null, 0);
        sendingEnd = new CancellationTokenSource();
        try
        {
            await using var content = file.OpenReadStream(Math.Max(file.Size, 1), sendingEnd.Token);
            var progress = new Progress<long>(came => Report(came, file.Size));
            var folder = SceneFolders.Of(Settings)[0];
            var received = await Work.Ask(new ReceiveSceneFile(content, file.Name, file.Size, folder, progress), sendingEnd.Token);
            (problem, sent, draft.Place) = (
                received.Problem,
                received.Answer is null ? null : $"{file.Name} was sent",
                received.Answer ?? draft.Place
            );
        }
        catch (OperationCanceledException)
        {
            problem = $"{file.Name} was not sent: it was stopped. Nothing of it was kept.";
        }
        finally
        {
            sending = null;
            sendingEnd.Dispose();
            sendingEnd = null;
        }
    }

    private void Report(long came, long of)
    {
        var now = Math.Floor(100.0 * came / of) / 100;
        if (sending is { } before && now > before)
        {
            sending = now;
            _ = InvokeAsync(StateHasChanged);
        }
    }

    private void StopSending() => sendingEnd?.Cancel();

    private async Task<(NewScene? Scene, string? Problem)> Register(RegisterScene command)
    {
        var registered = await Work.Ask(command);
        return (
            registered.Answer is { } scene
                ? new NewScene(scene.Id, $"{scene.Name} is registered; its image is being prepared.", scene.Warnings)
                : null,
            registered.Problem
        );
    }

    private async Task<(NewScene? Scene, string? Problem)> Request(RegisterScene command)
    {
        var requested = await Work.Ask(new RequestScene(command));
        return (
            requested.Answer is { } scene ? new NewScene(scene.Id, $"{scene.Name} is being fetched from its store.", []) : null,
            requested.Problem
        );
    }

    private async Task Register()
    {
        working = true;
        problem = null;
        try
        {
            var command = draft.Command(
                (await Visitor).User.ReviewerName(),
                [.. SceneFolders.Of(Settings), .. SceneFolders.Objects(Settings)]
            );
            var (scene, why) = SceneObject.IsOne(command.Path) ? await Request(command) : await Register(command);
            problem = why;
            if (scene is not null)
            {
                Dialog.Close(DialogResult.Ok(scene));
            }
        }
        catch (RuleBrokenException broken)
        {
            problem = broken.Message;
        }
        finally
        {
            working = false;
        }
    }
}

/// <summary>A scene that was registered, or is on its way.</summary>
/// <param name="Sentence">What became of it.</param>
/// <param name="Warnings">What was taken for granted.</param>
internal sealed record NewScene(long Id, string Sentence, IReadOnlyList<string> Warnings);
