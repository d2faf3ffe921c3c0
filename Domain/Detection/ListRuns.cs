using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.Detection;

/// <summary>Runs, newest first.</summary>
/// <param name="Scene">Of one scene only.</param>
/// <param name="After">Those with a lower id, for the next page.</param>
public sealed record ListRuns(long? Scene, int Limit, long? After) : IRequest<IReadOnlyList<RunRow>>
{
    public const int MostLimit = 500;

    internal sealed class Rules : AbstractValidator<ListRuns>
    {
        public Rules() => RuleFor(query => query.Limit).InclusiveBetween(1, MostLimit).WithMessage($"The limit is from 1 to {MostLimit}.");
    }
}

/// <summary>A run as pages and scripts see it.</summary>
/// <param name="Kind"><c>detection</c> or <c>import</c>.</param>
/// <param name="Message">Why it did not succeed.</param>
/// <param name="Share">Of the work done, 0 to 1.</param>
/// <param name="Stalled">It is running, and its process was not heard of for <see cref="RunRules.LongestSilence"/>: another takes it up, or
/// it can be cancelled.</param>
/// <param name="StartedAt">Null while it waits.</param>
/// <param name="Counts">Windows and detections by name; <c>slicks</c> put in, <c>replaced</c> taken out, <c>compared</c> set against
/// reviewed slicks.</param>
public sealed record RunRow(
    long Id,
    long Scene,
    string SceneName,
    string Kind,
    string Model,
    string? Version,
    RunStatus Status,
    string? Message,
    string? Stage,
    double? Share,
    bool Stalled,
    string? CancelAskedBy,
    bool Forced,
    long? Repeats,
    string StartedBy,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    JsonElement Counts
);

internal sealed class ListRunsHandler(IReviewDb db, TimeProvider time) : IRequestHandler<ListRuns, IReadOnlyList<RunRow>>
{
    public async Task<IReadOnlyList<RunRow>> Handle(ListRuns request, CancellationToken cancellationToken)
    {
        var runs = await db
            .Runs.AsNoTracking()
            .Include(run => run.Scene)
            .Where(run => (request.Scene == null || run.SceneId == request.Scene) && (request.After == null || run.Id < request.After))
            .OrderByDescending(run => run.Id)
            .Take(request.Limit)
            .ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. runs.Select(run => Row(run, now))];
    }

    internal static RunRow Row(Run run, DateTimeOffset now) =>
        new(
            run.Id,
            run.SceneId,
            run.Scene!.Name,
            run.Kind,
            run.Model,
            run.Version,
            run.Status,
            run.Message,
            run.Stage,
            run.Share,
            run.Status == RunStatus.Running && run.SeenAt < now - RunRules.LongestSilence,
            run.CancelAskedBy,
            run.Forced,
            run.Repeats,
            run.StartedBy,
            run.QueuedAt,
            run.Status == RunStatus.Queued ? null : run.StartedAt,
            run.FinishedAt,
            JsonSerializer.Deserialize<JsonElement>(run.Counts)
        );
}
