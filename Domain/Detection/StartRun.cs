using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Review.Domain.Jobs;

namespace Review.Domain.Detection;

/// <summary>Queues a run of a model over a scene. The same work again is refused unless forced.</summary>
/// <param name="Model">Null for the default one.</param>
public sealed record StartRun(long Scene, string? Model, bool Force, Authorship By) : IRequest<long>
{
    internal sealed class Rules : AbstractValidator<StartRun>
    {
        public Rules()
        {
            RuleFor(command => command.By).SetValidator(new AuthorshipRules()).OverridePropertyName("");
            RuleFor(command => command.Model)
                .MaximumLength(200)
                .WithMessage("A model's name has at most 200 characters.")
                .Must(PlainText.IsKept)
                .WithMessage("The model's name contains a character that cannot be kept (NUL, or half of a surrogate pair).");
        }
    }
}

/// <summary>An equal run is in the way; the message names it.</summary>
public sealed class RunExistsException(long run, string sentence) : Exception(sentence)
{
    public long Run { get; } = run;
}

internal sealed class StartRunHandler(IReviewDb db, IRunWork work, QueueRun queue) : IRequestHandler<StartRun, long>
{
    public async Task<long> Handle(StartRun request, CancellationToken cancellationToken)
    {
        if (!await db.Scenes.AnyAsync(scene => scene.Id == request.Scene, cancellationToken))
        {
            throw new NotFoundException($"There is no scene {request.Scene}.");
        }

        var choice = await work.Choose(request.Scene, request.Model, cancellationToken);
        return await queue.Add(
            new RunDraft(request.Scene, choice.Model, choice.Version, choice.Parameters, request.Force, null, request.By),
            cancellationToken
        );
    }
}

/// <summary>The row first, the job second: a run whose job was lost in between is found by <see cref="ResumeRuns"/>.</summary>
internal sealed class QueueRun(IRuns runs, IJobs jobs)
{
    public async Task<long> Add(RunDraft draft, CancellationToken cancellation)
    {
        var queued = await runs.Queue(draft, cancellation);
        if (queued.Run is not { } run)
        {
            throw new RunExistsException(queued.Equal!.Id, Sentence(draft, queued.Equal));
        }

        await jobs.Start(new JobWork(JobKind.Detect, ("run", run)), cancellation);
        return run;
    }

    private static string Sentence(RunDraft draft, EqualRun equal) =>
        equal.Status == RunStatus.Succeeded
            ? $"Run {equal.Id} of {equal.StartedBy} has processed this scene with {draft.Model} {draft.Version} and the same "
                + "parameters already. Force it to do the same again."
            : $"Run {equal.Id} of {equal.StartedBy} is processing this scene with {draft.Model} {draft.Version} and the same "
                + "parameters. Wait for it, or cancel it first.";
}
