using FluentValidation;
using MediatR;
using Review.Domain.Jobs;

namespace Review.Domain.Scenes;

/// <summary>
/// Has an object of a store fetched by a job and made the image of a scene. The scene is there at once; what cannot be had later on is said
/// on it, and the same request begins anew.
/// </summary>
/// <param name="Registration">Of s3://BUCKET/KEY. Without a name the scene is called like the object, without its ending; without a time,
/// the scene must be known or its name must tell.</param>
public sealed record RequestScene(RegisterScene Registration) : IRequest<RequestedScene>
{
    internal sealed class Rules : AbstractValidator<RequestScene>
    {
        public Rules() => RuleFor(command => command.Registration).SetValidator(new RegisterScene.Rules()).OverridePropertyName("");
    }
}

/// <param name="TotalBytes">Null when the store did not tell in time.</param>
public sealed record RequestedScene(long Id, string Name, FetchState State, string Source, long? TotalBytes);

internal sealed class RequestSceneHandler(IReviewDb db, ISceneFetches fetches, ISceneObjects objects, IJobs jobs)
    : IRequestHandler<RequestScene, RequestedScene>
{
    // Whoever asks is not kept waiting for a slow store.
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(5);

    public async Task<RequestedScene> Handle(RequestScene request, CancellationToken cancellationToken)
    {
        var asked = request.Registration;
        var image = SceneImagePlace.Allowed(
            asked,
            SceneObject.Parse(asked.Path) ?? throw new RuleBrokenException("path", $"{asked.Path} is no object of a store.")
        );
        var name = asked.Name ?? SceneImagePlace.NameOf(image.Key);
        var known = await SceneTime.Known(db, name, cancellationToken);
        SceneTime.Check(name, asked.Acquired, known);
        var acquired =
            asked.Acquired
            ?? known
            ?? SceneName.TryParse(name)?.Start
            ?? throw new RuleBrokenException(
                "acquired",
                $"Say when {name} was acquired, such as 2026-01-31T12:00:00Z: its name does not tell, and the object is fetched later."
            );
        var bytes = await Look(image, cancellationToken);
        var queued = await fetches.Queue(
            name,
            acquired,
            new SceneFetch(0, 0, null, image.ToString(), asked.Bounds, asked.Unit, asked.Bands, asked.By, 0, bytes),
            cancellationToken
        );
        await jobs.Start(FetchScene.Job(queued), cancellationToken);
        return new RequestedScene(queued.Scene, name, FetchState.Fetching, queued.Source, bytes);
    }

    /// <summary>A mistyped object leaves no scene behind.</summary>
    private async Task<long?> Look(SceneObject image, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestLook);
        try
        {
            return await objects.Size(image, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
