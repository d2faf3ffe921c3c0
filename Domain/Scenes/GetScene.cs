using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.Scenes;

/// <summary>A scene with its image and the image's statistics.</summary>
/// <exception cref="NotFoundException">There is no such scene.</exception>
public sealed record GetScene(long Id) : IRequest<SceneRow>;

internal sealed class GetSceneHandler(IReviewDb db, ISceneImages images) : IRequestHandler<GetScene, SceneRow>
{
    public async Task<SceneRow> Handle(GetScene request, CancellationToken cancellationToken)
    {
        var scene =
            await db.Scenes.AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.Id, cancellationToken)
            ?? throw new NotFoundException($"There is no scene {request.Id}.");
        var counted = await images.List(new SceneFilter(Id: request.Id), cancellationToken);
        var row = counted.SingleOrDefault();
        return new SceneRow(
            scene.Id,
            scene.Name,
            scene.Acquired,
            scene.Simulated,
            row?.Slicks ?? 0,
            row?.Decided ?? 0,
            await images.Find(request.Id, cancellationToken),
            row?.Fetch
        );
    }
}
