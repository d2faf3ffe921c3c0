using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Review.App.Shell;
using Review.App.Shell.Frame;
using Review.App.Slicks;
using Review.Domain;
using Review.Domain.People;
using Review.Domain.Scenes;
using Review.Domain.Slicks;

namespace Review.App.Import;

/// <summary>Takes a file of detections: what its properties mean is said, what comes in is looked at, then it is written, all or nothing.</summary>
public sealed partial class ImportPage
{
    private readonly CancellationTokenSource gone = new();
    private FileDraft? draft;
    private ImportPreview? preview;
    private ImportResult? done;
    private string? problem;
    private string? sceneNote;
    private string reviewer = "";
    private string key = "";
    private bool mayImport;
    private bool wasThere;
    private double? reading;
    private int? written;

    [CascadingParameter]
    private Task<AuthenticationState> Visitor { get; set; } = null!;

    [Inject]
    private PageWork Work { get; set; } = null!;

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var user = (await Visitor).User;
        (reviewer, mayImport) = (user.Identity?.Name ?? "", user.RoleOf() >= Role.Analyst);
    }

    private void StartAnew() => (draft, preview, done, problem, wasThere, written) = (null, null, null, null, false, null);

    private async Task Take(IBrowserFile? file)
    {
        if (file is null)
        {
            return;
        }

        problem = null;
        if (file.Size is 0 or > JsonBody.MostBytes)
        {
            problem =
                file.Size == 0
                    ? $"{file.Name} is empty."
                    : $"{file.Name} is larger than 48 MB. Import it on the command line: ./review import FILE";
            return;
        }

        reading = 0;
        try
        {
            var text = await Read(file);
            var read = await Task.Run(() => FileDraft.Of(file.Name, text), gone.Token);
            // The same import sent twice, as after a lost circuit, is one.
            key = Guid.NewGuid().ToString("N");
            await LookAt(read);
            draft = read;
        }
        catch (Exception refused) when (refused is RuleBrokenException or OutlineException)
        {
            problem = refused.Message;
        }
        finally
        {
            reading = null;
        }
    }

    private async Task<byte[]> Read(IBrowserFile file)
    {
        const int AtOnce = 64 * 1024;
        await using var content = file.OpenReadStream(JsonBody.MostBytes, gone.Token);
        var (text, came) = (new byte[file.Size], 0);
        while (
            came < text.Length
            && await content.ReadAsync(text.AsMemory(came, Math.Min(AtOnce, text.Length - came)), gone.Token) is > 0 and var read
        )
        {
            came += read;
            if (Math.Floor(20.0 * came / text.Length) / 20 is var share && share > reading)
            {
                reading = share;
                StateHasChanged();
            }
        }

        return text;
    }

    private Task Look() => LookAt(draft!);

    private async Task LookAt(FileDraft file)
    {
        (preview, problem, wasThere) = (null, null, false);
        await FindScene(file.Scene.Trim());
        try
        {
            preview = await Task.Run(file.Read, gone.Token);
        }
        catch (Exception refused) when (refused is RuleBrokenException or OutlineException)
        {
            problem = refused.Message;
        }
    }

    private async Task FindScene(string name)
    {
        var known = name.Length == 0 ? null : (await Work.Ask(new FindScene(name), gone.Token)).Answer;
        sceneNote =
            name.Length == 0 ? "Such as the name of the Sentinel-1 product"
            : known is not null ? $"Known, acquired {Figures.Minute(known.Acquired)}"
            : SceneName.TryParse(name) is { } product ? $"New, acquired {Figures.Minute(product.Start)} as its name says"
            : "New; say when it was acquired";
    }

    private Task ImportAgain()
    {
        draft!.Again = true;
        key = Guid.NewGuid().ToString("N");
        return Import();
    }

    private async Task Import()
    {
        (problem, wasThere, written) = (null, false, 0);
        try
        {
            var command = draft!.Command(preview!, new Authorship(reviewer, key), new Progress<int>(Report));
            var imported = await Work.Ask(command, gone.Token);
            (done, problem, wasThere) = (imported.Answer, imported.Problem, imported.Failure is ImportedBeforeException);
        }
        catch (RuleBrokenException broken)
        {
            problem = broken.Message;
        }
        finally
        {
            written = null;
        }
    }

    private void Report(int count)
    {
        if (written is not null)
        {
            written = count;
            _ = InvokeAsync(StateHasChanged);
        }
    }
}
