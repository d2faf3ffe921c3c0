using System.Data.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Review.Domain.Jobs;

namespace Review.Domain.Scenes;

/// <summary>
/// Fetches an object that was asked for and makes it the image of its scene. Sent again after the process died it goes on: of a product,
/// with the files that are not here yet. It does nothing when that revision is not asked for any more.
/// </summary>
internal sealed record FetchScene(long Scene, int Revision) : IRequest
{
    public static JobWork Job(SceneFetch fetch) => new(JobKind.FetchScene, ("scene", fetch.Scene), ("revision", fetch.Revision));
}

internal sealed class FetchSceneHandler(ISender sender, IReviewDb db, ISceneFetches fetches, ISceneObjects objects, TimeProvider time)
    : IRequestHandler<FetchScene>
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(1);

    public async Task Handle(FetchScene request, CancellationToken cancellationToken)
    {
        var fetch = await fetches.Find(request.Scene, cancellationToken);
        if (fetch is null || fetch.Revision != request.Revision || fetch.State != FetchState.Fetching)
        {
            return;
        }

        if (await fetches.Begin(fetch, cancellationToken) > MostAttempts)
        {
            await fetches.MarkFailed(
                fetch,
                $"Fetching {fetch.Source} was begun {MostAttempts} times and never came to an end. Look at the server's log before you "
                    + "register it again.",
                cancellationToken
            );
            return;
        }

        try
        {
            if (await Fetch(fetch, cancellationToken) is { } path)
            {
                await Register(fetch, path, cancellationToken);
            }
        }
        catch (Exception wrong) when (wrong is RuleBrokenException or IOException or UnauthorizedAccessException or StartException)
        {
            await fetches.MarkFailed(fetch, wrong.Message, CancellationToken.None);
        }
        catch (Exception elsewhere)
            when (elsewhere is OperationCanceledException or DbException || DatabaseTrouble.Of(elsewhere) is not null)
        {
            // It is not the object's fault. Where the database is away the attempt counts, and the job is begun again.
            if (DatabaseTrouble.Of(elsewhere) is null)
            {
                await fetches.HandBack(fetch, CancellationToken.None);
            }

            throw;
        }
    }

    /// <returns>Where it lies; null when it is not asked for any more.</returns>
    private async Task<string?> Fetch(SceneFetch fetch, CancellationToken cancellation)
    {
        using var pulse = new FetchPulse(fetches, fetch, BetweenBeats, time, cancellation);
        try
        {
            return await objects.Fetch(SceneObject.Parse(fetch.Source)!, pulse, pulse.Cancellation);
        }
        catch (OperationCanceledException) when (pulse.IsLost)
        {
            return null;
        }
        finally
        {
            await pulse.Stop();
        }
    }

    private async Task Register(SceneFetch fetch, string path, CancellationToken cancellation)
    {
        var scene = await db.Scenes.AsNoTracking().SingleAsync(one => one.Id == fetch.Scene, cancellation);
        await sender.Send(
            new RegisterScene(
                path,
                scene.Name,
                scene.Acquired,
                fetch.GivenBounds,
                fetch.GivenUnit,
                scene.Simulated,
                fetch.RequestedBy,
                Bands: fetch.GivenBands,
                Fetch: fetch.Revision
            ),
            cancellation
        );
    }
}

/// <summary>Says about once a second how far a fetch is; cancels it when it is not asked for any more.</summary>
internal sealed class FetchPulse : IProgress<FetchProgress>, IDisposable
{
    private readonly ISceneFetches fetches;
    private readonly SceneFetch fetch;
    private readonly CancellationTokenSource work;
    private readonly CancellationTokenSource end = new();
    private readonly Task beating;
    private volatile FetchProgress progress;

    public FetchPulse(ISceneFetches fetches, SceneFetch fetch, TimeSpan between, TimeProvider time, CancellationToken cancellation)
    {
        (this.fetches, this.fetch, progress) = (fetches, fetch, new FetchProgress(0, fetch.TotalBytes));
        work = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        beating = BeatUntilTheEnd(between, time);
    }

    public CancellationToken Cancellation => work.Token;

    public bool IsLost { get; private set; }

    public void Report(FetchProgress value) => progress = value;

    public async Task Stop()
    {
        await end.CancelAsync();
        await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        work.Dispose();
        end.Dispose();
    }

    private async Task BeatUntilTheEnd(TimeSpan between, TimeProvider time)
    {
        using var timer = new PeriodicTimer(between, time);
        while (!IsLost && await timer.WaitForNextTickAsync(end.Token))
        {
            try
            {
                IsLost = !await fetches.Beat(fetch, progress, end.Token);
            }
            catch (Exception failed) when (DatabaseTrouble.Of(failed) is not null)
            {
                // Said again at the next beat.
            }
        }

        if (IsLost)
        {
            await work.CancelAsync();
        }
    }
}
