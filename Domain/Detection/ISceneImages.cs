using Review.Domain.Decisions;
using Review.Domain.Scenes;

namespace Review.Domain.Detection;

/// <summary>The images of registered scenes.</summary>
internal interface ISceneImages
{
    /// <exception cref="RuleBrokenException">The scene has no image, or it cannot be read; the sentence says why.</exception>
    Task<IScenePixels> Open(long scene, CancellationToken cancellation);
}

internal sealed class SceneImages : ISceneImages
{
    public Task<IScenePixels> Open(long scene, CancellationToken cancellation) =>
        throw new RuleBrokenException("scene", $"Scene {scene} has no image.");
}
