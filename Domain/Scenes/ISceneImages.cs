namespace Review.Domain.Scenes;

/// <summary>The images of scenes, as the database keeps them.</summary>
public interface ISceneImages
{
    /// <summary>
    /// Adds an image to the scene of this name, which is made when there is none. An image that it has is replaced, with the next revision.
    /// </summary>
    /// <returns>The scene.</returns>
    Task<long> Register(string name, DateTimeOffset acquired, bool simulated, SceneImage image, string by, CancellationToken cancellation);

    /// <returns>Null when the scene has no image.</returns>
    Task<SceneImage?> Find(long scene, CancellationToken cancellation);

    /// <summary>Counts a process that begins to prepare this revision.</summary>
    /// <returns>How many have begun without an end, this one included.</returns>
    Task<int> Begin(SceneImage image, CancellationToken cancellation);

    /// <summary>Takes back <see cref="Begin"/>: the process ends in good order and somebody else will prepare the image.</summary>
    Task HandBack(SceneImage image, CancellationToken cancellation);

    /// <summary>Says that an image can be looked at now.</summary>
    /// <returns>False when it is not of the revision any more that was prepared; nothing is changed then.</returns>
    Task<bool> MarkReady(SceneImage image, string file, IReadOnlyList<BandStatistics> statistics, CancellationToken cancellation);

    /// <returns>False when it is not of the revision any more that was prepared; nothing is changed then.</returns>
    Task<bool> MarkFailed(SceneImage image, string why, CancellationToken cancellation);

    /// <summary>Scenes whose images were registered so long ago and are neither ready nor failed.</summary>
    Task<IReadOnlyList<long>> Unprepared(TimeSpan since, CancellationToken cancellation);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<SceneRow>> List(SceneFilter filter, CancellationToken cancellation);
}
