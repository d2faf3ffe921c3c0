using Microsoft.EntityFrameworkCore;

namespace Review.Domain.Scenes;

/// <summary>When a scene was acquired, as far as is known.</summary>
internal static class SceneTime
{
    /// <returns>Null when there is no scene of this name.</returns>
    public static Task<DateTimeOffset?> Known(IReviewDb db, string name, CancellationToken cancellation) =>
        db.Scenes.Where(scene => scene.Name == name).Select(scene => (DateTimeOffset?)scene.Acquired).SingleOrDefaultAsync(cancellation);

    /// <exception cref="RuleBrokenException">What is given is not what is known, to a second.</exception>
    public static void Check(string name, DateTimeOffset? given, DateTimeOffset? known)
    {
        if (known is { } time && given is { } other && (other - time).Duration() >= TimeSpan.FromSeconds(1))
        {
            throw new RuleBrokenException(
                "acquired",
                $"The scene {name} was acquired at {time:yyyy-MM-dd HH:mm:ss} UTC, as far as is known. Leave acquired out, or give "
                    + "the image another name."
            );
        }
    }
}
