using Microsoft.AspNetCore.WebUtilities;
using Review.App.Runs;
using Review.Domain.Detection;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>Which scenes the table leaves.</summary>
public enum SceneGroup
{
    All,
    Image,
    Active,
    Failed,
}

/// <summary>What the page of the scenes shows: scenes, their runs, which are listed, which one is chosen. It knows no page.</summary>
public sealed class ScenesState
{
    private readonly Dictionary<long, RunRow> last = [];
    private IReadOnlyList<RunRow> runs = [];

    /// <summary>Null until they were read.</summary>
    public IReadOnlyList<SceneRow>? Scenes { get; private set; }

    /// <summary>A part of the name.</summary>
    public string Text { get; set; } = "";

    public SceneGroup Group { get; set; }

    /// <summary>The chosen scene's id, whether it is listed or not.</summary>
    public long? Chosen { get; set; }

    /// <summary>Those that the group leaves, newest first.</summary>
    public IReadOnlyList<SceneRow> Listed { get; private set; } = [];

    /// <summary>The chosen scene; null when none is, or it is not among those that were read.</summary>
    public SceneRow? Scene => Scenes?.FirstOrDefault(scene => scene.Id == Chosen);

    /// <summary>Of the chosen scene, newest first.</summary>
    public IReadOnlyList<RunRow> Runs => [.. runs.Where(run => run.Scene == Chosen)];

    /// <summary>Something is at work, so that news will come.</summary>
    public bool IsBusy => runs.Any(run => run.IsActive()) || Scenes?.Any(IsArriving) == true;

    public RunRow? LastRun(SceneRow scene) => last.GetValueOrDefault(scene.Id);

    /// <summary>As the address says: <c>q</c>, <c>show</c>, <c>scene</c>. What it says wrong is left out.</summary>
    public static ScenesState Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return new ScenesState
        {
            Text = values.TryGetValue("q", out var text) ? text.ToString() : "",
            Group =
                values.TryGetValue("show", out var show)
                && Enum.TryParse<SceneGroup>(show, ignoreCase: true, out var group)
                && Enum.IsDefined(group)
                    ? group
                    : SceneGroup.All,
            Chosen = values.TryGetValue("scene", out var scene) && long.TryParse(scene, out var id) && id > 0 ? id : null,
        };
    }

    /// <returns>Without the question mark; empty when there is nothing to say.</returns>
    public string Query()
    {
        var values = new Dictionary<string, string?>();
        if (Text.Length > 0)
        {
            values["q"] = Text;
        }

        if (Group != SceneGroup.All)
        {
            values["show"] = Group.ToString().ToLowerInvariant();
        }

        if (Chosen is { } scene)
        {
            values["scene"] = scene.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return QueryHelpers.AddQueryString("", values).TrimStart('?');
    }

    /// <summary>What was read now takes the place of what was there.</summary>
    /// <param name="allRuns">Newest first.</param>
    public void Take(IReadOnlyList<SceneRow> scenes, IReadOnlyList<RunRow> allRuns)
    {
        (Scenes, runs) = (scenes, allRuns);
        last.Clear();
        foreach (var run in runs)
        {
            last.TryAdd(run.Scene, run);
        }

        Choose();
    }

    /// <summary>Lists anew, after <see cref="Group"/> was changed.</summary>
    public void Choose() => Listed = [.. (Scenes ?? []).Where(IsListed)];

    /// <summary>How far a run is stands in the notice.</summary>
    /// <returns>False when more than that has changed, so that everything is to be read again.</returns>
    public bool Hear(RunNotice notice)
    {
        var known = runs.FirstOrDefault(run => run.Id == notice.Run);
        if (notice.Status != RunStatus.Running || known?.Status != RunStatus.Running)
        {
            return false;
        }

        var now = known with { Stage = notice.Stage, Share = notice.Share, Stalled = false };
        runs = [.. runs.Select(run => run.Id == now.Id ? now : run)];
        if (last.GetValueOrDefault(now.Scene)?.Id == now.Id)
        {
            last[now.Scene] = now;
        }

        return true;
    }

    /// <summary>Chooses the scene that is so many rows below the chosen one; the first when none is.</summary>
    public void Step(int rows)
    {
        if (Listed.Count == 0)
        {
            return;
        }

        var at = Listed.ToList().FindIndex(scene => scene.Id == Chosen);
        Chosen = Listed[at < 0 ? 0 : Math.Clamp(at + rows, 0, Listed.Count - 1)].Id;
    }

    private static bool IsArriving(SceneRow scene) =>
        scene.Imagery?.State == ImageState.Preparing || scene.Fetch?.State == FetchState.Fetching;

    private bool IsListed(SceneRow scene) =>
        Group switch
        {
            SceneGroup.Image => scene.Imagery is not null,
            SceneGroup.Active => LastRun(scene)?.IsActive() == true || IsArriving(scene),
            SceneGroup.Failed => LastRun(scene)?.Status == RunStatus.Failed
                || scene.Imagery?.State == ImageState.Failed
                || scene.Fetch?.State == FetchState.Failed,
            _ => true,
        };
}
