using MediatR;

namespace Review.Domain.Detection;

/// <summary>Cancels a run that waits, and asks the process that does a running one to stop. A cancelled run changes nothing.</summary>
/// <returns>The status after it: a run that was running is so until its process has heard.</returns>
public sealed record CancelRun(long Run, string By) : IRequest<RunStatus>;

internal sealed class CancelRunHandler(IRuns runs) : IRequestHandler<CancelRun, RunStatus>
{
    public async Task<RunStatus> Handle(CancelRun request, CancellationToken cancellationToken) =>
        await runs.Cancel(request.Run, request.By, cancellationToken) switch
        {
            null => throw new NotFoundException($"There is no run {request.Run} of a model."),
            RunStatus.Succeeded => throw new RuleBrokenException(
                "run",
                $"Run {request.Run} has succeeded already. To take back what it replaced, undo its decision."
            ),
            RunStatus.Failed => throw new RuleBrokenException("run", $"Run {request.Run} has failed already."),
            { } status => status,
        };
}
