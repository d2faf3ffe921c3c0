using Microsoft.AspNetCore.Components;
using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>The chosen scene: its image, what is known of it, and its runs with what can be done about them.</summary>
public sealed partial class ScenePanel
{
    private const int PreviewPixels = 388;

    [Parameter, EditorRequired]
    public ScenesState State { get; set; } = null!;

    [Parameter]
    public bool MayRun { get; set; }

    /// <summary>Something was done to a run.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Another scene, or none, is to be chosen.</summary>
    [Parameter]
    public EventCallback<long?> Choose { get; set; }

    /// <summary>The scene so many rows below is to be chosen.</summary>
    [Parameter]
    public EventCallback<int> Step { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private static int PreviewHeight(SceneImage image) =>
        (int)Math.Round(Math.Min(PreviewPixels, PreviewPixels * (double)image.Height / image.Width));
}
