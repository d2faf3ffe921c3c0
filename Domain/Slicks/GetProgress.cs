using MediatR;

namespace Review.Domain.Slicks;

/// <summary>How far the review of a filter is, and of the scene of a slick. What a decision changes does not take a slick out of the sum:
/// of ten that were pending, three that were decided are three of ten.</summary>
/// <param name="Slick">The one whose scene is told too, if it has one.</param>
public sealed record GetProgress(SlickFilter Filter, long? Slick) : IRequest<ReviewProgress>;

/// <param name="Scene">Null without a slick, or when it belongs to no scene.</param>
public sealed record ReviewProgress(StateCounts All, SceneProgress? Scene);

public sealed record SceneProgress(string Name, DateTimeOffset Acquired, StateCounts All);

public sealed record StateCounts(long Pending, long Validated, long Rejected, long Ambiguous)
{
    public long Decided => Validated + Rejected + Ambiguous;

    public long Total => Pending + Decided;
}

internal sealed class GetProgressHandler(ISlickQueries queries) : IRequestHandler<GetProgress, ReviewProgress>
{
    public async Task<ReviewProgress> Handle(GetProgress request, CancellationToken cancellationToken)
    {
        var all = await queries.Counts(request.Filter.WhateverWasDecided(), cancellationToken);
        var scene = request.Slick is { } slick ? await queries.SceneOf(slick, cancellationToken) : null;
        return new ReviewProgress(
            all,
            scene is null
                ? null
                : new SceneProgress(
                    scene.Name,
                    scene.Acquired,
                    await queries.Counts(new SlickFilter(Scene: scene.Name, AsOf: request.Filter.AsOf), cancellationToken)
                )
        );
    }
}
