using System.Globalization;
using Microsoft.AspNetCore.Components;
using Review.App.Runs;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>The listed scenes, by pages; several can be picked to do the same with each.</summary>
public sealed partial class SceneTable
{
    [Parameter, EditorRequired]
    public ScenesState State { get; set; } = null!;

    /// <summary>A row was chosen, to be shown beside the table.</summary>
    [Parameter]
    public EventCallback<long?> Choose { get; set; }

    /// <summary>Ids of the scenes that something is to be done with.</summary>
    [Parameter]
    public HashSet<long> Picked { get; set; } = [];

    [Parameter]
    public EventCallback<HashSet<long>> PickedChanged { get; set; }

    /// <summary>Who may not work on runs picks nothing.</summary>
    [Parameter]
    public bool MayRun { get; set; }

    [Parameter]
    public DateTimeOffset Now { get; set; }

    private HashSet<SceneRow> Chosen => [.. State.Listed.Where(scene => Picked.Contains(scene.Id))];

    private Task PickedRows(HashSet<SceneRow> rows) => PickedChanged.InvokeAsync([.. rows.Select(row => row.Id)]);

    private string RowClass(SceneRow row, int index) => row.Id == State.Chosen ? "chosen" : "";

    private static string Share(SceneRow row) =>
        (row.Slicks == 0 ? 0 : 100.0 * row.Decided / row.Slicks).ToString("0.#", CultureInfo.InvariantCulture);

    // Those without an image last.
    private static int ImageOrder(SceneRow row) => row.Imagery is { } image ? (int)image.State : int.MaxValue;

    private object RunOrder(SceneRow row) =>
        State.LastRun(row) is { } run
            ? (run.IsActive() ? DateTimeOffset.MaxValue : run.FinishedAt ?? run.QueuedAt)
            : DateTimeOffset.MinValue;
}
