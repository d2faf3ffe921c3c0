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
