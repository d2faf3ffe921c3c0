namespace Review.Domain.Scenes;

/// <summary>An image was registered, became ready or failed.</summary>
public sealed record SceneNotice(long Scene, ImageState State);
