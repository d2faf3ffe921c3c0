using NetTopologySuite.Geometries;

namespace Review.Domain.Detection;

/// <summary>
/// What is written of runs. Each attempt at a run holds a claim; who does not hold it any more writes nothing, so that of two processes
/// that believe in the same run only one can end it.
/// </summary>
public interface IRuns
{
    /// <summary>Adds a queued run, unless it is refused because of an equal one.</summary>
    /// <returns>The new run; or the one that came with the same idempotency key; or the equal one in the way.</returns>
    /// <exception cref="IdempotencyException">The key belongs to somebody else's run, or to another one.</exception>
    Task<QueuedRun> Queue(RunDraft draft, CancellationToken cancellation);

    /// <summary>Takes a run that is queued, or whose process was not heard of for <see cref="RunRules.LongestSilence"/>.</summary>
    Task<Claim> Claim(long run, Guid claim, string worker, string? revision, CancellationToken cancellation);

    /// <summary>Says how far a run is, and hears whether it should go on.</summary>
    Task<Pulse> Beat(long run, Guid claim, RunProgress progress, CancellationToken cancellation);

    Task Note(long run, string line, CancellationToken cancellation);

    /// <summary>
    /// Puts what a run found into the ledger and ends it, in one transaction with the reprocessing rule, and tells whoever listens.
    /// </summary>
    /// <param name="outlines">Of the detections, in their order, normalized.</param>
    /// <returns>False when the claim is lost or the run was cancelled: then nothing is written.</returns>
    Task<bool> Enter(long run, Guid claim, RunFindings findings, IReadOnlyList<MultiPolygon> outlines, CancellationToken cancellation);

    /// <summary>Ends a run without a result.</summary>
    /// <returns>False when the claim is lost.</returns>
    Task<bool> End(long run, Guid claim, RunStatus status, string message, CancellationToken cancellation);

    /// <summary>Gives a running run back to the queue, as a process does that is asked to stop.</summary>
    Task HandBack(long run, Guid claim, CancellationToken cancellation);

    /// <summary>Cancels a run that nobody works on; asks the process that does, otherwise.</summary>
    /// <returns>The status after it; null when there is no such run of a model.</returns>
    Task<RunStatus?> Cancel(long run, string by, CancellationToken cancellation);

    /// <summary>Runs that wait or have fallen silent: each should have a job.</summary>
    Task<IReadOnlyList<long>> Unattended(CancellationToken cancellation);
}

/// <summary>Times and limits of runs.</summary>
public static class RunRules
{
    /// <summary>After so long without a sign the process that does a run is taken for dead. It gives one every second.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>How many processes may die over one run before it is given up.</summary>
    public const int MostAttempts = 3;
}

/// <param name="Parameters">A JSON object.</param>
/// <param name="Force">Queue it although an equal run has succeeded.</param>
public sealed record RunDraft(long Scene, string Model, string Version, string Parameters, bool Force, long? Repeats, Authorship By);

/// <param name="Run">The run that now waits; null when it was refused.</param>
/// <param name="Equal">The earlier run of the same scene, model, version and parameters that is in the way.</param>
public sealed record QueuedRun(long? Run, EqualRun? Equal = null);

public sealed record EqualRun(long Id, RunStatus Status, DateTimeOffset At, string StartedBy);

/// <param name="Work">What is to be done; null when there is nothing to do.</param>
/// <param name="Busy">Another process works on it and was heard of lately.</param>
public sealed record Claim(ClaimedRun? Work, bool Busy);

/// <param name="Attempts">This one included.</param>
/// <param name="Before">The process that had it and fell silent.</param>
public sealed record ClaimedRun(
    long Id,
    long Scene,
    string SceneName,
    string Model,
    string Version,
    string Parameters,
    int Attempts,
    string? Before
);

public enum Pulse
{
    GoOn,

    /// <summary>Somebody asked to cancel the run.</summary>
    CancelAsked,

    /// <summary>The run is another's by now, or has ended.</summary>
    Lost,
}

/// <param name="Share">Of the whole work done, 0 to 1.</param>
public sealed record RunProgress(string Stage, double Share);

/// <summary>What a model found in a scene, before it enters the ledger.</summary>
/// <param name="Counts">Windows and the like, by name.</param>
/// <param name="Seconds">By stage, in the order of the work.</param>
public sealed record RunFindings(
    IReadOnlyList<Slicks.Detection> Detections,
    IReadOnlyDictionary<string, long> Counts,
    IReadOnlyDictionary<string, double> Seconds,
    long? PeakMemoryBytes
);
