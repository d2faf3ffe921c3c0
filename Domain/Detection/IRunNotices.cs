namespace Review.Domain.Detection;

/// <summary>How runs go on, in this process and in others.</summary>
public interface IRunNotices
{
    /// <summary>Notices as they come. A listener that is too slow misses the older ones; each stands for itself.</summary>
    IAsyncEnumerable<RunNotice> Listen(CancellationToken cancellation);
}

public sealed record RunNotice(long Run, long Scene, RunStatus Status, string? Stage, double? Share);
