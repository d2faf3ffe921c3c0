using MediatR;
using Review.Domain.Detection;
using Review.Domain.Jobs;
using Review.Domain.Scenes;

namespace Review.Domain;

/// <summary>The use case that a job stands for.</summary>
public static class JobRequest
{
    public static IRequest Of(JobWork work) =>
        work.Kind switch
        {
            JobKind.PrepareScene => new PrepareScene(work["scene"]),
            JobKind.FetchScene => new FetchScene(work["scene"], (int)work["revision"]),
            JobKind.Detect => new ExecuteRun(work["run"]),
            _ => throw new NotSupportedException($"Nothing does jobs of kind {work.Kind}."),
        };
}
