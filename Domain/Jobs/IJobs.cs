namespace Review.Domain.Jobs;

/// <summary>Durable background work: kept in the database, done by any process, and taken up by another when that one dies.</summary>
public interface IJobs
{
    /// <summary>Queues work; does nothing when the same work waits or runs already.</summary>
    Task Start(JobWork work, CancellationToken cancellation);
}

public enum JobKind
{
    /// <summary>Statistics and overviews of a registered scene (<c>Scenes.PrepareScene</c>): <c>scene</c>.</summary>
    PrepareScene,

    /// <summary>
    /// The object of a store that is to become a scene's image (<c>Scenes.FetchScene</c>): <c>scene</c>, <c>revision</c>.
    /// </summary>
    FetchScene,

    /// <summary>A run of a detector over a scene (<c>Detection.ExecuteRun</c>): <c>run</c>.</summary>
    Detect,
}
