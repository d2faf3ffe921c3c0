using System.Data.Common;
using System.Globalization;
using MediatR;
using Microsoft.Extensions.Logging;
using NetTopologySuite.Geometries;
using Review.Domain.Geometry;

namespace Review.Domain.Detection;

/// <summary>Does the work of a queued run to its end. Nothing enters the ledger but by its last step, in one transaction.</summary>
/// <remarks>Sent again for a run whose process died; sent for one that has ended, it does nothing.</remarks>
internal sealed record ExecuteRun(long Run) : IRequest;

internal sealed partial class ExecuteRunHandler(IRuns runs, IRunWork work, TimeProvider time, ILogger<ExecuteRunHandler> log)
    : IRequestHandler<ExecuteRun>
{
    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(1);
    private readonly Guid claim = Guid.NewGuid();

    public async Task Handle(ExecuteRun request, CancellationToken cancellationToken)
    {
        if (await Take(request.Run, cancellationToken) is not { } run)
        {
            return;
        }

        using var pulse = new RunPulse(runs, run.Id, claim, BetweenBeats, time, cancellationToken);
        try
        {
            await Work(run, pulse);
        }
        catch (OperationCanceledException) when (pulse.Last == Pulse.Lost)
        {
            LogLost(log, run.Id);
        }
        catch (OperationCanceledException) when (pulse.Last == Pulse.CancelAsked)
        {
            await runs.End(run.Id, claim, RunStatus.Cancelled, "Cancelled while it was running.", CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await runs.HandBack(run.Id, claim, CancellationToken.None);
            throw;
        }
        catch (Exception broken) when (broken is not DbException && DatabaseTrouble.Of(broken) is null)
        {
            // Where the database is away, nothing can be said: the run falls silent, and is taken up again.
            await Fail(run, broken);
        }
        finally
        {
            await pulse.Stop();
            ResidentMemory.GiveBack();
        }
    }

    private async Task<ClaimedRun?> Take(long run, CancellationToken cancellation)
    {
        while (true)
        {
            var taken = await runs.Claim(run, claim, Build.Worker, ProgramVersion.Revision, cancellation);
            if (!taken.Busy)
            {
                return taken.Work is { } work && await MayTry(work, cancellation) ? work : null;
            }

            await Task.Delay(BetweenBeats, time, cancellation);
        }
    }

    private async Task<bool> MayTry(ClaimedRun run, CancellationToken cancellation)
    {
        if (run.Before is { } before)
        {
            await runs.Note(
                run.Id,
                $"Nothing was heard any more of {before}, which did this run; {Build.Worker} begins it again.",
                cancellation
            );
        }

        if (run.Attempts <= RunRules.MostAttempts)
        {
            return true;
        }

        await runs.End(
            run.Id,
            claim,
            RunStatus.Failed,
            $"The process that did this run ended in the middle {RunRules.MostAttempts} times, perhaps for lack of memory. Look at "
                + "the server's log before you repeat it.",
            cancellation
        );
        return false;
    }

    private async Task Work(ClaimedRun run, RunPulse pulse)
    {
        await runs.Note(run.Id, $"{Build.Worker} begins {run.Model} {run.Version} on {run.SceneName}.", pulse.Cancellation);
        var choice = new ModelChoice(run.Model, run.Version, run.Parameters);
        // On a thread of its own: it computes for minutes.
        var findings = await Task.Run(() => work.Detect(run.Scene, choice, pulse, pulse.Cancellation), pulse.Cancellation);
        pulse.Report(new RunProgress("entering", 1));
        var (kept, outlines) = await Normalized(run.Id, findings, pulse.Cancellation);
        if (!await runs.Enter(run.Id, claim, kept, outlines, pulse.Cancellation))
        {
            await pulse.Ask();
            throw new OperationCanceledException();
        }
    }

    private async Task<(RunFindings Kept, IReadOnlyList<MultiPolygon> Outlines)> Normalized(
        long run,
        RunFindings findings,
        CancellationToken cancellation
    )
    {
        var kept = new List<Slicks.Detection>(findings.Detections.Count);
        var outlines = new List<MultiPolygon>(findings.Detections.Count);
        foreach (var detection in findings.Detections)
        {
            try
            {
                outlines.Add(Outline.Normalize(detection.Outline));
                kept.Add(detection);
            }
            catch (OutlineException wrong)
            {
                await runs.Note(run, $"A detection was left out: {wrong.Message}", cancellation);
            }
        }

        return (findings with { Detections = kept }, outlines);
    }

    private async Task Fail(ClaimedRun run, Exception broken)
    {
        var expected = broken is RuleBrokenException or NotFoundException or OutlineException;
        if (!expected)
        {
            LogBroken(log, run.Id, broken);
        }

        var sentence = broken switch
        {
            _ when expected => broken.Message,
            OutOfMemoryException => "The memory was not enough for this scene.",
            _ =>
                $"The program made a mistake ({broken.GetType().Name}: {broken.Message.Shortened(500)}). The server's log has the details.",
        };
        await runs.End(run.Id, claim, RunStatus.Failed, sentence, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Run} failed")]
    private static partial void LogBroken(ILogger log, long run, Exception broken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} is no longer this process's: another one has taken it up or ended it")]
    private static partial void LogLost(ILogger log, long run);
}

/// <summary>What stands in a run's row about the program that does it.</summary>
internal static class Build
{
    /// <summary>machine:pid.</summary>
    public static string Worker { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");
}
