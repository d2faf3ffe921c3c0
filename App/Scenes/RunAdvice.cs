using Review.Domain.Scenes;

namespace Review.App.Scenes;

/// <summary>Why a model cannot be sent to look at a scene.</summary>
internal static class RunAdvice
{
    public const string LooksOnly = "Your role lets you look, not work on runs. Ask an administrator to make you an analyst.";

    /// <returns>Null when it can.</returns>
    public static string? WhyNot(SceneRow scene, bool mayRun) =>
        (mayRun, scene.Imagery?.State) switch
        {
            (false, _) => LooksOnly,
            (_, null) when scene.Fetch?.State == FetchState.Fetching => "The image is still being fetched.",
            (_, null) => "The scene has no image that a model could look at. Register one.",
            (_, ImageState.Preparing) => "The image is still being prepared.",
            (_, ImageState.Failed) => "The image cannot be used.",
            _ => null,
        };
}
