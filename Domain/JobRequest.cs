using MediatR;
using Review.Domain.Detection;
using Review.Domain.Jobs;
using Review.Domain.Scenes;

namespace Review.Domain;

/// <summary>The use case that a job stands for.</summary>
public static class JobRequest
{
    public static IRequest Of(JobKind kind, long subject) =>
        kind switch
        {
            JobKind.PrepareScene => new PrepareScene(subject),
            JobKind.Detect => new ExecuteRun(subject),
            _ => throw new NotSupportedException($"Nothing does jobs of kind {kind}."),
        };
}
