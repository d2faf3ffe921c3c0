using MediatR;
using Review.Domain.Jobs;

namespace Review.Domain.Detection;

/// <summary>
/// Gives every run that waits or has fallen silent a job, in case it has none: its process died between the two, or lost the database.
/// </summary>
public sealed record ResumeRuns : IRequest;

internal sealed class ResumeRunsHandler(IRuns runs, IJobs jobs) : IRequestHandler<ResumeRuns>
{
    public async Task Handle(ResumeRuns request, CancellationToken cancellationToken)
    {
        foreach (var run in await runs.Unattended(cancellationToken))
        {
            await jobs.Start(new JobWork(JobKind.Detect, ("run", run)), cancellationToken);
        }
    }
}
