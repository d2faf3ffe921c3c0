using FluentValidation;
using MediatR;

namespace Review.Domain.Scenes;

/// <summary>Scenes, newest first. Without a filter: those that have active slicks, and those that have an image or
/// for which one is fetched.</summary>
public sealed record ListScenes(SceneFilter? Filter = null) : IRequest<IReadOnlyList<SceneRow>>
{
    internal sealed class Rules : AbstractValidator<ListScenes>
    {
        public Rules() =>
            RuleFor(query => query.Filter!.Limit)
                .InclusiveBetween(1, SceneFilter.MostLimit)
                .OverridePropertyName("limit")
                .When(query => query.Filter is not null)
                .WithMessage($"limit is a whole number from 1 to {SceneFilter.MostLimit}.");
    }
}

/// <param name="Imagery">True for scenes with an image, false for those without one that have slicks.</param>
/// <param name="Box">Images that touch it; west greater than east for one over the antimeridian.</param>
/// <param name="From">Acquired then or later.</param>
/// <param name="To">Acquired before then.</param>
/// <param name="Name">A part of the name, in any case.</param>
/// <param name="Id">This one.</param>
public sealed record SceneFilter(
    bool? Imagery = null,
    BoundingBox? Box = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Name = null,
    int Limit = SceneFilter.UsualLimit,
    long? Id = null
)
{
    public const int UsualLimit = 500;
    public const int MostLimit = 2_000;
}

/// <param name="Slicks">Active ones.</param>
/// <param name="Decided">Of these, those that somebody has decided on.</param>
/// <param name="Imagery">Null when the scene has no image; without statistics.</param>
/// <param name="Fetch">What is fetched to become its image, or could not be; null otherwise.</param>
public sealed record SceneRow(
    long Id,
    string Name,
    DateTimeOffset Acquired,
    bool Simulated,
    int Slicks,
    int Decided,
    SceneImage? Imagery = null,
    SceneFetch? Fetch = null
);

internal sealed class ListScenesHandler(ISceneImages images) : IRequestHandler<ListScenes, IReadOnlyList<SceneRow>>
{
    public Task<IReadOnlyList<SceneRow>> Handle(ListScenes request, CancellationToken cancellationToken) =>
        images.List(request.Filter ?? new SceneFilter(), cancellationToken);
}
