using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.Detection;

/// <summary>Queues a run with the choices of an earlier one, scene and model, whatever became of that.</summary>
public sealed record RepeatRun(long Run, Authorship By) : IRequest<long>
{
    internal sealed class Rules : AbstractValidator<RepeatRun>
    {
        public Rules() => RuleFor(command => command.By).SetValidator(new AuthorshipRules()).OverridePropertyName("");
    }
}

internal sealed class RepeatRunHandler(IReviewDb db, IRunWork work, QueueRun queue) : IRequestHandler<RepeatRun, long>
{
    public async Task<long> Handle(RepeatRun request, CancellationToken cancellationToken)
    {
        var earlier =
            await db
                .Runs.AsNoTracking()
                .SingleOrDefaultAsync(run => run.Id == request.Run && run.Kind == Run.OfDetection, cancellationToken)
            ?? throw new NotFoundException($"There is no run {request.Run} of a model.");
        var now = await work.Choose(earlier.SceneId, earlier.Model, cancellationToken);
        return await queue.Add(
            new RunDraft(earlier.SceneId, now.Model, now.Version, now.Parameters, Force: true, earlier.Id, request.By),
            cancellationToken
        );
    }
}
