namespace Review.Domain.Scenes;

/// <summary>What is fetched for scenes from object stores, as the database keeps it: the last request of each scene.</summary>
public interface ISceneFetches
{
    /// <summary>Asks for an object as the image of the scene of this name, which is made when there is none; an earlier request ends.</summary>
    Task<SceneFetch> Queue(string name, DateTimeOffset acquired, SceneFetch asked, CancellationToken cancellation);

    /// <returns>Null when nothing was ever asked for.</returns>
    Task<SceneFetch?> Find(long scene, CancellationToken cancellation);

    /// <summary>Counts a process that begins this fetch.</summary>
    /// <returns>How many have begun without an end, this one included; 0 when it is not asked for any more.</returns>
    Task<int> Begin(SceneFetch fetch, CancellationToken cancellation);

    /// <summary>Takes back <see cref="Begin"/>: the process ends in good order and somebody else will go on.</summary>
    Task HandBack(SceneFetch fetch, CancellationToken cancellation);

    /// <summary>Says how far it is.</summary>
    /// <returns>False when it is not asked for any more.</returns>
    Task<bool> Beat(SceneFetch fetch, FetchProgress progress, CancellationToken cancellation);

    /// <summary>Says why it failed; nothing when it is not asked for any more.</summary>
    Task MarkFailed(SceneFetch fetch, string why, CancellationToken cancellation);

    /// <summary>Ends what is asked for or has failed: the scene has been given an image.</summary>
    /// <param name="revision">Only this one; null for whichever there is.</param>
    Task End(long scene, int? revision, CancellationToken cancellation);

    /// <summary>Fetches of which nothing was heard for so long: each should have a job.</summary>
    Task<IReadOnlyList<SceneFetch>> Unattended(TimeSpan silence, CancellationToken cancellation);
}

/// <summary>An object that is to become the image of a scene.</summary>
/// <param name="Revision">Grows with each request for the scene.</param>
/// <param name="Message">Why it failed; null otherwise.</param>
/// <param name="Source">s3://BUCKET/KEY.</param>
/// <param name="Bytes">That are here.</param>
/// <param name="TotalBytes">Null when the store has not told yet.</param>
public sealed record SceneFetch(
    long Scene,
    int Revision,
    string? Message,
    string Source,
    GeoBox? GivenBounds,
    PixelUnit? GivenUnit,
    IReadOnlyList<string>? GivenBands,
    string RequestedBy,
    long Bytes,
    long? TotalBytes
)
{
    public FetchState State => Message is null ? FetchState.Fetching : FetchState.Failed;
}

public enum FetchState
{
    Fetching,
    Failed,
}

/// <param name="Bytes">That are here, of <paramref name="TotalBytes"/>; that is null until the store has told.</param>
public sealed record FetchProgress(long Bytes, long? TotalBytes);
