namespace Review.Domain.Scenes;

/// <summary>One radar product.</summary>
public sealed class Scene
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset Acquired { get; init; }

    /// <summary>Made by <c>simulate</c>, not by a radar.</summary>
    public bool Simulated { get; init; }
}

/// <summary>One processing of a scene: by a model, by an import, by a simulation.</summary>
public sealed class Run
{
    public long Id { get; init; }

    public long SceneId { get; init; }

    public Scene? Scene { get; init; }

    public required string Model { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required string StartedBy { get; init; }
}
