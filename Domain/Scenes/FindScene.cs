using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Review.Domain.Scenes;

/// <summary>A scene by its exact name; null when there is none.</summary>
public sealed record FindScene(string Name) : IRequest<SceneFacts?>
{
    internal sealed class Rules : AbstractValidator<FindScene>
    {
        public Rules() =>
            RuleFor(query => query.Name)
                .Must(PlainText.IsKept)
                .OverridePropertyName("scene")
                .WithMessage("The scene's name contains a character that cannot be kept (NUL, or half of a surrogate pair).");
    }
}

public sealed record SceneFacts(long Id, string Name, DateTimeOffset Acquired);

internal sealed class FindSceneHandler(IReviewDb db) : IRequestHandler<FindScene, SceneFacts?>
{
    public Task<SceneFacts?> Handle(FindScene request, CancellationToken cancellationToken) =>
        db
            .Scenes.Where(scene => scene.Name == request.Name)
            .Select(scene => new SceneFacts(scene.Id, scene.Name, scene.Acquired))
            .SingleOrDefaultAsync(cancellationToken);
}
