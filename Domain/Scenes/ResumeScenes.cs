using MediatR;
using Review.Domain.Jobs;

namespace Review.Domain.Scenes;

/// <summary>
/// Has images prepared, and objects fetched, that have waited for it too long: whoever registered them died before a job was queued, or
/// over the work.
/// </summary>
public sealed record ResumeScenes : IRequest
{
    /// <summary>Longer than any image takes; should one be at work all the same, what is ready last stands.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(20);

    /// <summary>A fetch gives a sign every second; after so long without one its process is taken for dead.</summary>
    public static TimeSpan LongestSilence { get; } = TimeSpan.FromSeconds(30);
}

internal sealed class ResumeScenesHandler(ISceneImages images, ISceneFetches fetches, IJobs jobs) : IRequestHandler<ResumeScenes>
{
    public async Task Handle(ResumeScenes request, CancellationToken cancellationToken)
    {
        foreach (var scene in await images.Unprepared(ResumeScenes.Patience, cancellationToken))
        {
            await jobs.Start(new JobWork(JobKind.PrepareScene, ("scene", scene)), cancellationToken);
        }

        foreach (var fetch in await fetches.Unattended(ResumeScenes.LongestSilence, cancellationToken))
        {
            await jobs.Start(FetchScene.Job(fetch), cancellationToken);
        }
    }
}
