using MediatR;

namespace Review.Domain.Scenes;

/// <summary>Scenes that have active slicks, newest first, for filters.</summary>
public sealed record ListScenes : IRequest<IReadOnlyList<SceneRow>>;

/// <param name="Slicks">Active ones.</param>
public sealed record SceneRow(long Id, string Name, DateTimeOffset Acquired, bool Simulated, int Slicks);

internal sealed class ListScenesHandler(Slicks.ISlickQueries queries) : IRequestHandler<ListScenes, IReadOnlyList<SceneRow>>
{
    public Task<IReadOnlyList<SceneRow>> Handle(ListScenes request, CancellationToken cancellationToken) => queries.Scenes(cancellationToken);
}
