using Review.Domain.Scenes;

namespace Review.Domain.Detection;

/// <summary>One processing of a scene: by a model, by an import, by a simulation. There is a row for every outcome.</summary>
public sealed class Run
{
    /// <summary>Of <see cref="Kind"/>: a model looked at the scene's image. The other kind is <c>import</c>.</summary>
    public const string OfDetection = "detection";

    public long Id { get; init; }

    public long SceneId { get; init; }

    public Scene? Scene { get; init; }

    public required string Kind { get; init; }

    public required string Model { get; init; }

    /// <summary>Of the model; absent for imports.</summary>
    public string? Version { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Parameters { get; init; }

    public RunStatus Status { get; init; }

    /// <summary>Why it did not succeed, as one sentence.</summary>
    public string? Message { get; init; }

    public bool Forced { get; init; }

    /// <summary>The run whose choices this one took.</summary>
    public long? Repeats { get; init; }

    public required string StartedBy { get; init; }

    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>Of a queued run: when it was queued.</summary>
    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? CancelAskedBy { get; init; }

    /// <summary>The process that does it: machine:pid.</summary>
    public string? Worker { get; init; }

    /// <summary>How many processes have taken it up; more than one when some died over it.</summary>
    public int Attempts { get; init; }

    /// <summary>When the process that does it was last heard of.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    public string? Stage { get; init; }

    /// <summary>Of the work done, 0 to 1.</summary>
    public double? Share { get; init; }

    /// <summary>A JSON object: windows and detections, by name.</summary>
    public required string Counts { get; init; }

    /// <summary>A JSON object: seconds, by stage.</summary>
    public required string Timings { get; init; }

    public long? PeakMemoryBytes { get; init; }

    /// <summary>Of the source that the program was built from.</summary>
    public string? Revision { get; init; }
}

public enum RunStatus
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>A line of a run's log.</summary>
public sealed class RunLine
{
    public long Id { get; init; }

    public long RunId { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Line { get; init; }
}

/// <summary>A detection that a reviewed slick covered already, kept for the analyst to compare.</summary>
public sealed class DetectionOverlap
{
    public long Id { get; init; }

    public long RunId { get; init; }

    /// <summary>The version that was active when the run ended.</summary>
    public long SlickId { get; init; }

    /// <summary>Intersection over union of the two outlines, 0.3 to 1.</summary>
    public double Iou { get; init; }

    public int Class { get; init; }

    public double? MachineConfidence { get; init; }
}
