using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.Detection;

/// <summary>A run with everything that is known of it.</summary>
public sealed record GetRun(long Run) : IRequest<RunDetails>;

/// <param name="Timings">Seconds by stage.</param>
/// <param name="Revision">Of the source that the program was built from.</param>
/// <param name="Log">Oldest first, the newest <see cref="MostLines"/> of them.</param>
/// <param name="Overlaps">Detections that reviewed slicks covered already.</param>
public sealed record RunDetails(
    RunRow Run,
    JsonElement Parameters,
    JsonElement Timings,
    long? PeakMemoryBytes,
    string? Revision,
    string? Worker,
    int Attempts,
    IReadOnlyList<RunLogLine> Log,
    IReadOnlyList<RunOverlap> Overlaps
)
{
    public const int MostLines = 1_000;
}

public sealed record RunLogLine(DateTimeOffset At, string Line);

/// <param name="Iou">Intersection over union of the detection and the slick, 0.3 to 1.</param>
public sealed record RunOverlap(long Slick, double Iou, int Class, double? MachineConfidence);

internal sealed class GetRunHandler(IReviewDb db, TimeProvider time) : IRequestHandler<GetRun, RunDetails>
{
    public async Task<RunDetails> Handle(GetRun request, CancellationToken cancellationToken)
    {
        var run =
            await db.Runs.AsNoTracking().Include(one => one.Scene).SingleOrDefaultAsync(one => one.Id == request.Run, cancellationToken)
            ?? throw new NotFoundException($"There is no run {request.Run}.");
        var log = await db
            .RunLog.Where(line => line.RunId == request.Run)
            .OrderByDescending(line => line.Id)
            .Take(RunDetails.MostLines)
            .Select(line => new RunLogLine(line.At, line.Line))
            .ToListAsync(cancellationToken);
        log.Reverse();
        var overlaps = await db
            .DetectionOverlaps.Where(overlap => overlap.RunId == request.Run)
            .OrderBy(overlap => overlap.Id)
            .Select(overlap => new RunOverlap(overlap.SlickId, overlap.Iou, overlap.Class, overlap.MachineConfidence))
            .ToListAsync(cancellationToken);
        return new RunDetails(
            ListRunsHandler.Row(run, time.GetUtcNow()),
            Json(run.Parameters),
            Json(run.Timings),
            run.PeakMemoryBytes,
            run.Revision,
            run.Worker,
            run.Attempts,
            log,
            overlaps
        );
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
