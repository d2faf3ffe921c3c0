using MediatR;
using Review.Domain.Detection;

namespace Review.Domain.Jobs;

/// <summary>The use case that a job stands for.</summary>
public static class JobRequest
{
    public static IRequest Of(JobKind kind, long subject) => kind switch
    {
        JobKind.Detect => new ExecuteRun(subject),
        _ => throw new NotSupportedException($"Nothing does jobs of kind {kind}."),
    };
}
